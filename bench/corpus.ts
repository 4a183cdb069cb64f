// What is indexed: the first documents of the shared news and spoken corpora where they are there, else made up after Zipf's law.

import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { zipfDocuments } from './zipf.js'

/** A document of any corpus. */
export interface BenchDocument {
  id: string
  headline: string
  speaker: string[]
  body: string
}

/** Names of what is indexed, with their boosts. */
export type Boosts = Readonly<Partial<Record<'headline' | 'speaker' | 'body' | 'text', number>>>

/** Documents, and which of their fields count. */
export interface Corpus {
  name: string
  source: string
  boosts: Boosts
  documents: readonly BenchDocument[]
  /** UTF-8 bytes of the indexed fields. */
  textBytes: number
}

/** Where all of the news is, if it is. */
export const newsFile = fileURLToPath(new URL('../../shared/data/news/wire.jsonl.gz', import.meta.url))
const spokenFile = fileURLToPath(new URL('../../shared/data/spoken/turns.jsonl.gz', import.meta.url))

/** News articles: headline and body. */
export function newsCorpus(count: number, from = 0): Promise<Corpus> {
  return corpusOf('news', newsFile, { headline: 3, body: 1 }, count, from)
}

/** The spoken record: headline, speakers and body. */
export function spokenCorpus(count: number): Promise<Corpus> {
  return corpusOf('spoken', spokenFile, { headline: 3, speaker: 2, body: 1 }, count, 0)
}

/** UTF-8 bytes of some fields of documents. */
export function bytesOf(documents: readonly BenchDocument[], fields: readonly string[]): number {
  let bytes = 0
  for (const document of documents) for (const field of fields) bytes += Buffer.byteLength(textOf(document, field))
  return bytes
}

/** The text of a field, values of several put together; `text` is all fields in one. */
export function textOf({ headline, speaker, body }: BenchDocument, field: string): string {
  if (field === 'text') return `${headline}\n${speaker.join('\n')}\n${body}`
  return field === 'headline' ? headline : field === 'speaker' ? speaker.join('\n') : body
}

async function corpusOf(name: string, path: string, boosts: Boosts, count: number, from: number): Promise<Corpus> {
  const isThere = existsSync(path)
  const documents = isThere ? await readDocuments(path, count, from) : zipfDocuments(count, name === 'news' ? 1 : 2, from)
  const source = isThere ? `the first of ${name === 'news' ? 'news/wire' : 'spoken/turns'}` : 'made up after Zipf'
  return { name, source, boosts, documents, textBytes: bytesOf(documents, Object.keys(boosts)) }
}

async function readDocuments(path: string, count: number, from: number): Promise<BenchDocument[]> {
  const documents: BenchDocument[] = []
  const file = createReadStream(path)
  let line = 0
  for await (const text of createInterface({ input: file.pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text === '' || line++ < from) continue
    const {
      id,
      headline = '',
      speakers = [],
      body,
    } = JSON.parse(text) as { id: string; headline?: string; speakers?: string[]; body: string }
    documents.push({ id, headline, speaker: speakers, body })
    if (documents.length === count) break
  }
  file.destroy()
  return documents
}
