// Words that are nearly so: `minster~1`; an edit is a letter added, left out, changed, or swapped with its neighbour.

import { mostEdits } from '../../segment/levenshtein.js'
import { escapeWord, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import { checkPattern, patternNode } from '../pattern.js'
import type { Fuzzy } from '../query.js'
import { isBlank } from '../spaces.js'

/** Words that are nearly so. */
export const fuzzy: Kind<Fuzzy> = {
  properties: ['text', 'field', 'edits'],
  check(value, check) {
    const base = checkPattern(check, value, 'fuzzy word')
    const edits = value.get('edits')
    if (edits !== undefined && edits !== 'auto' && edits !== 0 && edits !== 1 && edits !== 2) {
      throw check.bad(`edits, 0 to ${mostEdits} or 'auto'`, edits, "Leave it out for 'auto': by the length of the word.")
    }
    return made(base, edits)
  },
  normal: (query) => (isBlank(query.text) ? undefined : made(query, query.edits)),
  format: ({ text, field, edits }) => `${fieldPrefix(field)}${escapeWord(text)}~${edits === undefined || edits === 'auto' ? '' : edits}`,
  compile: (query, compile) =>
    patternNode(query, compile, (spell) => {
      const text = spell(query.text)
      return text === '' ? undefined : { type: 'fuzzy', text, edits: editsOf(text, query.edits) }
    }),
}

function made({ text, field }: { text: string; field?: string }, edits: Fuzzy['edits']): Fuzzy {
  if (edits === undefined || edits === 'auto') return field === undefined ? { kind: 'fuzzy', text } : { kind: 'fuzzy', text, field }
  return field === undefined ? { kind: 'fuzzy', text, edits } : { kind: 'fuzzy', text, field, edits }
}

/** None for a word of one or two letters, one up to five, else two. */
function editsOf(text: string, edits: Fuzzy['edits']): number {
  if (typeof edits === 'number') return edits
  const { length } = Array.from(text)
  return length < 3 ? 0 : length < 6 ? 1 : 2
}
