// Who does what a verb says: the noun phrase before it, after it, or at the head of its clause, without a grammar.

import {
  ADV,
  AUX,
  BE,
  BREAK,
  CONJ,
  CUE,
  DET,
  GROUP,
  ING,
  ORG,
  OWNER,
  PAPER,
  PLURAL,
  PREP,
  PRON,
  REL,
  ROLE,
  SELF,
  SUB,
  TIME,
  VERB,
} from './classes.js'
import type { Mention, Names } from './names.js'
import {
  CAP,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  FIRST_OF_SENTENCE,
  isWord,
  LEFT,
  NUMBER,
  OPEN,
  OTHER,
  POSSESSIVE,
  RIGHT,
  type Scan,
  STOP,
  WORD,
} from './scan.js'

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

const maxWalk = 100

/** The first token of the part of a sentence that ends before `token`: not before its start, and not before a closing mark next to it. */
export function sentenceStart({ scan }: Reading, token: number): number {
  const { shape, paragraph, kind } = scan
  let at = token
  for (let steps = 0; at > 0 && steps < maxWalk * 2; steps++) {
    if (at < scan.count && (shape[at] & FIRST_OF_SENTENCE) !== 0) return at
    if (paragraph[at - 1] !== paragraph[Math.min(token, scan.count - 1)] && at !== token) return at
    if (kind[at - 1] === CLOSE && scan.pair[at - 1] >= 0) at = scan.pair[at - 1]
    else at--
  }
  return at
}

function phraseOfMention(mention: Mention): Phrase {
  return {
    from: mention.from,
    to: mention.last,
    kind: mention.kind === 'role' || (mention.kind === 'unknown' && mention.entity === undefined) ? 'nominal' : 'name',
    mention,
  }
}

function isNoun({ classes, kind, text, end }: Scan, i: number): boolean {
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
      if ((pm & VERB) !== 0 || ((pm & CUE) !== 0 && (pm & (ROLE | ORG | PAPER)) === 0)) break
      if ((pm & ADV) !== 0 || (pm & TIME) !== 0) break
      from = p
      if ((pm & DET) !== 0 && (pm & OWNER) === 0 && !(from - 1 >= low && isWord(scan, from - 1, 'all'))) break
      if ((pm & OWNER) !== 0) break
      if (names.at[p] >= 0) from = Math.max(low, names.mentions[names.at[p]].from)
    }
    phrase = { from, to, kind: 'nominal', mention: undefined }
  }
  // "a spokesman for Mr. Trump": the head stands before the preposition.
  const p = phrase.from - 1
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

/** The subject right before the verb at `verb`: adverbs, auxiliaries and appositions between commas are stepped over. */
export function subjectBefore(reading: Reading, verb: number, low: number): Phrase | undefined {
  const { scan, names } = reading
  const { kind, classes, text, end } = scan
  let at = verb - 1
  for (let steps = 0; at >= low && steps < 8; steps++) {
    if (kind[at] === WORD) {
      const mask = classes[at]
      const isAdverb =
        (mask & (ADV | AUX)) !== 0 || (text.charCodeAt(end[at] - 1) === 121 && text.charCodeAt(end[at] - 2) === 108 && names.at[at] < 0)
      if (!isAdverb && (mask & TIME) === 0) break
      at--
    } else break
  }
  if (at < low) return undefined
  if (kind[at] === WORD && (classes[at] & REL) !== 0) {
    at--
    if (at >= low && kind[at] === COMMA) at--
    return at >= low ? phraseAt(reading, at, low) : undefined
  }
  if (kind[at] === WORD && (classes[at] & CONJ) !== 0) return clauseSubject(reading, low, at)
  if (kind[at] !== COMMA && kind[at] !== DASH) {
    const plain = phraseAt(reading, at, low)
    // "Her campaign manager, Robby Mook, ..." without the second comma, or "Name, of Place said"
    return plain
  }
  return beforeApposition(reading, at, low)
}

/** The phrase that an apposition ending at the comma `comma` belongs to. */
function beforeApposition(reading: Reading, comma: number, low: number): Phrase | undefined {
  const { scan, names } = reading
  const { kind, classes } = scan
  let end = comma
  let nominal: Phrase | undefined
  for (let chunks = 0; chunks < 5; chunks++) {
    let begin = end - 1
    let steps = 0
    while (begin >= low && steps++ < maxWalk && kind[begin] !== COMMA && kind[begin] !== DASH && kind[begin] !== COLON) {
      if (kind[begin] === CLOSE && scan.pair[begin] >= 0) begin = scan.pair[begin]
      begin--
    }
    // The chunk is a name alone: "her campaign manager, Robby Mook, said".
    const m = end - 1 >= 0 ? names.at[end - 1] : -1
    const alone = m >= 0 ? names.mentions[m] : undefined
    if (alone !== undefined && alone.from === begin + 1 && alone.kind === 'person') return phraseOfMention(alone)
    const before = begin - 1
    if (begin < low) {
      const first = phraseForward(reading, low, end)
      return first ?? nominal
    }
    const phrase = phraseAt(reading, before, low)
    if (phrase !== undefined) {
      if (phrase.kind === 'pronoun') return phrase
      if (phrase.kind === 'name' && phrase.mention?.kind !== 'place') return phrase
      if (
        phrase.kind === 'nominal' &&
        nominal === undefined &&
        (classes[phrase.from] & DET) !== 0 &&
        ((classes[begin + 1] & (REL | DET | PREP)) !== 0 || kind[begin + 1] === NUMBER)
      )
        nominal = phrase
    }
    end = begin
  }
  return nominal
}

/** The noun phrase that begins at `token`, looking no further than `high` (exclusive). */
export function phraseForward(reading: Reading, token: number, high: number): Phrase | undefined {
  const { scan, names } = reading
  const { kind, classes, shape, text, end } = scan
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
        (named.kind === 'person' || named.kind === 'unknown') &&
        !(
          at + 1 < high &&
          kind[at + 1] === WORD &&
          isNoun(scan, at + 1) &&
          (classes[at + 1] & (BREAK | VERB)) === 0 &&
          (classes[from] & DET) !== 0
        )
      )
        break
      continue
    }
    const mask = classes[at]
    if ((mask & (BREAK | VERB)) !== 0) break
    if ((mask & DET) !== 0 && nouns > 0) break
    if ((mask & CUE) !== 0 && (mask & (ROLE | ORG | PAPER)) === 0 && nouns > 0) break
    if ((mask & TIME) !== 0 || ((mask & ADV) !== 0 && nouns > 0)) break
    const isPast = text.charCodeAt(end[at] - 1) === 100 && text.charCodeAt(end[at] - 2) === 101
    if (isPast && nouns > 0) break
    if ((mask & DET) === 0 && !isPast) {
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
  if (at + 1 < high && kind[at] === COMMA && names.at[at + 1] >= 0) {
    const mention = names.mentions[names.at[at + 1]]
    if (mention.kind === 'person') return phraseOfMention(mention)
  }
  // "a spokesman for Disney": the rest of the phrase, for its text.
  let tail = to
  for (let next = at; next < high && next - from < 12; next++) {
    if (kind[next] !== WORD && kind[next] !== NUMBER) break
    const mask = classes[next]
    if (
      next === at
        ? (mask & PREP) === 0 || !isJoining(scan, next)
        : (mask & (AUX | REL | SUB | PRON | VERB | TIME)) !== 0 || ((mask & CUE) !== 0 && (mask & (ROLE | ORG | PAPER)) === 0)
    )
      break
    if (names.at[next] >= 0) {
      next = names.mentions[names.at[next]].last
      tail = next
    } else if ((mask & (PREP | DET | CONJ)) === 0) tail = next
  }
  return { from, to: tail, kind: 'nominal', mention: undefined }
}

/** The first noun phrase of the clause that starts at `low`, before `high`: introductions up to a comma are stepped over. */
export function clauseSubject(reading: Reading, low: number, high: number): Phrase | undefined {
  const { scan } = reading
  const { kind, classes, text, end } = scan
  let at = low
  for (let tries = 0; tries < 4 && at < high; tries++) {
    while (at < high && (kind[at] === OPEN || kind[at] === DASH || kind[at] === COMMA || kind[at] === LEFT))
      at = kind[at] === OPEN && scan.pair[at] > at ? scan.pair[at] + 1 : at + 1
    if (at >= high) return undefined
    const mask = classes[at]
    const isIng =
      kind[at] === WORD &&
      text.charCodeAt(end[at] - 1) === 103 &&
      text.charCodeAt(end[at] - 2) === 110 &&
      (mask & (ROLE | ORG)) === 0 &&
      reading.names.at[at] < 0
    const isEd =
      kind[at] === WORD &&
      text.charCodeAt(end[at] - 1) === 100 &&
      text.charCodeAt(end[at] - 2) === 101 &&
      (mask & (ROLE | ORG)) === 0 &&
      reading.names.at[at] < 0
    const isIntro = isIng || isEd || (mask & (PREP | SUB | TIME | ING)) !== 0 || ((mask & ADV) !== 0 && kind[at + 1] === COMMA)
    if (!isIntro) {
      const phrase = phraseForward(reading, at, high)
      if (phrase !== undefined && phrase.kind === 'name' && phrase.mention?.kind === 'place') {
        at = phrase.to + 1
        continue
      }
      if (phrase !== undefined) return phrase
    }
    // to the next comma
    let next = at + 1
    while (next < high && kind[next] !== COMMA && kind[next] !== STOP && next - at < maxWalk)
      next = kind[next] === OPEN && scan.pair[next] > next ? scan.pair[next] + 1 : next + 1
    if (next >= high) {
      // no comma: the first name or pronoun after the introduction that stands as a subject
      for (let i = at + 1; i < high && i - at < 40; i++) {
        if (kind[i] !== WORD) continue
        if ((classes[i] & PRON) !== 0 && (classes[i] & SELF) === 0) return { from: i, to: i, kind: 'pronoun', mention: undefined }
        const m = reading.names.at[i]
        if (m < 0) continue
        const mention = reading.names.mentions[m]
        if (mention.kind === 'person' && (scan.shape[mention.last] & POSSESSIVE) === 0 && (classes[mention.from - 1] & PREP) === 0)
          return phraseOfMention(mention)
        i = mention.last
      }
      return undefined
    }
    at = next + 1
  }
  return undefined
}

/** Tells whether a verb is passive: a form of "be" before it. */
export function isPassive({ scan }: Reading, verb: number, low: number): boolean {
  const { classes, kind } = scan
  for (let at = verb - 1; at >= low && at >= verb - 3; at--) {
    if (kind[at] !== WORD) return false
    if ((classes[at] & BE) !== 0) return (classes[verb] & ING) === 0
    if ((classes[at] & (ADV | AUX)) === 0) return false
  }
  return false
}
