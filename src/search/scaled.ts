// A scorer whose scores are multiplied by a function of a column. Nothing is known of what it may give, so that no document is skipped for it.

import type { Node } from '../query/node.js'
import { factorOf, factorOfOne, type Rescale } from '../query/rescale.js'
import { noMoreDocuments } from '../segment/layout.js'
import { onGrid } from './bm25f.js'
import type { Scorer } from './scorer.js'
import type { Prepared } from './terms.js'

/** The greatest score that comes of it. */
const mostScore = 1e12

/** Matches what another matches, its score multiplied. */
export class ScaledScorer implements Scorer {
  readonly #of: Scorer
  readonly #factor: (doc: number) => number

  constructor(of: Scorer, factor: (doc: number) => number) {
    this.#of = of
    this.#factor = factor
  }

  get doc(): number {
    return this.#of.doc
  }

  next(): number {
    return this.#of.next()
  }

  advance(target: number): number {
    return this.#of.advance(target)
  }

  score(): number {
    return Math.min(mostScore, onGrid(this.#of.score() * this.#factor(this.doc)))
  }
}

/** What a document of a segment is multiplied by; an item without a value of its own level has that of the document it stands in. */
export function factorIn({ field, by }: Extract<Node, { node: 'scaled' }>, { columns, parents, view }: Prepared, doc: number): number {
  const column = columns.get(field)
  const isItem = parents !== undefined && view.segment.schema.fields[field].level === 0 && !parents.has(doc)
  const at = isItem ? parents.next(doc) : doc
  if (column === undefined || at === noMoreDocuments) return by.missing
  return column.hasMany ? factorOf(by, column.all(at)) : factorOfOne(by, column.value(at))
}

/** What a function says of itself. */
export function factorText(by: Rescale, name: string): string {
  if (by.type === 'value')
    return `${by.modifier === 'none' ? '' : by.modifier} of ${name}, times ${by.times}; ${by.missing} without one`.trim()
  const { shape, from, to, offset, scale, decay, missing } = by
  return `${shape} decay of ${name}: 1 from ${from - offset} to ${to + offset}, ${decay} at ${scale} beyond; ${missing} without one`
}
