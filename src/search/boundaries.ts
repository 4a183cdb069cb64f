// Where a text may be cut: between characters as people see them, between words, and best of all between sentences. Each looks only as far as told.

/** Whether white space stands at `at`. */
export function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x2028 || unit === 0x2029 || unit === 0x3000
}

/** How far a character may reach that is made of many: what is longer is cut, as no script has such. */
const longestCharacter = 128

/** Made when first needed: most texts are cut where nothing can be joined. */
let segmenter: Intl.Segmenter | undefined

/** Whether a mark may begin or end at `at` without looking further: neither side is of those that join with others. */
function isPlain(unit: number): boolean {
  return (unit < 0x300 && unit !== 13 && unit !== 10) || (unit >= 0x2010 && unit <= 0x2027) || (unit >= 0x4e00 && unit <= 0x9fff)
}

/** Starts of the characters around `at`, ascending: the last at or before it, and the first at or after. */
function characterAround(text: string, at: number): [before: number, after: number] {
  if (at <= 0 || at >= text.length) return [at, at]
  if (isPlain(text.charCodeAt(at - 1)) && isPlain(text.charCodeAt(at))) return [at, at]
  let from = Math.max(0, at - longestCharacter)
  // from a place that is certainly between two characters
  for (let k = at - 1; k > from; k--) if (isPlain(text.charCodeAt(k - 1)) && isPlain(text.charCodeAt(k))) from = k
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  const found = segmenter.segment(text.slice(from, at + longestCharacter)).containing(at - from)
  if (found === undefined) return [at, at]
  return found.index === at - from ? [at, at] : [from + found.index, from + found.index + found.segment.length]
}

/** The last place at or before `at` where a character begins. */
export function characterStart(text: string, at: number): number {
  return characterAround(text, at)[0]
}

/** The first place at or after `at` where a character begins. */
export function characterEnd(text: string, at: number): number {
  return characterAround(text, at)[1]
}

/** How far a cut moves for a word. */
const nearWord = 40

/** A place at or after `from`, and at most `limit`, where a word starts; else where a character does. */
export function wordStart(text: string, from: number, limit: number): number {
  const most = Math.min(limit, from + nearWord)
  for (let at = from; at <= most; at++) if (at === 0 || (isSpace(text, at - 1) && !isSpace(text, at))) return at
  const after = characterEnd(text, from)
  return after <= limit ? after : characterStart(text, from)
}

/** A place at or before `to`, and at least `limit`, where a word ends; else where a character does. */
export function wordEnd(text: string, to: number, limit: number): number {
  const least = Math.max(limit, to - nearWord)
  for (let at = to; at >= least; at--) if (at === text.length || (isSpace(text, at) && !isSpace(text, at - 1))) return at
  const before = characterStart(text, to)
  return before >= limit ? before : characterEnd(text, to)
}

/** The start of the sentence that `at` is in, or `least` where that is one; undefined where none is at or after `least`. */
export function sentenceStart(text: string, at: number, least: number): number | undefined {
  let start = at
  // white space before the first character of a sentence is of none
  for (let k = at; k > least; k--) {
    if (!isSpace(text, k)) start = k
    if (endsSentence(text, k)) return start
  }
  let before = least
  while (before > 0 && least - before < nearWord && isSpace(text, before - 1)) before--
  return endsSentence(text, before) ? skipSpaces(text, least, start) : undefined
}

/** The end of the sentence that `at` is in or ends; undefined where none is at or before `most`. */
export function sentenceEnd(text: string, at: number, most: number): number | undefined {
  for (let k = at; k <= most; k++) if (endsSentence(text, k)) return k
  return undefined
}

/** The first place from `at` on that is no white space, at most `limit`. */
export function skipSpaces(text: string, at: number, limit: number): number {
  while (at < limit && isSpace(text, at)) at++
  return at
}

const closers = '"\'”’»)]}」』）'
const openers = '"\'“‘«([{「『（'
const wideStops = '。！？｡'
const stops = '.!?…‼⁇⁈⁉؟۔।'

/** Short words before a full stop that ends no sentence, in lower case. */
const abbreviations: ReadonlySet<string> = new Set(
  (
    'mr mrs ms mx dr prof gov sen rep gen adm lt col maj sgt capt cmdr cpl rev hon st sr jr mme mlle jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'no nos vs etc inc ltd corp co bros dept est approx art fig vol pp cf al ave blvd mt ft z.b bzw usw ca bd nr str'
  ).split(' '),
)

/** The longest abbreviation is shorter. */
const longestAbbreviation = 8

/** How many closing quotation marks and brackets may stand behind a full stop. */
const mostClosers = 4

/** Whether a sentence ends right before `at`: a stop and what closes with it stand there, white space behind, or it is an end of the text, or a blank line. */
export function endsSentence(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true
  if (isSpace(text, at - 1)) return false
  const isWide = text.charCodeAt(at - 1) > 0x3000 && wideStops.includes(text[at - 1])
  if (!isSpace(text, at)) return isWide && !closers.includes(text[at]) && !wideStops.includes(text[at])
  if (isWide || isBlankLine(text, at)) return true
  let stop = at - 1
  while (stop > 0 && at - stop <= mostClosers && closers.includes(text[stop])) stop--
  if (!stops.includes(text[stop])) return wideStops.includes(text[stop])
  let next = skipSpaces(text, at, Math.min(text.length, at + nearWord))
  while (next < text.length && openers.includes(text[next])) next++
  if (isLower(text, next)) return false
  return text[stop] !== '.' || text[stop - 1] === '.' || !isAbbreviated(text, stop)
}

/** Whether the white space at `at` has two line breaks, or a paragraph's. */
function isBlankLine(text: string, at: number): boolean {
  let breaks = 0
  for (const end = Math.min(text.length, at + nearWord); at < end && isSpace(text, at); at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x2029) return true
    if (unit === 10 || unit === 0x2028) breaks++
  }
  return breaks > 1
}

function isLower(text: string, at: number): boolean {
  const character = text.charAt(at)
  return character !== character.toUpperCase()
}

/** Whether the full stop at `stop` belongs to an initial, to initials, to a number that counts, or to a short word that is known. */
function isAbbreviated(text: string, stop: number): boolean {
  let from = stop
  const least = Math.max(0, stop - longestAbbreviation)
  while (from > least && !isSpace(text, from - 1) && !openers.includes(text[from - 1])) from--
  const word = text.slice(from, stop)
  if (from > 0 && from === least && !isSpace(text, from - 1) && !openers.includes(text[from - 1])) return false
  if (word.length === 1) return word !== word.toLowerCase() || isDigit(word)
  if (word.length === 2 && isDigit(word[0]) && isDigit(word[1])) return true
  return (word.includes('.') && !isDigit(word[0])) || abbreviations.has(word.toLowerCase())
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}
