// At which tokens of a field a document has what was asked for: out of the postings, whether or not its text is stored.

import type { Plan, Range } from '../bytes/plan.js'
import type { PhraseNode } from '../query/node.js'
import type { Field } from '../schema.js'
import { sections } from '../segment/layout.js'
import { rangeOf } from '../segment/segment.js'
import { AlternativeTerms } from './alternatives.js'
import type { Clause } from './clauses.js'
import { keysOf, type Leaf } from './leaves.js'
import type { DocumentPlace } from './matches.js'
import type { PhrasePositions, PhrasePostings } from './phrase.js'
import { exactly, placed } from './phrases.js'
import { phrasePlaces } from './places.js'
import { hasPositions, type Prepared } from './terms.js'
import type { Places } from './windows.js'

/** What is walked of one word of a clause. */
interface Word {
  readonly cursor: PhrasePostings
  readonly positions: PhrasePositions
}

/** By place and field asked for, positions ascending. One round: positions of the clauses' lists. @throws E_CORRUPT */
export function* tokenPositions(
  clauses: readonly Clause[],
  places: readonly DocumentPlace[],
  segments: readonly Prepared[],
  fields: readonly Field[],
): Plan<number[][][]> {
  const ranges: Range[] = []
  for (const segment of segments) {
    for (const { leaf } of clauses) for (const key of keysOf(leaf)) for (const field of fields) needPositions(segment, key, field, ranges)
  }
  if (ranges.length > 0) yield ranges
  const found = places.map(() => fields.map(() => new Set<number>()))
  const order = places.map((_, i) => i).sort((a, b) => places[a].doc - places[b].doc)
  for (const segment of segments) {
    const here = order.filter((i) => places[i].segment === segment)
    for (const { leaf } of clauses) {
      fields.forEach((field, f) => {
        if (!leaf.fields.includes(field.number)) return
        const words = wordsOf(leaf, segment, field.number)
        if (words === undefined) return
        for (const i of here) for (const position of positionsIn(leaf, words, places[i].doc)) found[i][f].add(position)
      })
    }
  }
  return found.map((each) => each.map((positions) => [...positions].sort((a, b) => a - b)))
}

function needPositions({ view: { segment }, terms }: Prepared, key: string, { number }: Field, ranges: Range[]): void {
  const list = terms.get(key)?.entry.lists.find(({ field }) => field === number)
  if (list !== undefined && hasPositions(segment.schema, number))
    ranges.push(rangeOf(segment, sections.positions, list.positionsStart, list.positionsEnd))
}

/** The words of a clause in a field; undefined where the segment has not all of them. */
function wordsOf(leaf: Leaf, segment: Prepared, field: number): Word[] | undefined {
  const wordOf = (key: string, i: number): Word | undefined => {
    const list = segment.terms.get(key)?.entry.lists.find((each) => each.field === field)
    if (leaf.node === 'phrase' && leaf.isExact === true) return list && exactly(list, key, leaf.words[i], segment)
    return list && placed(list, segment)
  }
  const last = leaf.node === 'phrase' ? leaf.lastKeys : undefined
  const words = leaf.node === 'term' ? [wordOf(leaf.key, 0)] : (last === undefined ? leaf.keys : leaf.keys.slice(0, -1)).map(wordOf)
  if (last !== undefined) {
    const any = new AlternativeTerms(last.flatMap((key, i) => wordOf(key, i) ?? []))
    words.push({ cursor: any, positions: any })
  }
  return words.some((word) => word === undefined) ? undefined : (words as Word[])
}

/** The positions at which a document has a clause; documents come in their order. */
function positionsIn(leaf: Leaf, words: readonly Word[], doc: number): ArrayLike<number> & Iterable<number> {
  for (const { cursor } of words) if ((cursor.doc < doc ? cursor.advance(doc) : cursor.doc) !== doc) return []
  const at = words.map(({ cursor, positions }): Places => ({ at: positions.read(), count: cursor.freq }))
  if (leaf.node === 'term') return (at[0].at as Uint32Array).subarray(0, at[0].count)
  return phrasePlaces(leaf as PhraseNode, at).flat()
}
