// Our own set of quotations: small, in every style of marks and names, with reporters, which the annotated corpora do not have.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Quotation } from '../src/news/quotations/quotation.js'
import { extractQuotations } from '../src/news/quotations.js'

/** An article of the set. */
export interface OwnArticle {
  id: string
  headline: string
  text: string
  quotations: Pick<Quotation, 'kind' | 'text' | 'start' | 'end' | 'speaker' | 'reportedBy' | 'nested'>[]
}

const folder = fileURLToPath(new URL('../seeds/quotations/', import.meta.url))

/** All articles of the set. */
export function ownArticles(): OwnArticle[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(folder + name, 'utf8')) as OwnArticle[])
}

/** Shares of the set's quotations that are found word for word, and of these those with the right speaker and reporter. */
export function scoreOwn(): { name: string; unit: string; ours: number; note: string }[] {
  let gold = 0
  let given = 0
  let found = 0
  let speakers = 0
  let reporters = 0
  for (const { text, headline, quotations } of ownArticles()) {
    const all = extractQuotations(text, { headline })
    given += all.length
    gold += quotations.length
    for (const expected of quotations) {
      const match = all.find(
        ({ start, end, kind }) =>
          start === expected.start && end === expected.end && (kind === 'indirect') === (expected.kind === 'indirect'),
      )
      if (match === undefined) continue
      found++
      if (isSame(match.speaker?.name, expected.speaker?.name)) speakers++
      if (isSame(match.reportedBy, expected.reportedBy)) reporters++
    }
  }
  const share = (part: number, of: number) => (100 * part) / of
  const rows = [
    { name: 'found word for word', ours: share(found, gold), note: `${found} of ${gold}` },
    { name: 'precision', ours: share(found, given), note: `${found} of ${given}` },
    { name: 'right speaker, of those found', ours: share(speakers, found), note: `${speakers} of ${found}` },
    { name: 'right reporter or none, of those found', ours: share(reporters, found), note: `${reporters} of ${found}` },
    { name: 'found with the right speaker', ours: share(speakers, gold), note: `${speakers} of ${gold}` },
  ]
  return rows.map((row) => ({ ...row, unit: '%' }))
}

/** Tells whether two names are one: the same words, or the first letters of the other's. */
function isSame(a: string | undefined, b: string | undefined): boolean {
  const x = plain(a)
  const y = plain(b)
  return x === y || initials(x) === y || x === initials(y)
}

function plain(name: string | undefined): string {
  return (name ?? '').toLowerCase().replace(/^the /, '')
}

function initials(name: string): string {
  const words = name.split(' ')
  return words.length < 2 ? name : words.map((word) => word[0]).join('')
}
