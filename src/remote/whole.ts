// An index that is fetched whole, and searched in memory: for small files, and where every letter typed should be answered at once.

import type { Analyzer } from '../analysis/analyzer.js'
import { isRostrumError } from '../errors.js'
import { type Reader, readerOfBytes } from '../reader/reader.js'
import { unpackSegments } from '../segment/container.js'
import { analyzerNames, type OpenOptions } from '../segment/segment.js'
import { blockKey } from './blocks.js'
import { type HttpOptions, httpSource } from './http.js'
import { type AnalyzerTable, languages, loadAnalyzers } from './languages.js'
import { loadModules } from './modules.js'
import { type BlockStore, tryGet, tryPut } from './store.js'

/** Milliseconds for a whole file: as long as something comes, it may. */
const wholeTimeout = 600_000

/** What opening bytes can be told. */
export interface BytesOptions extends OpenOptions {
  /** Further languages by the name their analyzers have; those of Rostrum are known. */
  languages?: AnalyzerTable
}

/** Opens the bytes of an index, whose languages are loaded by name, and all of the code with them. @throws as `openIndex`, and E_NETWORK */
export async function openBytes<T extends object = Record<string, unknown>>(
  bytes: Uint8Array,
  { languages: more, analyzers = [], ...open }: BytesOptions = {},
): Promise<Reader<T>> {
  // waited for together, so that either may fail first
  const [loaded, modules] = await Promise.all([analyzersOf(bytes, analyzers, { ...languages, ...more }), loadModules()])
  return readerOfBytes<T>(bytes, { ...open, analyzers: [...analyzers, ...loaded] }, modules)
}

/** The analyzers that the bytes of an index ask for, as far as the table has them and `given` has not; what is wrong with the bytes is left to who opens them. */
export async function analyzersOf(bytes: Uint8Array, given: readonly Analyzer[], table: AnalyzerTable): Promise<Analyzer[]> {
  let names: string[] = []
  try {
    names = unpackSegments(bytes).flatMap((part) => analyzerNames(part.bytes, part.bytes.length))
  } catch (error) {
    if (!isRostrumError(error)) throw error
  }
  return loadAnalyzers(names, given, table)
}

/** The bytes of the file at `url`, however many; without a network those that `store` has kept. @throws as `openRemote` */
export async function fetchWhole(
  url: string,
  options: HttpOptions,
  store: BlockStore | undefined,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const source = httpSource(url, { timeout: wholeTimeout, ...options, maxWholeBytes: Number.MAX_SAFE_INTEGER })
  const key = blockKey(url, 'whole')
  try {
    const { bytes } = await source.read(0, Number.MAX_SAFE_INTEGER, signal ? { signal } : {})
    tryPut(store, key, bytes)
    return bytes
  } catch (error) {
    if (!isRostrumError(error) || error.code !== 'E_NETWORK') throw error
    const kept = await tryGet(store, key)
    if (kept === undefined) throw error
    return kept
  }
}
