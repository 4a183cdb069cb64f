// Hebrew: words without their points; its prefixes and endings take a dictionary to tell.

import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

// Vowel points and cantillation, and the raised strokes of abbreviations within a word.
const points = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u05f3\u05f4]/g

/** Hebrew words without points. */
export const hebrew: Analyzer = /* @__PURE__ */ language({
  name: 'hebrew',
  sample: 'שָׁלוֹם ממשלה',
  fold: (word) => word.replace(points, ''),
})

/** Hebrew words that are everywhere, for `withoutWords`. */
export const hebrewStopWords: readonly string[] =
  'אבל או אולי אותה אותו אותם אז אחרי אחר אין איך אל אלה אם אנחנו אני אף אשר את אתה אתם בין גם הוא היא היה היו הם הן הנה זאת זה זו יש כאשר כדי כי כל כמה כמו כן לא לו לי לכן לפני מאוד מה מי מן עד עוד על עם פה רק שהוא שם של'.split(
    ' ',
  )
