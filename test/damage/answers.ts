// What damaged files are asked, and what may come of it: answers, or typed errors.

import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import type { Query } from '../../src/query/query.js'
import { openIndex } from '../../src/reader/index.js'
import type { SchemaOptions } from '../../src/schema.js'
import { sampleDocuments, sampleOptions } from '../segment/content.js'

/** A schema that makes every section. */
export const options: SchemaOptions = {
  ...sampleOptions,
  fields: { ...sampleOptions.fields, 'quotes.text': { analyzer: 'english' }, 'quotes.speaker': { type: 'keyword' } },
  nested: ['quotes'],
  lengths: 'exact',
  exactForms: true,
}

/** Documents with items, enough words for a trie, and a word in 128 documents or more. */
export function documentsOf(count: number, from: number): Record<string, unknown>[] {
  return sampleDocuments(count, from + 1).map((document, i) => ({
    ...document,
    id: `${from}:${i}`,
    body: `${document.body} said ${i % 2 === 0 ? 'reported' : 'reports'} w${from}x${i} v${from}y${i} u${i}z${from}`,
    quotes:
      i % 3 === 0
        ? [
            { text: `taxes ${i} rise`, speaker: 'Mint' },
            { text: 'ministers vote', speaker: `Speaker ${i % 7}` },
          ]
        : [],
  }))
}

/** One for each way of reading. */
export const queries: [query: string | Query, options?: Record<string, unknown>][] = [
  ['tax ministers', { limit: 5 }],
  ['+said +carbon', { limit: 3, highlight: { headline: { count: 2, length: 40 } }, positions: ['headline'] }],
  ['"carbon tax" OR "said reported"'],
  ['outlet:wire dates:[2001 TO *]', { limit: 4 }],
  ['said', { filter: 'words:[* TO 100]', limit: 4 }],
  ['quotes.text:minister', { target: 'quotes', limit: 4 }],
  ['quotes.speaker:mint said', { limit: 4 }],
  ['w0x7 w1x3 -u7z0'],
]
/** Codes that a damaged file may be refused with. */
export const known = new Set(['E_NOT_AN_INDEX', 'E_CORRUPT', 'E_TRUNCATED', 'E_FORMAT_TOO_NEW', 'E_FORMAT_TOO_OLD', 'E_ANALYZER'])

/** What a query comes to where a mutant's schema, sound in itself, has not the fields that it names. */
export const ofAnotherSchema = new Set(['E_CONFIG', 'E_QUERY_FIELD'])

/** The answers as JSON, query by query, or the code of a typed error in the place of one. */
export function answers(bytes: Uint8Array, open: 'reader' | 'index', what: string): string[] {
  const attempt = (work: () => unknown): string => {
    try {
      return JSON.stringify(work())
    } catch (error) {
      if (isRostrumError(error) && (known.has(error.code) || ofAnotherSchema.has(error.code))) return error.code
      throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`)
    }
  }
  let index: Pick<Index, 'search' | 'suggest' | 'didYouMean' | 'get' | 'count'> | undefined
  const opened = attempt(() => {
    index = open === 'reader' ? openIndex(bytes) : Index.from(bytes)
    return index.count
  })
  const asked = index
  if (asked === undefined) return [opened]
  const found = queries.map(([query, given]) =>
    attempt(() => {
      const { hits, count } = asked.search(query, given as never)
      return [count, hits]
    }),
  )
  found.push(attempt(() => ({ ...asked.suggest('carbon m'), meant: asked.didYouMean('minsiter carbon') })))
  found.push(attempt(() => asked.get('0:3') ?? asked.get('1:2') ?? null))
  if (asked instanceof Index) found.push(attempt(() => [...asked.documents()].length))
  return [opened, ...found]
}

/** Bounded: no more hits than asked for, and numbers that are numbers. */
export function checkBounded(got: readonly string[], what: string): void {
  for (const each of got) {
    if (known.has(each) || ofAnotherSchema.has(each)) continue
    assert.ok(each.length < 400_000, `${what}: an answer of ${each.length} characters`)
    const value: unknown = JSON.parse(each)
    if (!Array.isArray(value)) continue
    const [count, hits] = value as [number, { score: number | null }[]]
    assert.ok(count >= 0 && hits.length <= 10, what)
  }
}
