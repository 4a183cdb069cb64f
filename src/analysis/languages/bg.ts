// Bulgarian: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/bulgarian'
import { stopwords } from '@orama/stopwords/bulgarian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** The stemmer changes letters in place, which a string does not allow: it gets an array that can be cut like one. */
function stem(word: string): string {
  const letters = [...word]
  return stemmer(Object.assign(letters, { substring: (from: number, to: number) => letters.slice(from, to).join('') }) as unknown as string)
}

/** Bulgarian words under their stems; no stop words. */
export const bulgarian: Analyzer = /* @__PURE__ */ language({
  name: 'bulgarian',
  sample: 'министрите правителството училищата икономически изборите работниците',
  stem,
})

/** Bulgarian words that are everywhere, for `withoutWords`. */
export const bulgarianStopWords: readonly string[] = stopwords
