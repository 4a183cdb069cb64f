// A schema and analyzers small enough to see through, for the tests of queries.
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { tokenKinds } from '../../src/analysis/tokens.js'
import { defineSchema, type FieldType, type Schema } from '../../src/schema.js'

/** Words are runs of letters and digits, in small letters; the term has no last s where `stems`. `usa` is also `america`, at a tenth. */
export function plainAnalyzer(name: string, stems: boolean): Analyzer {
  return {
    name,
    version: 1,
    options: {},
    tokenize(text, tokens) {
      tokens.count = 0
      let position = 0
      for (const found of text.matchAll(/[\p{L}\p{N}]+/gu))
        tokens.push(found.index, found.index + found[0].length, position++, tokenKinds.word)
    },
    normalize(raw) {
      const word = raw.toLowerCase()
      return { word, term: stems && word.length > 1 && word.endsWith('s') ? word.slice(0, -1) : word }
    },
    alternatives: (term) => (term === 'usa' ? [{ term: 'america', weight: 0.1 }] : []),
  }
}

export const stemming = plainAnalyzer('stemming', true)
export const exact = plainAnalyzer('exact', false)

/** A schema with fields of these types; a text field whose name begins with `exact` is not stemmed. */
export function schemaWith(fields: Readonly<Record<string, FieldType>>, nested: readonly string[] = []): Schema {
  const options = Object.entries(fields).map(([name, type]) => [
    name,
    { type, ...(type === 'text' && { analyzer: name.startsWith('exact') ? exact : stemming }) },
  ])
  return defineSchema({ fields: Object.fromEntries(options), nested, analyzer: stemming, exactForms: true })
}
