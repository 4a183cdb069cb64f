// Words that start so: `econ*`, `outlet:Reut*`.

import { escapeWord, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import { checkPattern, patternNode } from '../pattern.js'
import type { Prefix } from '../query.js'
import { isBlank } from '../spaces.js'

/** Words that start so. */
export const prefix: Kind<Prefix> = {
  properties: ['text', 'field'],
  check: (value, check) => made(checkPattern(check, value, 'prefix')),
  normal: (query) => (isBlank(query.text) ? undefined : made(query)),
  format: ({ text, field }) => `${fieldPrefix(field)}${escapeWord(text)}*`,
  compile: (query, compile) =>
    patternNode(query, compile, (spell) => {
      const text = spell(query.text)
      return text === '' ? undefined : { type: 'prefix', text }
    }),
}

function made({ text, field }: { text: string; field?: string }): Prefix {
  return field === undefined ? { kind: 'prefix', text } : { kind: 'prefix', text, field }
}
