// Any text marked, whether or not it is in the index.

import { analyze } from '../analysis/analyze.js'
import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { encodeUtf8 } from '../bytes/cursor.js'
import { runSync } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import type { Field, Schema } from '../schema.js'
import { clausesOf } from './clauses.js'
import { resolve, type WordSource } from './expansion.js'
import { highlightValues } from './highlight.js'
import type { Fragment } from './html.js'
import { wantedIn } from './marks.js'
import type { Shape } from './shape.js'

export { checkHighlightOptions } from './highlight-options.js'

/**
 * Any text marked as if it were the only value of the only document: patterns stand for its own words. O(text); with patterns, times the words they are
 * held against.
 */
export function highlightText(field: Field, schema: Schema, asked: Node, text: string, shape: Shape, named?: unknown): Fragment[] {
  const { node } = runSync(resolve(wordsIn(field.analyzer as Analyzer, schema, text), asked))
  return highlightValues({ wanted: wantedIn(field, clausesOf(node)), ...shape }, [text], named)
}

/** The words of a text; read when a pattern first asks. */
function wordsIn(analyzer: Analyzer, schema: Schema, text: string): WordSource {
  let known: Map<string, { word: string; bytes: Uint8Array; isTerm: boolean }> | undefined
  return {
    schema,
    expansions(automaton, head, limit) {
      if (head !== undefined) return []
      if (known === undefined) {
        known = new Map()
        for (const part of partsOf(analyzer)) {
          for (const { word, term } of analyze(part, text))
            known.set(`${word}\u0000${term}`, { word, bytes: encodeUtf8(word), isTerm: word === term })
        }
      }
      const words = []
      for (const { word, bytes, isTerm } of known.values()) {
        let state = automaton.start
        for (let i = 0; i < bytes.length && state >= 0; i++) state = automaton.step(state, bytes[i])
        if (state >= 0 && automaton.isMatch(state)) words.push({ word, state, isTerm })
      }
      return [{ words: words.slice(0, limit + 1), isComplete: words.length <= limit }]
    },
  }
}
