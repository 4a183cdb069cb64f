// Reads articles from files, folders and standard input as a stream: what is a record a line is never held whole.

import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { checkOptions, RostrumError } from '../errors.js'
import { maxRecordLength, type Origin, type ParsedArticle } from '../news/article.js'
import { textReader } from '../news/encoding.js'
import { type ArticleFormat, headLength } from '../news/format.js'
import { detectFormat, formatNamed } from '../news/formats.js'
import { readText } from '../news/parse.js'
import { inputProblem, tooLong } from '../news/record.js'
import { ioError } from './files.js'
import { type Input, listInputs } from './inputs.js'

/** How to read articles from files. */
export interface ReadOptions {
  /** The name of a format for all inputs; found out for each by default. */
  format?: string
  /** Told now and then how far it is. */
  onProgress?: (progress: ReadProgress) => void
}

/** How far the reading is. */
export interface ReadProgress {
  /** Bytes read, packed as they are. */
  bytes: number
  /** Bytes of all inputs; undefined where standard input or a pipe is among them. */
  totalBytes: number | undefined
  /** Bytes after unpacking. */
  textBytes: number
}

const readBytesAtOnce = 256 * 1024

/** Inflated bytes a byte of gzip may give once a mebibyte has come: text gives 30 at most, a bomb 1,000. */
const mostInflation = 100
const inflationFrom = 1024 * 1024

/** The longest text that is held whole (whatever is not JSON Lines), in UTF-16 code units. */
const maxWholeLength = 256 * 1024 * 1024

type Chunks = AsyncGenerator<Uint8Array, void, void>

/**
 * Reads the articles of files, folders and standard input (`-`), one after another; gzip is known by its first bytes. Each bad record or file that
 * breaks off is one problem. Memory is that of a few chunks and one record for JSON Lines; other inputs are held whole.
 * @throws RostrumError E_IO or E_INPUT where a path cannot be read, E_CONFIG for an unknown option or format.
 */
export async function* readArticles(paths: readonly string[], options: ReadOptions = {}): AsyncGenerator<ParsedArticle, void, void> {
  checkOptions(options, ['format', 'onProgress'], 'readArticles')
  const named = options.format === undefined ? undefined : formatNamed(options.format)
  const inputs = await listInputs(paths)
  const sizes = inputs.map(({ byteLength }) => byteLength)
  const totalBytes = sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  const progress: ReadProgress = { bytes: 0, totalBytes, textBytes: 0 }
  const countPacked = (length: number) => {
    progress.bytes += length
  }
  const countText = (length: number) => {
    progress.textBytes += length
    options.onProgress?.({ ...progress })
  }
  for (const input of inputs) {
    try {
      yield* parsePieces(decode(counted(inflate(counted(read(input), countPacked)), countText)), input, named)
    } catch (error) {
      if (!(error instanceof InputFault)) throw error
      yield { problem: inputProblem({ name: input.name }, error.expected, error.got, 'What came before was read; mend the file.') }
    }
  }
}

/** A fault of one input, which ends that input and no other. */
class InputFault extends Error {
  constructor(
    readonly expected: string,
    readonly got: string,
  ) {
    super(got)
  }
}

async function* read({ path }: Input): Chunks {
  const stream = path === undefined ? process.stdin : createReadStream(path, { highWaterMark: readBytesAtOnce })
  try {
    for await (const chunk of stream) {
      yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array)
    }
  } catch (error) {
    throw new InputFault('a readable file', ioError(error, path ?? 'stdin').got)
  }
}

async function* counted(chunks: Chunks, count: (length: number) => void): Chunks {
  for await (const chunk of chunks) {
    count(chunk.length)
    yield chunk
  }
}

/** Unpacks gzip, one layer of it, where the first two bytes say so. */
async function* inflate(chunks: Chunks): Chunks {
  const first = await takeHead(chunks, 3)
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    if (first.length > 0) yield first
    yield* chunks
    return
  }
  let packed = 0
  const all = (async function* () {
    packed += first.length
    yield first
    for await (const chunk of chunks) {
      packed += chunk.length
      yield chunk
    }
  })()
  let length = 0
  const gunzip = createGunzip({ chunkSize: readBytesAtOnce })
  pipeline(Readable.from(all, { objectMode: true, highWaterMark: 1 }), gunzip, () => undefined)
  try {
    for await (const chunk of gunzip) {
      length += (chunk as Uint8Array).length
      if (length > inflationFrom && length > packed * mostInflation) {
        throw new InputFault('gzip of text', `more than ${mostInflation} times its bytes, as archives made to exhaust memory give`)
      }
      yield chunk as Uint8Array
    }
  } catch (error) {
    if (error instanceof InputFault || error instanceof RostrumError) throw error
    throw new InputFault('a whole gzip file', error instanceof Error ? error.message : String(error))
  } finally {
    gunzip.destroy()
  }
}

/** Joins chunks until `length` bytes are there, or all. */
async function takeHead(chunks: Chunks, length: number): Promise<Uint8Array> {
  let head = new Uint8Array(0)
  while (head.length < length) {
    const { value, done } = await chunks.next()
    if (done) break
    const joined = new Uint8Array(head.length + value.length)
    joined.set(head)
    joined.set(value, head.length)
    head = joined
  }
  return head
}

async function* decode(chunks: Chunks): AsyncGenerator<string, void, void> {
  const reader = textReader()
  const first = reader.read(await takeHead(chunks, 4))
  if (first !== '') yield first
  for await (const chunk of chunks) yield reader.read(chunk)
  const rest = reader.end()
  if (rest !== '') yield rest
}

/** Parses a text that comes in pieces: by runs of whole lines where its format is by line, else as a whole. */
async function* parsePieces(
  pieces: AsyncGenerator<string, void, void>,
  { name, label }: Input,
  named: ArticleFormat | undefined,
): AsyncGenerator<ParsedArticle, void, void> {
  const held: string[] = []
  let length = 0
  let format = named
  for await (const piece of pieces) {
    held.push(piece)
    length += piece.length
    if (format === undefined && length >= headLength) format = detectFormat(held.join(''), name)
    if (format?.byLine) {
      yield* parseLines(pieces, held, format, { name, label })
      return
    }
    if (length > maxWholeLength) {
      throw new InputFault(`a text of at most ${maxWholeLength} characters`, 'more; JSON Lines, one article a line, may be of any length')
    }
  }
  const text = held.join('')
  yield* readText(format ?? detectFormat(text, name), text, { name, label })
}

async function* parseLines(
  pieces: AsyncGenerator<string, void, void>,
  head: readonly string[],
  format: ArticleFormat,
  { name, label }: Origin,
): AsyncGenerator<ParsedArticle, void, void> {
  let held: string[] = []
  let length = 0
  let line = 1
  let skipping = false
  for await (const piece of joined(head, pieces)) {
    const end = piece.lastIndexOf('\n') + 1
    if (end > 0) {
      let start = 0
      if (skipping) {
        start = piece.indexOf('\n') + 1
        line++
        skipping = false
      }
      held.push(piece.slice(start, end))
      const text = held.join('')
      yield* readText(format, text, { name, label, line })
      line += countLines(text)
      held = []
      length = 0
    }
    if (skipping) continue
    held.push(piece.slice(end))
    length += piece.length - end
    if (length > maxRecordLength) {
      const origin: Origin = { name, line }
      yield { problem: tooLong(length, origin) }
      held = []
      length = 0
      skipping = true
    }
  }
  if (length > 0) yield* readText(format, held.join(''), { name, label, line })
}

async function* joined(head: readonly string[], rest: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  yield* head
  yield* rest
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
