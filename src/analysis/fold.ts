// From the characters of a text to the characters people type: lower case, no diacritics, no invisible characters.

// Letters that Unicode does not decompose, and what people without them on the keyboard type.
const letters: ReadonlyMap<string, string> = new Map(
  'ß:ss æ:ae œ:oe ø:o ð:d đ:d ł:l þ:th ı:i ħ:h ŧ:t ŋ:n ĸ:k ƒ:f ɓ:b ɗ:d ƙ:k ƴ:y ɨ:i ʉ:u ς:σ'.split(' ').map((pair): [string, string] => {
    const [letter, spelled] = pair.split(':')
    return [letter, spelled]
  }),
)

const hasOther = /[^\0-\x7f]/
const invisible = /[\p{Default_Ignorable_Code_Point}\s]/gu
const apostrophes = /[\u2019\u02bc\uff07]/g
// A base letter of a script whose marks are dropped, or a digit, with the marks on it. Marks of other scripts change the letter: й is not и.
const marked = /([\p{Script=Latin}\p{Script=Greek}\p{N}])\p{Mn}+/gu
const leadingMarks = /^\p{M}+/u
const undecomposed = /[ßæœøðđłþıħŧŋĸƒɓɗƙƴɨʉς]/g
// Half rings, primes and okina that romanisations write between letters, and the Catalan dot.
const transliteration = /[\u02b9-\u02bb\u02bd-\u02bf\u02c8\u00b7]/g

/** The lower case of `text`, its compatibility forms made plain (full width, ligatures, superscripts), apostrophes straight, nothing invisible. */
export function lowercase(text: string): string {
  if (!hasOther.test(text)) return text.toLowerCase()
  // Once more after lower-casing, which decomposes the dotted capital I. Some signs stand for a phrase with spaces.
  return text.normalize('NFKC').replace(invisible, '').replace(apostrophes, "'").toLowerCase().normalize('NFKC')
}

/** `word` without the diacritics of Latin and Greek letters, and with letters like `ø`, `ß` and `þ` spelled out. Expects lower case. */
export function foldDiacritics(word: string): string {
  if (!hasOther.test(word)) return word
  return word
    .normalize('NFD')
    .replace(marked, '$1')
    .replace(leadingMarks, '')
    .replace(undecomposed, (letter) => letters.get(letter) ?? letter)
    .replace(transliteration, '')
    .normalize('NFC')
}

/** `word` without a possessive `'s` or a trailing apostrophe. Expects straight apostrophes. */
export function stripPossessive(word: string): string {
  if (word.endsWith("'s") || word.endsWith("'S")) return word.slice(0, -2)
  return word.endsWith("'") ? word.slice(0, -1) : word
}
