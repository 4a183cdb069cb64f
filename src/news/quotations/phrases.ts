// A noun phrase that ends or begins at a token, found without a grammar.

import {
  ADV,
  AUX,
  BASE,
  BREAK,
  CONJ,
  CUE,
  DET,
  GROUP,
  ORG,
  OWNER,
  PAPER,
  PLURAL,
  PREP,
  PRON,
  REL,
  ROLE,
  SUB,
  TIME,
  VERB,
} from './classes.js'
import type { Mention, Names } from './names.js'
import { CAP, COMMA, FIRST_OF_SENTENCE, isWord, LEFT, NUMBER, OTHER, POSSESSIVE, RIGHT, type Scan, WORD } from './scan.js'

/** A noun phrase that may be a speaker: tokens `from` to `to`. */
export interface Phrase {
  from: number
  to: number
  kind: 'name' | 'pronoun' | 'nominal'
  mention: Mention | undefined
}

/** The text being read, with its names. */
export interface Reading {
  scan: Scan
  names: Names
}

/** A name as a phrase. */
export function phraseOfMention(mention: Mention): Phrase {
  return {
    from: mention.from,
    to: mention.last,
    kind: mention.kind === 'role' || (mention.kind === 'unknown' && mention.entity === undefined) ? 'nominal' : 'name',
    mention,
  }
}

export function isNoun({ classes, kind, text, end }: Scan, i: number): boolean {
  if (kind[i] !== WORD) return false
  const mask = classes[i]
  if ((mask & (ROLE | GROUP | PAPER | ORG)) !== 0) return true
  if ((mask & (BREAK | DET | ADV | VERB | TIME)) !== 0) return false
  if ((mask & CUE) !== 0) return false
  const last = text.charCodeAt(end[i] - 1)
  const before = text.charCodeAt(end[i] - 2)
  // "-ly", "-ed"
  return !(last === 121 && before === 108) && !(last === 100 && before === 101)
}

/** Tells whether a word ends in "-ed". */
export function isPast({ text, end }: Scan, i: number): boolean {
  return text.charCodeAt(end[i] - 1) === 100 && text.charCodeAt(end[i] - 2) === 101
}

/** The noun phrase that ends at `token`, looking no further left than `low`. */
export function phraseAt(reading: Reading, token: number, low: number, depth = 0): Phrase | undefined {
  const { scan, names } = reading
  const { kind, classes, shape } = scan
  let to = token
  if (to < low) return undefined
  if (kind[to] === RIGHT) {
    // "(R-Ohio)"
    let at = to
    while (at >= low && to - at < 12 && kind[at] !== LEFT) at--
    if (at < low || kind[at] !== LEFT) return undefined
    to = at - 1
    if (to < low) return undefined
  }
  if (kind[to] !== WORD && kind[to] !== NUMBER) return undefined
  const mask = classes[to]
  if ((mask & PRON) !== 0) return { from: to, to, kind: 'pronoun', mention: undefined }
  const m = names.at[to]
  let phrase: Phrase | undefined
  if (m >= 0) {
    const mention = names.mentions[m]
    if (mention.from < low && mention.first < low) return undefined
    phrase = phraseOfMention(mention)
    // "Edward Dovere and Gabriel Debenedetti wrote": the first of two stands for both.
    const other = mention.from - 2 >= low && isWord(scan, mention.from - 1, 'and') ? names.at[mention.from - 2] : -1
    if (
      other >= 0 &&
      mention.kind === 'person' &&
      names.mentions[other].kind === 'person' &&
      mention.first < mention.last &&
      names.mentions[other].first < names.mentions[other].last
    )
      return phraseOfMention(names.mentions[other])
    // "the Clinton campaign", "Trump campaign spokeswoman Hope Hicks": small words before belong to a nominal only.
    if (phrase.kind === 'nominal' || mention.kind === 'organization') {
      let from = mention.from
      while (
        from - 1 >= low &&
        kind[from - 1] === WORD &&
        (classes[from - 1] & (BREAK | CUE | ADV | VERB)) === 0 &&
        mention.from - from < 4 &&
        (shape[from] & FIRST_OF_SENTENCE) === 0
      ) {
        if ((classes[from - 1] & DET) === 0 && mention.kind === 'organization') break
        from--
        if ((classes[from] & DET) !== 0) break
      }
      phrase.from = from
    }
  } else {
    if (
      !isNoun(scan, to) &&
      // "the secretary of state"
      !((mask & BASE) !== 0 && to > low && (classes[to - 1] & PREP) !== 0) &&
      !(kind[to] === NUMBER) &&
      !((shape[to] & CAP) !== 0 && (mask & (DET | PRON)) === 0) &&
      !((mask & (DET | PLURAL)) !== 0 && (mask & OWNER) === 0 && !isWord(scan, to, 'the') && !isWord(scan, to, 'a'))
    )
      return undefined
    let from = to
    while (from - 1 >= low && to - from < 8) {
      if ((shape[from] & FIRST_OF_SENTENCE) !== 0) break
      const p = from - 1
      const pm = classes[p]
      if (kind[p] === NUMBER) {
        from = p
        continue
      }
      if (kind[p] !== WORD || (pm & BREAK) !== 0) break
      // "a welcome message"
      if ((pm & VERB) !== 0 || ((pm & CUE) !== 0 && (pm & (ROLE | ORG | PAPER)) === 0 && (p <= low || (classes[p - 1] & DET) === 0))) break
      if ((pm & ADV) !== 0 || (pm & TIME) !== 0) break
      from = p
      if ((pm & DET) !== 0 && (pm & OWNER) === 0 && !(from - 1 >= low && isWord(scan, from - 1, 'all'))) break
      if ((pm & OWNER) !== 0) break
      if (names.at[p] >= 0) from = Math.max(low, names.mentions[names.at[p]].from)
    }
    phrase = { from, to, kind: 'nominal', mention: undefined }
  }
  // "a spokesman for Mr. Trump": the head stands before the preposition.
  const p = phrase.from - 1 >= low && isWord(scan, phrase.from - 1, 'the') ? phrase.from - 2 : phrase.from - 1
  if (depth < 3 && p - 1 >= low && kind[p] === WORD && (classes[p] & PREP) !== 0 && (shape[p] & CAP) === 0 && isJoining(scan, p)) {
    const head = p - 1
    if (
      (kind[head] === WORD || kind[head] === NUMBER) &&
      (names.at[head] >= 0 ||
        isNoun(scan, head) ||
        (classes[head] & (PLURAL | GROUP)) !== 0 ||
        (kind[head] === WORD && (classes[head] & DET) !== 0)) &&
      (shape[head] & POSSESSIVE) === 0
    ) {
      const outer = phraseAt(reading, head, low, depth + 1)
      if (outer !== undefined && outer.kind !== 'pronoun' && isHead(reading, outer)) {
        return outer.kind === 'name' && outer.mention?.kind === 'place'
          ? phrase
          : outer.kind === 'name'
            ? outer
            : { ...outer, to: phrase.to }
      }
    }
  }
  return phrase
}

/** Tells whether a phrase before a preposition reads as a subject: with an article, a role or a name, or at the start of the clause. */
function isHead({ scan }: Reading, { from, to, kind }: Phrase): boolean {
  const { classes } = scan
  if (kind === 'name') return true
  if (from > 0 && (classes[from - 1] & PREP) !== 0) return false
  return (classes[from] & DET) !== 0 || (classes[to] & (ROLE | GROUP | PAPER | ORG)) !== 0 || (scan.shape[from] & CAP) !== 0
}

function isJoining(scan: Scan, p: number): boolean {
  return (
    isWord(scan, p, 'of') ||
    isWord(scan, p, 'for') ||
    isWord(scan, p, 'at') ||
    isWord(scan, p, 'from') ||
    isWord(scan, p, 'in') ||
    isWord(scan, p, 'with') ||
    isWord(scan, p, 'on') ||
    isWord(scan, p, 'by') ||
    isWord(scan, p, 'inside') ||
    isWord(scan, p, 'to')
  )
}

/** Tells whether the noun behind a name makes the name part of a longer phrase: "Concord resident Whit Symms", "the Clinton campaign". */
function goesOn({ scan, names }: Reading, token: number, high: number, hasArticle: boolean): boolean {
  const { kind, classes } = scan
  for (let i = token; i < high && i - token < 4; i++) {
    if (kind[i] !== WORD || (classes[i] & (BREAK | VERB)) !== 0) break
    const m = names.at[i]
    if (m >= 0) return names.mentions[m].kind === 'person' || names.mentions[m].kind === 'unknown'
    if (!isNoun(scan, i)) break
  }
  return hasArticle || (classes[token] & (ROLE | GROUP | PAPER | ORG)) !== 0
}

/** The noun phrase that begins at `token`, looking no further than `high` (exclusive). */
export function phraseForward(reading: Reading, token: number, high: number): Phrase | undefined {
  const { scan, names } = reading
  const { kind, classes, shape } = scan
  let at = token
  while (at < high && kind[at] === WORD && (classes[at] & (ADV | CONJ)) !== 0 && (classes[at] & DET) === 0 && names.at[at] < 0) at++
  if (at >= high) return undefined
  if (kind[at] !== WORD && kind[at] !== NUMBER) return undefined
  if ((classes[at] & PRON) !== 0) return { from: at, to: at, kind: 'pronoun', mention: undefined }
  if (names.at[at] < 0 && (classes[at] & BREAK) !== 0) return undefined
  const from = at
  let named: Mention | undefined
  let to = from - 1
  let nouns = 0
  for (; at < high && at - from < 14; at++) {
    if (at > from && (shape[at] & FIRST_OF_SENTENCE) !== 0) break
    if (kind[at] === LEFT && named !== undefined) break
    if (kind[at] !== WORD && kind[at] !== NUMBER) {
      if (kind[at] === OTHER) continue
      break
    }
    const m = names.at[at]
    if (m >= 0) {
      const mention = names.mentions[m]
      at = mention.last
      to = at
      nouns++
      named = mention.kind !== 'place' && (shape[at] & POSSESSIVE) === 0 ? mention : undefined
      if (
        named !== undefined &&
        (named.kind === 'person' || named.kind === 'unknown' || named.kind === 'organization') &&
        !(at + 1 < high && kind[at + 1] === WORD && isNoun(scan, at + 1) && goesOn(reading, at + 1, high, (classes[from] & DET) !== 0))
      )
        break
      continue
    }
    const mask = classes[at]
    if ((mask & (BREAK | VERB)) !== 0) break
    if ((mask & DET) !== 0 && nouns > 0) break
    if ((mask & CUE) !== 0 && (mask & (ROLE | ORG | PAPER)) === 0 && nouns > 0 && (classes[at - 1] & PREP) === 0) break
    if ((mask & TIME) !== 0 || ((mask & ADV) !== 0 && nouns > 0)) break
    const past = isPast(scan, at)
    if (past && nouns > 0) break
    if ((mask & DET) === 0 && !past) {
      nouns++
      named = undefined
    }
    to = at
  }
  if (to < from) return undefined
  if (named !== undefined) {
    if (named.kind === 'organization' || named.kind === 'role') return { ...phraseOfMention(named), from, to }
    return { ...phraseOfMention(named), from: Math.min(from, named.from) }
  }
  if (nouns === 0 && !(from === to && (classes[from] & (PLURAL | DET)) !== 0)) return undefined
  // "said the chairman, Hilary Cobb"
  const apposed = at + 1 < high && kind[at] === COMMA ? names.at[at + ((classes[at + 1] & ROLE) !== 0 && names.at[at + 1] < 0 ? 2 : 1)] : -1
  if (apposed >= 0) {
    const mention = names.mentions[apposed]
    if (mention.kind === 'person' || (mention.kind === 'unknown' && kind[mention.last + 1] === COMMA)) return phraseOfMention(mention)
  }
  // "a spokesman for Disney": the rest of the phrase, for its text.
  let tail = to
  for (let next = at; next < high && next - from < 12; next++) {
    if (kind[next] !== WORD && kind[next] !== NUMBER) break
    const mask = classes[next]
    if (
      next === at
        ? (mask & PREP) === 0 || !isJoining(scan, next)
        : (mask & (AUX | REL | SUB | PRON | VERB | TIME)) !== 0 ||
          ((mask & CUE) !== 0 && (mask & (ROLE | ORG | PAPER)) === 0 && (classes[next - 1] & PREP) === 0)
    )
      break
    if (names.at[next] >= 0) {
      next = names.mentions[names.at[next]].last
      tail = next
    } else if (next > tail + 1 || !isPast(scan, next)) {
      if ((mask & (PREP | DET | CONJ)) === 0) tail = next
    } else break
  }
  return { from, to: tail, kind: 'nominal', mention: undefined }
}

/** The words of a phrase without its article. */
export function nominalText(scan: Scan, { from, to }: Phrase): string {
  const first = from + (from < to && ['the', 'a', 'an'].some((word) => isWord(scan, from, word)) ? 1 : 0)
  return scan.text.slice(scan.start[first], scan.stem[to])
}
