// The plain words of a query string, with their places in it: what may have been misspelt.

import { analyze } from '../analysis/analyze.js'
import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { tokenKinds } from '../analysis/tokens.js'
import type { Schema } from '../schema.js'
import { lex } from './lexer.js'
import { cut } from './limited.js'

/** A word of a query string, [start, end) of it. */
export interface TypedWord {
  readonly start: number
  readonly end: number
  /** As the dictionary spells it. */
  readonly word: string
}

/**
 * Words without digits of words, phrases and NEAR; not those of patterns, of fields that are no text, and of what is excluded. Linear in the text.
 */
export function typedWords(whole: string, { fields, nested, aliases }: Schema, analyzer: Analyzer): TypedWord[] {
  const text = cut(whole, () => {})
  const [part] = partsOf(analyzer)
  const words: TypedWord[] = []
  const isText = (name: string | undefined) => name === undefined || fields.some((field) => field.name === name && field.type === 'text')
  /** groups open since an excluded one was, or 0 */
  let excluded = 0
  let isExcluded = false
  const names = { fields: new Set(fields.map(({ name }) => name)), nested: new Set(nested), aliases }
  for (const token of lex(text, names, true, () => {})) {
    const { token: kind } = token
    if (kind === 'minus' || kind === 'not') {
      isExcluded = true
      continue
    }
    if (kind === 'plus') continue
    if (kind === 'open' && (excluded > 0 || isExcluded)) excluded++
    else if (kind === 'close' && excluded > 0) excluded--
    else if ((kind === 'word' || kind === 'phrase' || kind === 'near') && excluded === 0 && !isExcluded && isText(token.field)) {
      const { field, end } = token
      let start = field === undefined ? token.start : text.indexOf(':', token.start) + 1
      if (kind === 'near') start = text.indexOf('(', start) + 1
      for (const each of analyze(part, text.slice(start, end)))
        if (each.kind === tokenKinds.word && !/\p{N}/u.test(each.word))
          words.push({ start: start + each.start, end: start + each.end, word: each.word })
    }
    isExcluded = false
  }
  return words
}
