// What the kinds that describe words share: prefixes, wildcards and misspellings become patterns over the dictionary.

import { normalized } from '../analysis/analyze.js'
import { tokenKinds } from '../analysis/tokens.js'
import { type Field, foldKeyword } from '../schema.js'
import type { WildcardPart } from '../segment/automata.js'
import type { Check, Compile } from './kind.js'
import type { Node, Pattern } from './node.js'
import { isBlank, pieces } from './spaces.js'
import { alikeNumbers } from './text-node.js'

/** Spells a piece of a pattern as the dictionary spells words, in one field. */
export type Spell = (text: string) => string

const joint = /[-'\u2010\u2019.,]/

/** The patterns of a query in its field, or in the fields searched where it names none; undefined where nothing is left of its text. */
export function patternNode(
  query: { text: string; field?: string },
  compile: Compile,
  patternOf: (spell: Spell) => Pattern | undefined,
): Node | undefined {
  if (isBlank(query.text)) return undefined
  const named = query.field === undefined ? undefined : compile.schema.field(query.field)
  if (query.field !== undefined && (named === undefined || (named.type !== 'text' && named.type !== 'keyword'))) return { node: 'none' }
  const fields = named === undefined ? compile.fields : [named]
  const alike = alikeNumbers(fields)
  if (alike !== undefined) {
    const pattern = patternOf(spellerOf(fields[0]))
    return pattern && { node: 'expand', pattern, fields: alike, weight: 1 }
  }
  const groups = new Map<string, { pattern: Pattern; fields: number[] }>()
  for (const field of fields) {
    const pattern = patternOf(spellerOf(field))
    if (pattern === undefined) continue
    const signature = `${field.level} ${JSON.stringify(pattern)}`
    const group = groups.get(signature)
    if (group === undefined) groups.set(signature, { pattern, fields: [field.number] })
    else group.fields.push(field.number)
  }
  if (groups.size === 0) return undefined
  const nodes = [...groups.values()].map((group): Node => ({ node: 'expand', ...group, weight: 1 }))
  return nodes.length === 1 ? nodes[0] : { node: 'bool', must: [], should: nodes, not: [] }
}

function spellerOf({ type, analyzer }: Field): Spell {
  if (type === 'keyword' || analyzer === undefined) return foldKeyword
  // `well-kn` is the start of the compound `wellknown`
  return (text) => (text === '' ? '' : normalized(analyzer, text, joint.test(text) ? tokenKinds.compound : tokenKinds.word).word)
}

/** Checks the text of a pattern and its field: one word, of a text or keyword field. */
export function checkPattern(check: Check, value: ReadonlyMap<string, unknown>, kind: string): { text: string; field?: string } {
  const text = check.text(value.get('text'))
  const field = check.field(value.get('field'))
  if (field !== undefined && field.type !== 'text' && field.type !== 'keyword') {
    throw check.badField(`a text or keyword field for a ${kind}`, field, 'Ask for a range instead.')
  }
  if (field?.type !== 'keyword' && pieces(text).length > 1)
    throw check.bad('text, one word', text, 'Make one query of each word, and combine them.')
  return field === undefined ? { text } : { text, field: field.name }
}

/** What a wildcard says: `*` any characters, `?` one, and what follows a backslash itself. */
export function wildcardParts(text: string, spell: Spell = (piece) => piece): WildcardPart[] {
  const parts: WildcardPart[] = []
  let literal = ''
  const flush = (): void => {
    const spelled = spell(literal)
    if (spelled !== '') parts.push({ text: spelled })
    literal = ''
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '\\' && i + 1 < text.length) literal += text[++i]
    else if (c === '*' || c === '?') {
      flush()
      parts.push({ any: c === '*' ? 'many' : 'one' })
    } else literal += c
  }
  flush()
  return parts
}
