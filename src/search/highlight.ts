// Fragments of a field's values with what was asked for marked.

import type { Clause } from './clauses.js'
import type { Fragment } from './html.js'
import { findMatches, type Wanted, wantedIn } from './marks.js'
import type { Shape } from './shape.js'
import { fragmentsOf } from './snippets.js'

export { checkFragments } from './fragment-options.js'

/** A field whose values are to be marked, and what its fragments are to be like. */
export interface Highlighted extends Shape {
  readonly wanted: Wanted
}

/** What a search marks in the fields asked for. */
export function highlightedOf(shapes: readonly (Shape & { field: Wanted['field'] })[], clauses: readonly Clause[]): Highlighted[] {
  return shapes.map(({ field, count, length }) => ({ wanted: wantedIn(field, clauses), count, length }))
}

/** Fragments of the values of a field; `named` is what the document says of its language. Linear in the text. */
export function highlightValues(highlighted: Highlighted, values: readonly string[], named?: unknown): Fragment[] {
  const { wanted } = highlighted
  const marked = values.map((text) => ({ text, matches: findMatches(wanted, text, named) }))
  return fragmentsOf(marked, wanted.clauses, highlighted)
}
