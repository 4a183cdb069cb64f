// Conditions that one item of a nested property must meet together: `quotations:(+speaker:xi +text:"silk road")`.

import { fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import type { Nested } from '../query.js'

/** Conditions on one item. */
export const nested: Kind<Nested> = {
  properties: ['path', 'query'],
  check(value, check) {
    const path = check.path(value.get('path'))
    return { kind: 'nested', path, query: check.within(path, value.get('query'), 'query') }
  },
  normal(query, normal) {
    const inner = normal(query.query)
    return inner && { kind: 'nested', path: query.path, query: inner }
  },
  format({ path, query }, format) {
    const inner = format.item(query)
    return fieldPrefix(path) + (query.kind === 'bool' ? inner : `(${inner})`)
  },
  compile({ path, query }, compile) {
    const level = compile.schema.nested.indexOf(path) + 1
    if (level === 0) return { node: 'none' }
    const node = compile.within(level, query)
    return node === undefined || node.node === 'none' ? node : { node: 'join', from: level, to: 0, of: node }
  },
}
