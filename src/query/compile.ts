// Turns a query into what the search evaluates: dictionary keys, field numbers, weights.

import type { Compile, CompileContext } from './kind.js'
import { kindOf } from './kinds.js'
import type { Node } from './node.js'
import type { Query } from './query.js'

/**
 * Compiles a query that `checkQuery` or `parseQuery` gave (both bound its depth). Linear in its words, times the analyzers of the fields.
 *
 * Never throws for such a query: an unknown field, or a value that is no date, finds nothing.
 */
export function compileQuery(query: Query, context: CompileContext): Node {
  const compile: Compile = {
    schema: context.schema,
    fields: context.fields,
    query: (inner) => kindOf(inner).compile(inner, compile),
  }
  return compile.query(query) ?? { node: 'none' }
}
