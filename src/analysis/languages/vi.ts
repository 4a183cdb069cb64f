// Vietnamese: syllables, as its spaces part them; words have no endings.

import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Vietnamese syllables in lower case, without tones. */
export const vietnamese: Analyzer = /* @__PURE__ */ language({ name: 'vietnamese', sample: 'chính phủ kinh tế' })

/** Vietnamese syllables that are everywhere, for `withoutWords`. */
export const vietnameseStopWords: readonly string[] =
  'bị bởi cả các cái cho có của cùng cũng đã đang để đến đó được gì hay hơn khi không là lại lên mà một này nên nếu những như nhưng ở ra rằng rất rồi sau sẽ tại thì trên trong từ và vào vẫn về với'.split(
    ' ',
  )
