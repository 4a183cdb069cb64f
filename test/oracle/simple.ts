// An analysis of the oracle's own, for a sample of questions: text of plain words, which a regular expression and a stemmer read as well as the engine does.

import porter from 'natural/lib/natural/stemmers/porter_stemmer.js'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { english } from '../../src/analysis/english.js'
import { standard } from '../../src/analysis/standard.js'
import type { Setting } from './corpus.js'
import type { OracleField } from './oracle.js'

const stems = ['minister', 'tax', 'vot', 'strik', 'harbor', 'walk', 'farm', 'bridg', 'climat', 'report', 'nam', 'plant']
const endings = ['e', 'es', 'ed', 'ing', 's', 'er', '']

/** Words that no table of exceptions has: letters, digits, diacritics, and the possessive. */
export const simpleWords: readonly string[] = [
  // a reporter is one of the exceptions
  ...stems.flatMap((stem) => endings.map((ending) => stem + ending)).filter((word) => word !== 'reporter'),
  ...'caf\u00e9 cafes caf\u00e9s Z\u00fcrich zurich S\u00e3o r\u00e9sum\u00e9 resume 2017 1999 42 g20 x5'.split(' '),
  ...'\u043c\u0438\u043d\u0438\u0441\u0442\u0440 \u041c\u0418\u041d\u0418\u0421\u0422\u0420\u042b'.split(' '),
  ...["minister's", 'harbor\u2019s', "climate's"],
]

/** Nothing between words that could join them. */
export function simpleSetting(setting: Setting): Setting {
  const isBuiltIn = (analyzer: Analyzer | undefined) => analyzer === english || analyzer === standard
  const fields = setting.fields.map((field) =>
    field.type !== 'text' || isBuiltIn(field.analyzer) ? field : { ...field, analyzer: standard },
  )
  return { ...setting, fields, separators: [', ', '. ', '\n', ' \u2014 ', ' \u201c', '; ', '?! '] }
}

/** The same fields, read by the oracle itself. */
export function withOwnAnalysis(fields: readonly OracleField[]): OracleField[] {
  return fields.map((field) =>
    field.type === 'text' ? { ...field, analyzer: field.analyzer === english ? ownEnglish : ownStandard } : field,
  )
}

function plain(raw: string): string {
  const folded = raw.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.replace(/['\u2019]s$/, '')
}

function ownAnalyzer(name: string, stem: (word: string) => string): Analyzer {
  return {
    name,
    version: 1,
    options: {},
    tokenize(text, tokens) {
      tokens.count = 0
      for (const found of text.matchAll(/[\p{L}\p{M}\p{N}'\u2019]+/gu))
        tokens.push(found.index, found.index + found[0].length, tokens.count, 0)
    },
    normalize(raw) {
      const word = plain(raw)
      return { word, term: stem(word) }
    },
    alternatives: () => [],
  }
}

const ownStandard = ownAnalyzer('own standard', (word) => word)
const ownEnglish = ownAnalyzer('own english', (word) => (/^[a-z]{3,}$/.test(word) ? porter.stem(word) : word))
