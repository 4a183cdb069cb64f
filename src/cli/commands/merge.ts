// `rostrum merge`: several index files of one schema as one, without their articles.

import { isDeepStrictEqual } from 'node:util'
import { isRostrumError, quote, RostrumError } from '../../errors.js'
import { mergeSegments } from '../../index/merge-segments.js'
import type { FromOptions } from '../../index/options.js'
import { webProfile } from '../../index/web-profile.js'
import { nodeDeflate } from '../../node/deflate.js'
import { readBytes, writeBytes } from '../../node/files.js'
import { openIndex } from '../../reader/open.js'
import { openSegments } from '../../segment/container.js'
import { schemaJson } from '../../segment/write.js'
import { type Command, exitCodes, usage } from '../command.js'
import { analyzersOf } from '../languages.js'
import { naming } from '../open.js'
import { byteSize, counted, jsonLine, visible } from '../output.js'
import { startProgress } from '../progress.js'
import { profileOf, profiles } from './build.js'

/** An index file, read. */
interface Part {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Merges index files. */
export const merge: Command = {
  name: 'merge',
  summary: 'Merge index files of the same fields, analyzer and stored fields into one. Ids must be in one of them only.',
  usage: 'INDEX... -o FILE',
  options: [
    { name: 'output', short: 'o', value: 'FILE', summary: 'where to write the index; may be one of those that are merged' },
    { name: 'profile', value: 'NAME', summary: `${profiles.join(' or ')}: web for reading by ranges from a host (default local)` },
    { name: 'quiet', short: 'q', summary: 'no progress, no summary' },
    { name: 'json', summary: 'the summary as one line of JSON' },
  ],

  async run(given, output) {
    const target = given.value('output')
    if (target === undefined || target === '')
      throw usage('-o FILE, where to write the index', 'none', 'Write for example: rostrum merge 2016.rostrum 2017.rostrum -o news.rostrum')
    if (given.words.length === 0) throw usage('index files to merge', 'none', 'Name them, oldest first.')
    const profile = profileOf(given)
    const started = performance.now()
    const reading = startProgress(output, 'Reading', given.has('quiet'))
    const parts: Part[] = []
    let bytesIn = 0
    for (const path of given.words) {
      const bytes = await readBytes(path)
      parts.push({ path, bytes })
      reading.update((bytesIn += bytes.length), undefined)
    }
    reading.clear()
    const analyzers = (await Promise.all(parts.map(({ bytes }) => analyzersOf(bytes)))).flat()
    const options = { deflate: nodeDeflate, analyzers }
    checkParts(parts, options)
    const merging = startProgress(output, 'Merging', given.has('quiet'))
    merging.begin()
    const merged = mergedOf(parts, options)
    const bytes = profile === 'web' ? webProfile(merged, options) : merged
    await writeBytes(target, bytes)
    merging.clear()
    if (given.has('quiet')) return exitCodes.found
    const seconds = (performance.now() - started) / 1000
    const documents = openIndex(bytes, options).count
    if (given.has('json'))
      output.write(
        jsonLine({ file: target, indexes: parts.length, documents, bytesIn, bytesOut: bytes.length, seconds: Number(seconds.toFixed(3)) }),
      )
    else {
      const sizes = `${byteSize(bytesIn)} in ${parts.length === 1 ? '1 index' : `${parts.length} indexes`}, ${byteSize(bytes.length)} out`
      output.write(`${counted(documents, 'document')}, ${sizes} to ${visible(target)}, ${seconds.toFixed(1)} s\n`)
    }
    return exitCodes.found
  },
}

/** Says by name which file cannot be merged with the others, before anything is. @throws E_CONFIG, or what is wrong with the bytes of one */
function checkParts(parts: readonly Part[], options: FromOptions): void {
  let first: string | undefined
  for (const { path, bytes } of parts) {
    const { segments } = naming(path, () => openSegments(bytes, options))
    const [{ schema, isWeb }] = segments
    if (isWeb) throw refused('indexes that can be changed', `one of the web profile, ${quote(path)}`, 'Merge those that it was made of.')
    const own = schemaJson(schema)
    first ??= own
    if (own === first) continue
    const differs = differenceOf(JSON.parse(first), JSON.parse(own))
    const got = `${quote(path)} with another than ${quote(parts[0].path)}: ${differs}`
    throw refused('indexes of one schema', got, 'Build them with the same fields, stored fields and analyzers; rostrum info tells them.')
  }
}

/** What is first found to differ between two values, as JSON has them: `fields.2.boost: 3, not 1`. */
function differenceOf(first: unknown, own: unknown, path: readonly string[] = []): string {
  if (isObject(first) && isObject(own)) {
    const key = Object.keys({ ...first, ...own }).find((each) => !isDeepStrictEqual(first[each], own[each]))
    if (key !== undefined) return differenceOf(first[key], own[key], [...path, key])
  }
  const told = (value: unknown) => (value === undefined ? 'nothing' : quote(value))
  return `${path.join('.')}: ${told(own)}, not ${told(first)}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function mergedOf(parts: readonly Part[], options: FromOptions): Uint8Array {
  try {
    return mergeSegments(
      parts.map(({ bytes }) => bytes),
      options,
    )
  } catch (error) {
    if (!isRostrumError(error) || error.code !== 'E_DUPLICATE_ID') throw error
    const id = error.details.id as string | number
    const having = parts.filter(({ bytes }) => openIndex(bytes, options).has(id)).map(({ path }) => quote(path))
    const { code, expected, got, cure, details } = error
    throw new RostrumError(code, { expected, got: `${got} in ${having.join(' and ')}`, cure, details, cause: error })
  }
}

function refused(expected: string, got: string, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got, cure })
}
