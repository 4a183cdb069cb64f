// What a character is to the tokenizer: one small number per code point, from tables filled page by page as text touches them.

/** A capital or title-case letter. Classes below `SEPARATOR` are bits, so that a word's classes can be gathered by `|`. */
export const UPPER = 1
/** Any other letter, and the numerals that are not decimal digits. */
export const LOWER = 2
/** A decimal digit. */
export const DIGIT = 4
/** A combining mark: continues a word, starts none. */
export const MARK = 8
/** Invisible inside a word: soft hyphen, joiners, byte order mark. Kept in offsets, dropped from terms. */
export const IGNORABLE = 16
/** Between words. Classes from here on are numbers, not bits, and never continue a word by themselves. */
export const SEPARATOR = 32
/** `'` and its curly, modifier and full-width forms. */
export const APOSTROPHE = 33
/** `-`, U+2010 and U+2011; dashes separate. */
export const HYPHEN = 34
/** A full stop. */
export const DOT = 35
/** A comma. */
export const COMMA = 36
/** `#`, which may begin a tag. */
export const HASH = 37
/** `@`, which may begin a mention. */
export const AT = 38
/** `_`, which continues tags and mentions and separates words. */
export const UNDERSCORE = 39
/** A character of a script written without spaces: a token by itself, with its marks. */
export const SINGLE = 40
/** A pictograph. */
export const EMOJI = 41
/** Half of a flag. */
export const REGIONAL = 42
/** `*`, which may begin a keycap. */
export const STAR = 43

const punctuation = new Map<number, number>([
  [0x27, APOSTROPHE],
  [0x2019, APOSTROPHE],
  [0x2bc, APOSTROPHE],
  [0xff07, APOSTROPHE],
  [0x2d, HYPHEN],
  [0x2010, HYPHEN],
  [0x2011, HYPHEN],
  [0x2e, DOT],
  [0x2c, COMMA],
  [0x23, HASH],
  [0xff03, HASH],
  [0x40, AT],
  [0xff20, AT],
  [0x5f, UNDERSCORE],
  [0x2a, STAR],
  // Invisible, but put there to part words.
  [0x200b, SEPARATOR],
])

/** Classes of the first 128 code points, for the fast path. */
export const ascii: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => classify(code))

// A page of 256 classes costs some 0.1 ms to fill; a text touches a handful of the 4,352.
const pages: (Uint8Array | undefined)[] = new Array(0x1100)

/** The class of the code point that starts at `i`. A lone surrogate, the second half of a pair and the end of the text are separators. */
export function classAt(text: string, i: number): number {
  if (i >= text.length) return SEPARATOR
  const code = text.charCodeAt(i)
  if (code < 128) return ascii[code]
  if (code < 0xd800 || code > 0xdfff) return classOf(code)
  if (code > 0xdbff || i + 1 >= text.length) return SEPARATOR
  const low = text.charCodeAt(i + 1)
  return low >= 0xdc00 && low <= 0xdfff ? classOf((code - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000) : SEPARATOR
}

/** Tells whether `code` is the first unit of a surrogate pair, or a lone surrogate of that half. */
export function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}

/** How many UTF-16 code units the code point at `i` takes: 2 for a surrogate pair, else 1. */
export function widthAt(text: string, i: number): number {
  if (!isHigh(text.charCodeAt(i))) return 1
  const low = text.charCodeAt(i + 1)
  return low >= 0xdc00 && low <= 0xdfff ? 2 : 1
}

function classOf(point: number): number {
  const page = pages[point >> 8] ?? fill(point >> 8)
  return page[point & 255]
}

function fill(number: number): Uint8Array {
  const page = Uint8Array.from({ length: 256 }, (_, i) => classify(number * 256 + i))
  pages[number] = page
  return page
}

function classify(point: number): number {
  const special = punctuation.get(point)
  if (special !== undefined) return special
  if (point >= 0xd800 && point <= 0xdfff) return SEPARATOR
  const character = String.fromCodePoint(point)
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) return IGNORABLE
  // Half-width voicing marks are letters to Unicode; composed by NFKC with the kana before.
  if (point === 0xff9e || point === 0xff9f || /\p{M}/u.test(character)) return MARK
  if (/[\p{L}\p{N}]/u.test(character)) return letterOrDigit(character)
  if (/\p{Regional_Indicator}/u.test(character)) return REGIONAL
  return isPictograph(point, character) ? EMOJI : SEPARATOR
}

function letterOrDigit(character: string): number {
  if (/\p{Nd}/u.test(character)) return DIGIT
  if (/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u.test(character)) return SINGLE
  return /[\p{Lu}\p{Lt}]/u.test(character) ? UPPER : LOWER
}

/** Signs older than emoji (copyright, trade mark, arrows, wavy dash) are pictographs to Unicode and typography to a newspaper. */
function isPictograph(point: number, character: string): boolean {
  if (/\p{Emoji_Presentation}/u.test(character)) return true
  return point >= 0x2600 && (point < 0x3000 || point > 0x32ff) && /\p{Extended_Pictographic}/u.test(character)
}
