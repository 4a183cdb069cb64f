// Turns a query into what the search evaluates: dictionary keys, field numbers, weights.

import type { Compile, CompileContext } from './kind.js'
import { kindOf } from './kinds.js'
import { atLevel } from './level.js'
import type { Node } from './node.js'
import type { Query } from './query.js'

/**
 * Compiles a query that `checkQuery` or `parseQuery` gave (both bound its depth). Linear in its words, times the analyzers of the fields.
 *
 * Never throws for such a query: an unknown field, or a value that is no date, finds nothing.
 */
export function compileQuery(query: Query, context: CompileContext): Node {
  const { schema, target = 0 } = context
  const node = compileAt(context).query(query)
  return node === undefined ? { node: 'none' } : atLevel(node, schema, target)
}

/** Whether stop words of the vocabulary are all that is asked for: they are kept then. */
export function isAllStopWords(query: Query, context: CompileContext): boolean {
  const { vocabulary } = context
  if (vocabulary === undefined || vocabulary.keeping === vocabulary) return false
  return compileAt(context).query(query) === undefined
}

function compileAt(context: CompileContext): Compile {
  const { schema, fields, target, vocabulary, preferExact, timeZone } = context
  let literal: Compile | undefined
  const compile: Compile = {
    schema,
    fields,
    target,
    vocabulary,
    preferExact,
    timeZone,
    query: (inner) => kindOf(inner).compile(inner, compile),
    literally(inner) {
      literal ??= vocabulary === undefined && !preferExact ? compile : compileAt({ ...context, vocabulary: undefined, preferExact: 0 })
      return literal.query(inner)
    },
    within(level, inner) {
      const own = schema.fields.filter((field) => field.level === level)
      const node = compileAt({ schema, fields: own, target: level, vocabulary, preferExact, timeZone }).query(inner)
      return node && atLevel(node, schema, level)
    },
  }
  return compile
}
