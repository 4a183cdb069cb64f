// Which analyzer reads a document: for a multilingual one, the document's property decides, or a guess at its text.

import { analyzerThrew } from '../analysis/analyze.js'
import type { Analyzer } from '../analysis/analyzer.js'
import { RostrumError } from '../errors.js'
import type { Schema } from '../schema.js'
import type { CheckedDocument } from './document.js'

// As much as a guess needs.
const looked = 2000

/** The analyzer of each text field of a document and its items, by field number; what is named is by field number too. @throws E_ANALYZER */
export function analyzersFor(schema: Schema, document: CheckedDocument): readonly (Analyzer | undefined)[] {
  const guesses = new Map<Analyzer, Analyzer>()
  return schema.fields.map(({ analyzer, number }) => {
    if (analyzer?.languages === undefined) return analyzer
    try {
      const named = analyzer.languages.named(document.languages?.[number])
      if (named !== undefined) return named
      let guess = guesses.get(analyzer)
      if (guess === undefined) guesses.set(analyzer, (guess = analyzer.languages.guess(textOf(schema, document, analyzer))))
      return guess
    } catch (error) {
      throw error instanceof RostrumError ? error : analyzerThrew(error)
    }
  })
}

/** The beginning of what the analyzer is to read in a document, its longest value first: a headline says little. */
function textOf(schema: Schema, document: CheckedDocument, analyzer: Analyzer): string {
  const texts: string[] = []
  for (const { values } of [document, ...document.items]) {
    for (const field of schema.fields) {
      if (field.analyzer === analyzer) for (const value of values[field.number] as readonly string[]) texts.push(value.slice(0, looked))
    }
  }
  return texts
    .sort((a, b) => b.length - a.length)
    .slice(0, 8)
    .join(' ')
    .slice(0, looked)
}
