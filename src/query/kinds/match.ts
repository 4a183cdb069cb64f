// The words of a free text, any or all of them. In a query string they are just written: `carbon tax`.

import type { Kind } from '../kind.js'
import type { Match, Query, Term } from '../query.js'
import { pieces } from '../spaces.js'

/** The words of a free text. */
export const match: Kind<Match> = {
  properties: ['text', 'field', 'operator'],
  check(value, check) {
    const text = check.text(value.get('text'))
    const field = check.field(value.get('field'))
    const operator = value.get('operator')
    if (operator !== undefined && operator !== 'or' && operator !== 'and') {
      throw check.bad("operator, 'or' or 'and'", operator, "Leave it out for 'or'.")
    }
    if (field !== undefined && field.type !== 'text') {
      throw check.badField('a text field for a match', field, 'Use term(value, field), which asks for the whole value.')
    }
    return { kind: 'match', text, ...(field !== undefined && { field: field.name }), ...(operator !== undefined && { operator }) }
  },
  normal: words,
  format: (query, format) => format.item(words(query) ?? query),
  compile(query, compile) {
    const inWords = words(query)
    return inWords && compile.query(inWords)
  },
}

function words({ text, field, operator }: Match): Query | undefined {
  const terms = pieces(text).map((word): Term => (field === undefined ? { kind: 'term', text: word } : { kind: 'term', text: word, field }))
  if (terms.length <= 1) return terms[0]
  return operator === 'and' ? { kind: 'bool', must: terms } : { kind: 'bool', should: terms }
}
