// English: the built-in analyzer, under the same kind of name as the others; and its stop words.

import { stopwords } from '@orama/stopwords/english'

export { english, stemEnglish } from '../english.js'

/** English words that are everywhere, for `withoutWords`. */
export const englishStopWords: readonly string[] = stopwords
