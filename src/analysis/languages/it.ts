// Italian: natural's stemmer: both candidates agree with Snowball's list but for a word in thousands.

import { stopwords } from '@orama/stopwords/italian'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_it.js'
import type { Analyzer } from '../analyzer.js'
import { foldDiacritics } from '../fold.js'
import { accents, elision, language } from '../language.js'

// Articles and prepositions before a vowel.
const spelling = elision(
  'l un all dall dell nell sull coll pell gl agl dagl degl negl sugl c d m n s t v quest quell bell tutt anch nessun alcun sant trent mezz',
)
// Endings that stand for nearly all words that have them; those that change the stem most often.
const restore = accents(`
  ilita ilità
  alita alità
  icita icità
  osita osità
  ivita ività
  tera terà
  dera derà
  rera rerà
`)

/** Italian words under their stems, which people find who type no accents, too; no stop words. */
export const italian: Analyzer = /* @__PURE__ */ language({
  name: 'italian',
  sample: 'parlamento ministri economiche parlavano città governi',
  spelling,
  stem: (word) => stemmer.stem(restore(foldDiacritics(word))),
})

/** Italian words that are everywhere, for `withoutWords`. */
export const italianStopWords: readonly string[] = stopwords
