// One word, or the whole value of a keyword, number or date field: `climate`, `outlet:Reuters`, `published:2017-03`.

import { queryWord } from '../../analysis/query-words.js'
import { escapeWord, fieldPrefix } from '../escape.js'
import type { Compile, Kind } from '../kind.js'
import { checkValue, leaf } from '../leaf.js'
import type { Node } from '../node.js'
import type { Term } from '../query.js'
import { isBlank } from '../spaces.js'
import type { WideTerm } from '../widen.js'
import { exactly } from './exact.js'

/** One word. */
export const term: Kind<Term> = {
  properties: ['text', 'field'],
  check(value, check) {
    const text = check.text(value.get('text'))
    const field = check.field(value.get('field'))
    checkValue(check, text, field)
    return field === undefined ? { kind: 'term', text } : { kind: 'term', text, field: field.name }
  },
  normal: ({ text, field }) => (isBlank(text) ? undefined : { kind: 'term', text, ...(field !== undefined && { field }) }),
  format: ({ text, field }) => fieldPrefix(field) + escapeWord(text),
  compile(query: Term | WideTerm, compile) {
    const node = leaf(
      query,
      compile,
      (analyzer, text) => compile.vocabulary?.readings(analyzer, text) ?? queryWord(analyzer, text).readings,
    )
    if (node === undefined) return undefined
    const typed = preferred(node, query, compile)
    if (!('also' in query)) return typed
    const also = query.also.flatMap((each) => compile.query(each) ?? [])
    return also.length === 0 ? typed : { node: 'max', of: [typed, ...also] }
  },
}

/** A word, and a part of it more where it stands in the very form typed. */
function preferred(node: Node, { field }: Term, { schema, preferExact }: Compile): Node {
  if (!preferExact || !schema.exactForms || (field !== undefined && schema.field(field)?.type !== 'text')) return node
  return { node: 'bool', must: [], should: [node, exactly(node, preferExact)], not: [] }
}
