// Words as they are written, not other forms of them: `="reported"`, `headline:="he said"`.

import { queryPhrases } from '../../analysis/query-words.js'
import { escapePhrase, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import { leaf } from '../leaf.js'
import type { Node } from '../node.js'
import type { Exact, Query } from '../query.js'
import { isBlank } from '../spaces.js'

/** Words as they are written. */
export const exact: Kind<Exact> = {
  properties: ['text', 'field'],
  check(value, check) {
    const text = check.phrase(value.get('text'))
    const field = check.field(value.get('field'))
    if (field?.type === 'number' || field?.type === 'date')
      throw check.badField('a text or keyword field for exact words', field, 'Use term.')
    if (!check.schema.exactForms && field?.type !== 'keyword')
      throw check.bad('exact words of an index that keeps exact forms', text, 'Build it with { exactForms: true }, or ask for a phrase.')
    return { kind: 'exact', text, ...(field !== undefined && { field: field.name }) }
  },
  normal: ({ text, field }): Query | undefined =>
    isBlank(text) ? undefined : { kind: 'exact', text, ...(field !== undefined && { field }) },
  format: ({ text, field }) => `${fieldPrefix(field)}=${escapePhrase(text, false)}`,
  compile(query, compile) {
    const node = leaf(query, compile, queryPhrases)
    if (node === undefined || (query.field !== undefined && compile.schema.field(query.field)?.type === 'keyword')) return node
    return compile.schema.exactForms ? exactly(node) : { node: 'none' }
  },
}

/** The words and phrases of `node` in their own form, their weights times `by`. */
export function exactly(node: Node, by = 1): Node {
  if (node.node === 'bool') return { ...node, should: node.should.map((each) => exactly(each, by)) }
  if (node.node === 'max') return { ...node, of: node.of.map((each) => exactly(each, by)) }
  if (node.node === 'phrase') return { ...node, weight: node.weight * by, isExact: true }
  if (node.node !== 'term') return node
  const { key, fields, weight, words, blend } = node
  return { node: 'phrase', keys: [key], positions: [0], fields, weight: weight * by, words, isExact: true, ...(blend && { blend }) }
}
