// Made-up documents for remote indexes, enough for several blocks of each section, and queries of every kind over them.

import { Index } from '../../src/index/index.js'
import type { Query } from '../../src/query/query.js'
import { type Random, randomOf } from '../random.js'

const words = Array.from({ length: 900 }, (_, i) => `${['tax', 'port', 'grain', 'vote', 'court', 'storm'][i % 6]}${i.toString(36)}`)

/** A word; the first of them are the commonest. */
function wordFrom(random: Random): string {
  return words[Math.min(random.below(words.length), random.below(words.length))]
}

/** Documents with the same seed are the same. */
export function documentsOf(count: number, seed: number, from = 0): Record<string, unknown>[] {
  const random = randomOf(seed)
  const word = () => wordFrom(random)
  return Array.from({ length: count }, (_, i) => ({
    id: i % 3 === 0 ? from + i : `article-${from + i}`,
    headline: Array.from({ length: 6 }, word).join(' '),
    body: Array.from({ length: 40 + random.below(80) }, word).join(' '),
    published: new Date(Date.UTC(2015, 0, 1 + random.below(2000))),
    outlet: random.pick(['Wire', 'Herald', 'Gazette']),
  }))
}

/** The schema of these documents. */
export const schema = {
  fields: { headline: { boost: 3 }, body: {}, published: { type: 'date' as const }, outlet: { type: 'keyword' as const } },
  storeFields: ['headline', 'published', 'body'],
}

/** The bytes of an index of them. */
export function indexOf(count: number, seed: number, more: { exactForms?: true } = {}): Uint8Array {
  const index = new Index({ ...schema, ...more })
  index.addAll(documentsOf(count, seed))
  return index.toBytes()
}

/** A query of some kind, as text or object. */
export function queryFrom(random: Random): string | Query {
  const word = () => wordFrom(random)
  const kinds: (() => string | Query)[] = [
    () => `${word()} ${word()}`,
    () => `="${word()}"`,
    () => `+${word()} +${word()}`,
    () => `"${word()} ${word()}"`,
    () => `"${word()} ${word()}"~8`,
    () => `${word().slice(0, 4)}*`,
    () => `${word()}~1`,
    () => `${word().slice(0, 3)}?${word().slice(4)}`,
    () => `${word()} -${word()}`,
    () => `outlet:wire ${word()}`,
    () => 'published:[2016-01-01 TO 2016-06-30]',
    () => `headline:${word()} OR body:${word()}`,
    () => ({ kind: 'match', text: `${word()} ${word()} ${word()}`, operator: random.pick(['or', 'and']) }),
    () => ({ kind: 'exists', field: random.pick(['headline', 'outlet', 'published']) }),
    () => '*:*',
    () => '',
    () => 'nothinglikeit',
  ]
  return random.pick(kinds)()
}
