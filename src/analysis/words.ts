// The word tokenizer: one forward loop over UTF-16 code units that knows how news writes words, numbers, acronyms and tags.

import { collides } from './acronyms.js'
import {
  APOSTROPHE,
  AT,
  ascii,
  COMMA,
  classAt,
  DIGIT,
  DOT,
  EMOJI,
  HASH,
  HYPHEN,
  IGNORABLE,
  LOWER,
  MARK,
  REGIONAL,
  SEPARATOR,
  SINGLE,
  STAR,
  UPPER,
  widthAt,
} from './characters.js'
import {
  acronymEnd,
  CAPITALS,
  capitalsAfter,
  clusterEnd,
  emojiEnd,
  isDigit,
  isLetter,
  isPossessive,
  isThousands,
  keycapEnd,
  MIXED,
  maxStacked,
  NO_WORD,
  tagEnd,
} from './lookahead.js'
import type { Tokens } from './tokens.js'
import { tokenKinds } from './tokens.js'

/** Longest token in UTF-8 bytes; a longer one is cut into consecutive tokens, so that nothing is lost. */
export const maxTokenBytes = 255

const LETTERS = UPPER | LOWER
/** The small letters of capitals, other characters as they are. */
const small: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => (code > 64 && code < 91 ? code | 32 : code))
const maxParts = 4
// No run of so few units is longer than 255 bytes: three bytes a unit at most.
const surelyShort = 85

/**
 * Finds the tokens of `text` and puts them into `tokens`, which it first empties. Linear in the text; allocates nothing but the columns' growth.
 *
 * Letters, digits and marks form words, apostrophes inside them included, a possessive `'s` left off. Compounds, tags, mentions, and the acronym
 * in a shouted headline are stacked on the words they repeat. `bench/analysis.ts` measures the loop, and is why it is one function.
 */
export function tokenizeWords(text: string, tokens: Tokens): void {
  tokens.count = 0
  const length = text.length
  let position = 0
  // The nearest word of at least two letters before: none, in capitals, or not.
  let before = NO_WORD
  // The compound whose parts are being read.
  let parts = 0
  let compoundStart = 0
  let compoundPosition = 0
  let compoundSeen = 0
  // The tag or mention whose first word comes next; none where the end is 0.
  let pendingStart = 0
  let pendingEnd = 0
  let pendingKind = 0

  let i = 0
  while (i < length) {
    let code = text.charCodeAt(i)
    let group = code < 128 ? ascii[code] : classAt(text, i)
    const start = i
    let end: number
    let kind: number
    let seen = group
    let shouted = false
    let whole = true
    // What the table of tokens knows a plain token by, made on the way: a second look at each character costs as much as the first (bench: build).
    let low = 0
    let high = 0
    let keyEnd = 0

    if (group === SEPARATOR || group === MARK || group === IGNORABLE) {
      i++
      continue
    }
    if (group < SEPARATOR) {
      end = group === DIGIT && text.charCodeAt(i + 1) > 127 ? keycapEnd(text, i) : 0
      if (end > 0) {
        i = end
        kind = tokenKinds.emoji
      } else {
        kind = tokenKinds.word
        let groupStart = start
        if (code < 128) {
          i++
          low = small[code]
          keyEnd = i
        } else i += widthAt(text, i)
        end = i
        for (;;) {
          const from = i
          while (i < length && (code = text.charCodeAt(i)) < 128 && (group = ascii[code]) < SEPARATOR) {
            seen |= group
            high = (high << 8) | (low >>> 24)
            low = (low << 8) | small[code]
            i++
          }
          if (i > from) {
            if (from === keyEnd) keyEnd = i
            end = i
          }
          if (i >= length) break
          if (code >= 128) {
            group = classAt(text, i)
            if (group < SEPARATOR) {
              i += widthAt(text, i)
              if (group !== IGNORABLE) {
                seen |= group
                end = i
              }
              continue
            }
          }
          if (group === APOSTROPHE) {
            if (!isLetter(classAt(text, i + 1))) break
            if (isPossessive(text, i)) {
              i += 2
              whole = false
              break
            }
            i++
          } else if (group === DOT) {
            if (i === start + 1 && isLetter(seen)) {
              const initials = acronymEnd(text, start)
              if (initials === 0) break
              kind = tokenKinds.acronym
              i = end = initials
              break
            }
            if (!isDigit(text, i - 1) || !isDigit(text, i + 1)) break
            groupStart = Number.NEGATIVE_INFINITY
            i++
          } else if (group === COMMA) {
            if (seen !== DIGIT || i - groupStart > 3 || !isThousands(text, i)) break
            groupStart = i + 1
            i++
          } else break
        }
        if (kind === tokenKinds.acronym) {
          if (classAt(text, i) === APOSTROPHE && isPossessive(text, i)) {
            i += 2
            whole = false
          }
        } else if ((seen & LETTERS) === 0) {
          kind = tokenKinds.number
        } else if (end - start >= 2 && (seen & DIGIT) === 0) {
          const own = (seen & LOWER) === 0 ? CAPITALS : MIXED
          if (own === CAPITALS && end - start <= 3 && collides(text, start, end)) {
            const after = before === MIXED ? MIXED : capitalsAfter(text, i)
            if (after === MIXED || (before === NO_WORD && after === NO_WORD)) kind = tokenKinds.acronym
            else shouted = true
          }
          before = own
        }
      }
    } else if (group === SINGLE) {
      i = end = clusterEnd(text, i)
      kind = tokenKinds.word
    } else {
      kind = tokenKinds.emoji
      if (group === EMOJI || group === REGIONAL) end = emojiEnd(text, i, group)
      else end = group === HASH || group === STAR ? keycapEnd(text, i) : 0
      if (end === 0) {
        if (group === HASH || group === AT) {
          pendingStart = i
          pendingEnd = tagEnd(text, i)
          pendingKind = group === HASH ? tokenKinds.tag : tokenKinds.mention
        }
        i++
        continue
      }
      i = end
    }

    const at = position
    if (end - start <= surelyShort) {
      // an acronym is told by its capitals
      if (end === keyEnd && kind !== tokenKinds.acronym) tokens.push(start, end, position, kind, low, high)
      else tokens.push(start, end, position, kind)
      position++
    } else position = pushPieces(text, tokens, start, end, position, kind)
    if (shouted) tokens.push(start, end, at, tokenKinds.acronym)
    if (pendingEnd > 0) {
      tokens.push(pendingStart, pendingEnd, at, pendingKind)
      pendingEnd = 0
    }

    // `group` is the class of the character at `i`, but behind initials
    const mayJoin = whole && (group === HYPHEN || kind === tokenKinds.acronym)
    if (mayJoin && seen < SEPARATOR && kind !== tokenKinds.emoji && isJoined(text, i)) {
      if (parts === 0) {
        compoundStart = start
        compoundPosition = at
        compoundSeen = 0
      }
      parts++
      compoundSeen |= seen
      i++
    } else if (parts > 0) {
      compoundSeen |= seen
      if (parts < maxParts && end - compoundStart <= maxStacked && kind !== tokenKinds.emoji && (compoundSeen & LETTERS) !== 0) {
        tokens.push(compoundStart, end, compoundPosition, tokenKinds.compound)
      }
      parts = 0
    }
  }
}

/** Tells whether a hyphen stands at `i` and a letter or digit right after it. */
function isJoined(text: string, i: number): boolean {
  if (classAt(text, i) !== HYPHEN) return false
  const next = classAt(text, i + 1)
  return next === DIGIT || isLetter(next)
}

/** Pushes a token that may be too long as consecutive pieces, cut between code points; gives the position after them. Linear in the token. */
function pushPieces(text: string, tokens: Tokens, start: number, end: number, position: number, kind: number): number {
  let from = start
  let bytes = 0
  for (let i = start; i < end; ) {
    const width = widthAt(text, i)
    const size = byteLength(text.charCodeAt(i), width)
    if (bytes + size > maxTokenBytes) {
      tokens.push(from, i, position++, kind)
      from = i
      bytes = 0
    }
    bytes += size
    i += width
  }
  tokens.push(from, end, position, kind)
  return position + 1
}

function byteLength(code: number, width: number): number {
  if (width === 2) return 4
  if (code < 0x80) return 1
  return code < 0x800 ? 2 : 3
}
