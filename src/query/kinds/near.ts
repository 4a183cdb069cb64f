// Words close to each other, in any order: `NEAR(carbon tax, 5)`.

import { queryPhrases } from '../../analysis/query-words.js'
import { escapePhrase, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import { leaf, spread } from '../leaf.js'
import { queryLimits } from '../limits.js'
import type { Near, Query } from '../query.js'
import { isBlank } from '../spaces.js'

/** Words close to each other. */
export const near: Kind<Near> = {
  properties: ['text', 'field', 'slop', 'ordered'],
  check(value, check) {
    const text = check.phrase(value.get('text'))
    const field = check.field(value.get('field'))
    if (field !== undefined && field.type !== 'text')
      throw check.badField('a text field for words near each other', field, 'Name another field.')
    const slop = value.get('slop')
    if (!isSlop(slop)) throw check.bad(`slop, a whole number from 0 to ${queryLimits.slop}`, slop, 'Say how many words may stand between.')
    const ordered = value.get('ordered')
    if (ordered !== undefined && typeof ordered !== 'boolean') throw check.bad('ordered, true or false', ordered, 'Leave it out for false.')
    return { kind: 'near', text, ...(field !== undefined && { field: field.name }), slop, ...(ordered !== undefined && { ordered }) }
  },
  normal({ text, field, slop, ordered }): Query | undefined {
    if (isBlank(text)) return undefined
    const words = { text, ...(field !== undefined && { field }) }
    if (ordered !== true) return { kind: 'near', ...words, slop }
    return slop === 0 ? { kind: 'phrase', ...words } : { kind: 'phrase', ...words, slop }
  },
  format: ({ text, field, slop }) => `${fieldPrefix(field)}NEAR(${escapePhrase(text)}, ${slop})`,
  compile: (query, compile) => {
    const node = leaf(query, compile, queryPhrases)
    return node && spread(node, query.slop, query.ordered !== true)
  },
}

/** Whether a value can be a slop. */
export function isSlop(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= queryLimits.slop
}
