// Phrases of a query in a segment: the lists of their words, and the positions in them.

import { blockSize } from '../bytes/bitpack.js'
import type { PhraseNode } from '../query/node.js'
import { sections } from '../segment/layout.js'
import { PositionCursor } from '../segment/positions.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import type { ListEntry } from '../segment/postings.js'
import type { Section } from '../segment/segment.js'
import { AlternativeTerms } from './alternatives.js'
import { type FieldCursor, TermScorer, type WeightedField } from './bm25f.js'
import { leafIdf, postings, type Scoring, weighted } from './evaluate.js'
import { ExactTerm, findWords, wordKey } from './exact.js'
import { PhraseCursor, type PhraseTerm } from './phrase.js'
import { hasPositions, type Prepared } from './terms.js'

export { findWords }

/** The documents of a phrase in a field; undefined where it keeps no positions, or has not all of the words. */
export function phraseCursor(node: PhraseNode, lists: readonly ListEntry[], prepared: Prepared): FieldCursor | undefined {
  if (!hasPositions(prepared.view.segment.schema, lists[0].field)) return undefined
  // a word that is asked for again has one cursor
  const known = new Map<ListEntry, Omit<PhraseTerm, 'offset'>>()
  const terms = lists.flatMap((list, i): PhraseTerm | [] => {
    const own = node.isExact === true ? exactly(list, node.keys[i], node.words[i], prepared) : (known.get(list) ?? placed(list, prepared))
    if (own === undefined) return []
    if (node.isExact !== true) known.set(list, own)
    return { ...own, offset: node.positions[i] }
  })
  return terms.length < lists.length ? undefined : new PhraseCursor(terms, node)
}

/** A list's documents and positions. */
export function placed(list: ListEntry, prepared: Prepared): { cursor: PostingCursor; positions: PositionCursor } {
  const { segment } = prepared.view
  const { start } = segment.sections.get(sections.positions) as Section
  const cursor = postings(list, prepared)
  const chunk =
    list.df < blockSize
      ? segment.resident.chunk(list.start, list.end)
      : segment.resident.chunk(start + list.positionsStart, start + list.positionsEnd)
  return { cursor, positions: new PositionCursor(cursor, list, chunk, start) }
}

/** A list's documents and positions with one of its words; undefined where the segment has it in no document. */
export function exactly(list: ListEntry, term: string, word: string, prepared: Prepared): Omit<PhraseTerm, 'offset'> | undefined {
  const found = prepared.exact?.get(wordKey(term, word))
  if (found === undefined) return undefined
  const own = placed(list, prepared)
  if (found.forms === undefined) return own
  const one = new ExactTerm(own.cursor, own.positions, found.forms.cursor(own.cursor), found.ordinal)
  return { cursor: one, positions: one }
}

/** The scorer of a phrase whose last word may be any of several terms. */
export function openPhrase(leaf: PhraseNode, segment: Prepared, scoring: Scoring): TermScorer | undefined {
  const { schema } = segment.view.segment
  const first = leaf.keys.slice(0, -1)
  const fields: WeightedField[] = []
  const listsOf = (keys: readonly string[], field: number): ListEntry[] =>
    keys.flatMap((key) => segment.terms.get(key)?.entry.lists.find((list) => list.field === field) ?? [])
  for (const field of leaf.fields) {
    if (scoring.boosts[field] === 0 || !hasPositions(schema, field)) continue
    const lists = listsOf(first, field)
    const last = listsOf(leaf.lastKeys ?? [], field)
    if (lists.length < first.length || last.length === 0) continue
    const terms = lists.map((list, i): PhraseTerm => ({ ...placed(list, segment), offset: leaf.positions[i] }))
    const any = new AlternativeTerms(last.map((list) => placed(list, segment)))
    terms.push({ cursor: any, positions: any, offset: leaf.positions[first.length] })
    fields.push(weighted(field, new PhraseCursor(terms, leaf), segment, scoring))
  }
  if (fields.length === 0) return undefined
  const { k1 } = scoring.prepared.view.schema
  return new TermScorer(fields, leaf.weight * leafIdf(leaf, scoring.prepared) * (k1 + 1), k1)
}
