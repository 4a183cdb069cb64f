// Portuguese: natural's stemmer: both candidates agree with Snowball's list but for a word in thousands.

import { stopwords } from '@orama/stopwords/portuguese'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_pt.js'
import type { Analyzer } from '../analyzer.js'
import { accents, elision, language } from '../language.js'

const restore = accents(`
  acao ação
  icao ição
  ucao ução
  ecao eção
  acoes ações
  icoes ições
  ucoes uções
  ecoes eções
  soes sões
  encia ência
  encias ências
  ancia ância
  ancias âncias
  avel ável
  aveis áveis
  ivel ível
  iveis íveis
`)

/** Portuguese words under their stems; no stop words. */
export const portuguese: Analyzer = /* @__PURE__ */ language({
  name: 'portuguese',
  sample: 'ministros governos econômicas falavam eleições trabalhadores',
  spelling: elision('d'),
  // The stemmer parts `-ões` from the `-ão` it is the plural of.
  stem: (word) => stemmer.stem(restore(word).replace(/ões$/, 'ão')),
})

/** Portuguese words that are everywhere, for `withoutWords`. */
export const portugueseStopWords: readonly string[] = stopwords
