// Persian: words in one spelling; there is no stemmer for it in either package.

import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

const signs = /[\u0640\u064b-\u065f\u0670]/g
// Letters of Arabic keyboards, and forms that a hamza makes.
const letters: ReadonlyMap<string, string> = new Map([
  ['\u064a', '\u06cc'],
  ['\u0649', '\u06cc'],
  ['\u0643', '\u06a9'],
  ['\u0629', '\u0647'],
  ['\u06c0', '\u0647'],
  ['\u0623', '\u0627'],
  ['\u0625', '\u0627'],
  ['\u0671', '\u0627'],
])
const lettersFolded = /[\u064a\u0649\u0643\u0629\u06c0\u0623\u0625\u0671]/g

/** Persian words, whichever keyboard they were typed on. */
export const persian: Analyzer = /* @__PURE__ */ language({
  name: 'persian',
  sample: 'كتابي می\u200cخواهم دولت',
  fold: (word) => word.replace(signs, '').replace(lettersFolded, (letter) => letters.get(letter) ?? letter),
})

/** Persian words that are everywhere, for `withoutWords`. */
export const persianStopWords: readonly string[] =
  'آن آنها از اگر اما است این با باید بر برای به بود بودند پس تا تر چون چه خود در دو را شد شده شود که کرد کرده کند ما من می نمی نیز نیست ها های هر هم همه هیچ و وی یا یک'.split(
    ' ',
  )
