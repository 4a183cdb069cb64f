// What comes first, from the documentation: documents one of whose fields is what was asked for and nothing else, at most a hundred.

import type { Analyzer } from '../../src/analysis/analyzer.js'
import { queryPhrase } from '../../src/analysis/query-words.js'
import { Tokens } from '../../src/analysis/tokens.js'
import type { Query } from '../../src/query/query.js'
import type { Snapshot } from './oracle.js'

/** Adds `most` to the scores of the documents whose `field` is `text`, the best hundred of them. */
export function addHeadlines(
  snapshot: Snapshot,
  text: string,
  field: number,
  most: number,
  matches: Uint8Array,
  scores: Float64Array,
): void {
  const { documents, lexicon } = snapshot
  const analyzer = lexicon.fields[field].analyzer as Analyzer
  const { terms, positions } = queryPhrase(analyzer, text)
  const tokens = new Tokens()
  analyzer.tokenize(text, tokens)
  const places = new Set(
    [...Array(tokens.count).keys()]
      .filter((i) => analyzer.normalize(text.slice(tokens.start[i], tokens.end[i]), tokens.kind[i]).term !== '')
      .map((i) => tokens.position[i]),
  )
  if (terms.length === 0 || (terms.length > 1 && !snapshot.positions)) return
  if (!lexicon.isExact && places.size >= 32) return
  const found = terms.length === 1 ? snapshot.occurrences(field, terms[0]) : snapshot.phrase(field, terms, positions)
  const wanted = [...found.documents].filter((i) => matches[i] === 1 && documents[i].lengths[field] === places.size)
  wanted.sort((a, b) => scores[b] - scores[a] || a - b)
  for (const i of wanted.slice(0, 100)) scores[i] += most
}

/** What was typed, where it is words or a phrase and nothing else. */
export function textOfQuery(query: Query, name: string): string | undefined {
  const isHere = (each: Query) => !('field' in each) || each.field === undefined || each.field === name
  if (query.kind === 'term' || query.kind === 'match') return isHere(query) ? query.text : undefined
  if (query.kind === 'phrase') return isHere(query) && query.slop === undefined && query.prefix === undefined ? query.text : undefined
  if (query.kind !== 'bool' || query.minimumShouldMatch !== undefined || (query.not ?? []).length > 0) return undefined
  const [must, should] = [query.must ?? [], query.should ?? []]
  if (must.length > 0 && should.length > 0) return undefined
  const words = [...must, ...should]
  if (words.length === 1) return textOfQuery(words[0], name)
  if (words.length === 0 || !words.every((each) => each.kind === 'term' && isHere(each))) return undefined
  return words.map((each) => (each as { text: string }).text).join(' ')
}
