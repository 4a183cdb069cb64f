// Words next to each other: `"carbon tax"`, `headline:"carbon tax"`.

import { queryPhrases } from '../../analysis/query-words.js'
import { escapePhrase, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import { checkValue, leaf } from '../leaf.js'
import type { Phrase } from '../query.js'
import { isBlank } from '../spaces.js'

/** Words next to each other, in order. */
export const phrase: Kind<Phrase> = {
  properties: ['text', 'field'],
  check(value, check) {
    const text = check.text(value.get('text'))
    const field = check.field(value.get('field'))
    checkValue(check, text, field)
    return field === undefined ? { kind: 'phrase', text } : { kind: 'phrase', text, field: field.name }
  },
  normal: ({ text, field }) => (isBlank(text) ? undefined : { kind: 'phrase', text, ...(field !== undefined && { field }) }),
  format: ({ text, field }) => fieldPrefix(field) + escapePhrase(text),
  compile: (query, compile) => leaf(query, compile, queryPhrases),
}
