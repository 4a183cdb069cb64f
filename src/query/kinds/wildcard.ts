// Words of a shape: `w?man`, `polis*ing`; `*` stands for any characters, `?` for one.

import { mostWildcardSteps, wildcardSteps } from '../../segment/automata.js'
import { escapeWildcard, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import { checkPattern, patternNode, wildcardParts } from '../pattern.js'
import type { Wildcard } from '../query.js'
import { isBlank } from '../spaces.js'

/** Words of a shape. */
export const wildcard: Kind<Wildcard> = {
  properties: ['text', 'field'],
  check(value, check) {
    const { text, field } = checkPattern(check, value, 'wildcard')
    const parts = wildcardParts(text)
    if (!parts.some((part) => 'text' in part) && !isBlank(text)) {
      throw check.bad('text with a letter beside its wildcards', text, 'Ask for exists(field), or for all().')
    }
    if (wildcardSteps(parts) > mostWildcardSteps)
      throw check.bad(`a wildcard of at most ${mostWildcardSteps} bytes after its first * or ?`, text, 'Shorten it.')
    return made(text, field)
  },
  normal: ({ text, field }) => (isBlank(text) ? undefined : made(text, field)),
  format: ({ text, field }) => {
    const written = fieldPrefix(field) + escapeWildcard(text)
    // a ? at the end of a word would be punctuation
    return written.endsWith('?') ? `(${written})` : written
  },
  compile: (query, compile) =>
    patternNode(query, compile, (spell) => {
      const parts = wildcardParts(query.text, spell)
      // folding may make text longer: what is then too long finds nothing
      return parts.some((part) => 'text' in part) && wildcardSteps(parts) <= mostWildcardSteps ? { type: 'wildcard', parts } : undefined
    }),
}

function made(text: string, field: string | undefined): Wildcard {
  return field === undefined ? { kind: 'wildcard', text } : { kind: 'wildcard', text, field }
}
