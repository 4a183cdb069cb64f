// Portuguese: natural's stemmer: both candidates agree with Snowball's list but for a word in thousands.

import { stopwords } from '@orama/stopwords/portuguese'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_pt.js'
import type { Analyzer } from '../analyzer.js'
import { foldDiacritics } from '../fold.js'
import { accents, elision, language } from '../language.js'

// Endings that stand for nearly all words that have them; those that change the stem most often.
const restore = accents(`
  encias ências
  avamos ávamos
  tarias tárias
  aveis áveis
  encia ência
  ancia ância
  ancias âncias
  iamos íamos
  avel ável
  ivel ível
  iveis íveis
  oes ão
  ao ão
`)

/** Portuguese words under their stems, which people find who type no accents, too; no stop words. */
export const portuguese: Analyzer = /* @__PURE__ */ language({
  name: 'portuguese',
  sample: 'ministros governos econômicas falavam eleições trabalhadores',
  spelling: elision('d'),
  stem: (word) => stemmer.stem(restore(foldDiacritics(word))),
})

/** Portuguese words that are everywhere, for `withoutWords`. */
export const portugueseStopWords: readonly string[] = stopwords
