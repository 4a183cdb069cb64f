// Words next to each other, in order: `"carbon tax"`, `"carbon tax"~3`, `headline:"silk ro*"`.

import { queryPhraseReadings, queryPhrases } from '../../analysis/query-words.js'
import { escapePhrase, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import { checkValue, leaf, spread } from '../leaf.js'
import { queryLimits } from '../limits.js'
import type { Node, Pattern } from '../node.js'
import type { Phrase, Query } from '../query.js'
import { isBlank } from '../spaces.js'
import { isSlop } from './near.js'

/** Words next to each other, in order. */
export const phrase: Kind<Phrase> = {
  properties: ['text', 'field', 'slop', 'prefix'],
  check(value, check) {
    const text = check.phrase(value.get('text'))
    const field = check.field(value.get('field'))
    const slop = value.get('slop')
    const prefix = value.get('prefix')
    if (slop !== undefined && !isSlop(slop))
      throw check.bad(`slop, a whole number from 0 to ${queryLimits.slop}`, slop, 'Leave it out for 0.')
    if (prefix !== undefined && typeof prefix !== 'boolean') throw check.bad('prefix, true or false', prefix, 'Leave it out for false.')
    if ((slop !== undefined || prefix !== undefined) && field !== undefined && field.type !== 'text') {
      throw check.badField('a text field for a loose phrase', field, 'Leave out slop and prefix.')
    }
    checkValue(check, text, field)
    return {
      kind: 'phrase',
      text,
      ...(field !== undefined && { field: field.name }),
      ...(slop !== undefined && { slop }),
      ...(prefix !== undefined && { prefix }),
    }
  },
  normal({ text, field, slop, prefix }): Query | undefined {
    if (isBlank(text)) return undefined
    return {
      kind: 'phrase',
      text,
      ...(field !== undefined && { field }),
      ...(slop !== undefined && slop > 0 && { slop }),
      ...(prefix === true && { prefix }),
    }
  },
  format: ({ text, field, slop, prefix }) =>
    fieldPrefix(field) + (prefix === true ? `${escapePhrase(text).slice(0, -1)}*"` : escapePhrase(text)) + (slop ? `~${slop}` : ''),
  compile(query, compile) {
    const { slop = 0, prefix = false, field } = query
    const node = leaf(query, compile, slop === 0 && !prefix ? queryPhraseReadings : queryPhrases)
    if (node === undefined) return undefined
    if (!prefix || (field !== undefined && compile.schema.field(field)?.type !== 'text')) return spread(node, slop, false)
    return started(spread(node, slop, false))
  },
}

/** The last word of each phrase of `node` taken as the start of one, in the spelling of the dictionary. */
function started(node: Node): Node {
  if (node.node === 'bool') return { ...node, should: node.should.map(started) }
  if (node.node === 'max') return { ...node, of: node.of.map(started) }
  if (node.node !== 'phrase' && node.node !== 'term') return node
  const last: Pattern = { type: 'prefix', text: node.words[node.words.length - 1] }
  return node.node === 'phrase' ? { ...node, last } : { node: 'expand', pattern: last, fields: node.fields, weight: node.weight }
}
