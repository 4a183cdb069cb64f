// An index that is fetched whole, and searched in memory: for small files, and where every letter typed should be answered at once.

import type { Analyzer } from '../analysis/analyzer.js'
import { isRostrumError } from '../errors.js'
import { type Reader, readerOfBytes } from '../reader/reader.js'
import { unpackSegments } from '../segment/container.js'
import { analyzerNames, type OpenOptions } from '../segment/segment.js'
import { type HttpOptions, httpSource } from './http.js'
import { type AnalyzerTable, languages, loadAnalyzers } from './languages.js'
import { loadModules } from './modules.js'
import { fileIdOf, isSegment, lengthIn, segmentId } from './start.js'
import { type BlockStore, isAway, keptId, partKey, tryGet, tryKeep } from './store.js'

/** Milliseconds for a whole file: as long as something comes, it may. */
const wholeTimeout = 600_000

/** The most bytes of a file that is loaded whole: what is longer is for ranges. */
const mostWholeBytes = 2 ** 30

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

/**
 * The bytes of the file at `url`, all of them; without a network those that `store` has kept. No more are read than the file says that it has.
 * @throws as `openRemote`; E_NOT_AN_INDEX, E_TRUNCATED, E_CORRUPT
 */
export async function fetchWhole(
  url: string,
  options: HttpOptions,
  store: BlockStore | undefined,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const source = httpSource(url, { timeout: wholeTimeout, maxWholeBytes: mostWholeBytes, ...options })
  try {
    const { bytes } = await source.read(0, Number.POSITIVE_INFINITY, signal ? { signal } : {})
    const ids = idsOf(bytes)
    if (ids !== undefined) tryKeep(store, url, fileIdOf(bytes, ids), ids, new Map([['whole', bytes]]))
    return bytes
  } catch (error) {
    const id = isAway(error) ? await keptId(store, url) : undefined
    const kept = id && (await tryGet(store, partKey(url, `${id}-whole`)))
    const ids = kept && idsOf(kept)
    if (!kept || !ids || fileIdOf(kept, ids) !== id) throw error
    return kept
  }
}

/** The ids of the segments of a file; undefined where it is no index, which opening it will say. */
function idsOf(bytes: Uint8Array): string[] | undefined {
  try {
    const parts = unpackSegments(bytes)
    if (lengthIn(bytes) !== bytes.length || !parts.every((part) => isSegment(part.bytes))) return undefined
    return parts.map((part) => segmentId(part.bytes))
  } catch (error) {
    if (!isRostrumError(error)) throw error
    return undefined
  }
}
