// The Porter stemmer (Porter 1980), step by step on character codes; it gives what natural's gives, which a test asks for every word of a list.

/** What the steps work on: the codes of a word, `a` to `z`. No step makes a word longer than it was. */
const letters = new Uint8Array(48)
let length = 0

const longest = 40
const A = 97
const E = 101
const I = 105
const L = 108
const O = 111
const S = 115
const T = 116
const U = 117
const Y = 121
const Z = 122

type Ending = readonly [end: Uint8Array, put: Uint8Array]

function endings(pairs: string): readonly Ending[] {
  return pairs.split(' ').map((pair): Ending => {
    const [end, put] = pair.split(':')
    return [codesOf(end), codesOf(put)]
  })
}

function codesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

const second = endings(
  'ational:ate tional:tion enci:ence anci:ance izer:ize abli:able bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble logi:log',
)
const third = endings('icate:ic ative: alize:al iciti:ic ical:ic ful: ness:')
// The longest first: no other is looked at where it is too much of the word.
const fourth = 'ement ance ence able ible ment ant ent ism ate iti ous ive ize al er ic ou'.split(' ').map(codesOf)

/** The Porter stem of a lower-case English word; `word` itself where it is not made of 3 to 40 letters a to z. Never empty. */
export function porterStem(word: string): string {
  const whole = word.length
  // no English word is so long
  if (whole < 3 || whole > longest) return word
  for (let i = 0; i < whole; i++) {
    const code = word.charCodeAt(i)
    if (code < A || code > Z) return word
    letters[i] = code
  }
  length = whole
  plurals()
  participles()
  if (letters[length - 1] === Y && hasVowel(length - 1)) letters[length - 1] = I
  replaceEnding(second)
  replaceEnding(third)
  dropEnding()
  const bare = letters[length - 1] === E ? length - 1 : length
  const measured = measure(bare)
  if (measured > 2 || (measured === 2 && !(length > 3 && isShort(length - 1)))) length = bare
  if (endsWith(L, L) && measure(length) > 2) length--
  if (length === 0) return word
  let same = 0
  while (same < length && word.charCodeAt(same) === letters[same]) same++
  const start = word.slice(0, same)
  return same === length ? start : start + String.fromCharCode(...letters.subarray(same, length))
}

function isVowel(code: number): boolean {
  return code === A || code === E || code === I || code === O || code === U
}

/** Whether the letter at `i` is a vowel, or a y after a consonant. */
function isVowelAt(i: number): boolean {
  const code = letters[i]
  return isVowel(code) || (code === Y && i > 0 && letters[i - 1] !== Y && !isVowel(letters[i - 1]))
}

/**
 * Porter's m of the first `end` letters, doubled: of groups of consonants and of vowels, those behind the first where it is of consonants, before the last where
 * it is of vowels. As in natural's, a y after a consonant is a group of its own beside the vowels that follow, so that m may be a half. -2 for no letters.
 */
function measure(end: number): number {
  if (end === 0) return -2
  let groups = 0
  let wasVowel = false
  let isGlide = false
  for (let i = 0; i < end; i++) {
    const vowel = isVowelAt(i)
    if (i === 0 || vowel !== wasVowel || isGlide) groups++
    wasVowel = vowel
    isGlide = vowel && letters[i] === Y
  }
  if (!isVowelAt(0)) groups--
  return wasVowel ? groups - 1 : groups
}

function hasVowel(end: number): boolean {
  for (let i = 0; i < end; i++) if (isVowelAt(i)) return true
  return false
}

function endsWith(before: number, last: number): boolean {
  return length >= 2 && letters[length - 1] === last && letters[length - 2] === before
}

/** Whether the first `end` letters end with consonant, vowel, consonant, the last none of w, x and y. */
function isShort(end: number): boolean {
  if (end < 3) return false
  const last = letters[end - 1]
  return !isVowelAt(end - 3) && isVowelAt(end - 2) && !isVowelAt(end - 1) && last !== 119 && last !== 120 && last !== Y
}

/** Step 1a. */
function plurals(): void {
  if (letters[length - 1] !== S) return
  if (endsWith(E, S) && (letters[length - 3] === I || (length > 3 && letters[length - 3] === S && letters[length - 4] === S))) length -= 2
  else if (letters[length - 2] !== S) length--
}

/** Step 1b. */
function participles(): void {
  const isPast = endsWith(E, 100)
  if (isPast && letters[length - 3] === E && length >= 3) {
    if (measure(length - 3) > 0) length--
    return
  }
  const cut = isPast ? 2 : endsWith(110, 103) && letters[length - 3] === I && length >= 3 ? 3 : 0
  if (cut === 0 || !hasVowel(length - cut)) return
  length -= cut
  const last = letters[length - 1]
  if (endsWith(A, T) || endsWith(98, L) || endsWith(I, Z)) letters[length++] = E
  else if (endsWith(last, last) && !isVowel(last) && last !== L && last !== S && last !== Z) length--
  else if (measure(length) === 2 && isShort(length)) letters[length++] = E
}

function endsIn(end: Uint8Array): boolean {
  const from = length - end.length
  if (from < 0) return false
  for (let i = end.length - 1; i >= 0; i--) if (letters[from + i] !== end[i]) return false
  return true
}

/** Steps 2 and 3: the first ending that leaves enough before it. */
function replaceEnding(among: readonly Ending[]): void {
  for (let i = 0; i < among.length; i++) {
    const [end, put] = among[i]
    if (!endsIn(end) || measure(length - end.length) <= 0) continue
    length -= end.length
    for (let k = 0; k < put.length; k++) letters[length++] = put[k]
    return
  }
}

/** Step 4. */
function dropEnding(): void {
  for (let i = 0; i < fourth.length; i++) {
    const rest = length - fourth[i].length
    if (rest < 1 || !endsIn(fourth[i])) continue
    if (measure(rest) > 2) length = rest
    return
  }
  const isNoun = letters[length - 1] === 110 && letters[length - 2] === O && letters[length - 3] === I && length > 4
  if (isNoun && (letters[length - 4] === S || letters[length - 4] === T) && measure(length - 3) > 2) length -= 3
}
