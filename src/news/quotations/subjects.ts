// Who does what a verb says: the noun phrase before it, after it, or at the head of its clause, without a grammar.

import { ADV, AUX, BASE, BE, CONJ, CUE, DET, ING, ORG, PAPER, PREP, PRON, REL, ROLE, SELF, SUB, TIME, WEAK } from './classes.js'
import type { Mention } from './names.js'
import { isNoun, isPast, type Phrase, phraseAt, phraseForward, phraseOfMention, type Reading } from './phrases.js'
import { CLOSE, COLON, COMMA, DASH, FIRST_OF_SENTENCE, isWord, LEFT, OPEN, POSSESSIVE, RIGHT, STOP, UPPER, WORD } from './scan.js'

const maxWalk = 100

/** The first token of the part of a sentence that ends before `token`: not before its start, and not before a closing mark next to it. */
export function sentenceStart({ scan }: Reading, token: number): number {
  const { shape, kind } = scan
  let at = token
  for (let steps = 0; at > 0 && steps < maxWalk * 2; steps++) {
    if (at < scan.count && (shape[at] & FIRST_OF_SENTENCE) !== 0) return at
    if (kind[at - 1] === CLOSE && scan.pair[at - 1] >= 0) at = scan.pair[at - 1]
    else at--
  }
  return at
}

/** The subject right before the verb at `verb`: adverbs, auxiliaries and appositions between commas are stepped over. */
export function subjectBefore(reading: Reading, verb: number, low: number, depth = 0): Phrase | undefined {
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
    } else if (kind[at] === COMMA && at - 2 > low && (classes[at - 1] & ADV) !== 0 && kind[at - 2] === COMMA) at -= 3
    else break
  }
  if (at < low) return undefined
  if (kind[at] === WORD && ((classes[at] & REL) !== 0 || (isWord(scan, at, 'that') && at > low && isNoun(scan, at - 1)))) {
    at--
    if (at >= low && kind[at] === COMMA) at--
    const head = at >= low ? phraseAt(reading, at, low) : undefined
    // "Castro released a statement that said"
    if (head?.kind === 'nominal' && head.from > low && (classes[head.to] & PAPER) !== 0 && (classes[head.from - 1] & PREP) === 0) {
      const issuer = clauseSubject(reading, low, head.from)
      if (issuer !== undefined && issuer.kind !== 'nominal') return issuer
    }
    return head
  }
  if (kind[at] === WORD && (classes[at] & CONJ) !== 0) {
    // "said it was late and added": the subject of the verb before, if that is one of speech.
    for (let i = at - 1; i > low && at - i < 40; i--) {
      if (kind[i] === CLOSE && scan.pair[i] >= 0) i = scan.pair[i]
      else if (kind[i] === WORD && (classes[i] & (CUE | ING | BASE | WEAK)) === CUE && depth < 2 && names.at[i] < 0) {
        const subject = subjectBefore(reading, i, low, depth + 1)
        if (subject !== undefined) return subject
      }
    }
    return clauseSubject(reading, low, at)
  }
  if (at === low && isWord(scan, at, 'that')) return undefined
  if (kind[at] !== COMMA && kind[at] !== DASH) {
    const plain = phraseAt(reading, at, low)
    // "and in a later interview said"
    const p = plain === undefined || plain.kind === 'pronoun' ? -1 : plain.from - 1
    const isAside = p - 1 > low && (classes[p] & PREP) !== 0 && kind[p - 1] === WORD && (classes[p - 1] & CONJ) !== 0 && depth === 0
    return isAside ? (subjectBefore(reading, p, low, 1) ?? plain) : plain
  }
  return beforeApposition(reading, at, low)
}

/** The phrase that an apposition ending at the comma `comma` belongs to. */
function beforeApposition(reading: Reading, comma: number, low: number): Phrase | undefined {
  const { scan, names } = reading
  const { kind, classes } = scan
  let end = comma
  // "who worked for Oakes, one of the sponsors,": a name inside of an apposition, for want of another.
  let nested: Phrase | undefined
  if (kind[comma - 1] === RIGHT) {
    const plain = phraseAt(reading, comma - 1, low)
    if (plain?.kind === 'name') return plain
  }
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
    if (alone !== undefined && alone.from === begin + 1 && (alone.kind === 'person' || isRenamed(reading, alone, begin, low)))
      return phraseOfMention(alone)
    const before = begin - 1
    if (begin < low) {
      const first = phraseForward(reading, low, end)
      return nested ?? first
    }
    const phrase = phraseAt(reading, before, low)
    if (phrase !== undefined) {
      if (phrase.kind === 'pronoun') return phrase
      if (phrase.kind === 'name' && phrase.mention?.kind !== 'place') {
        if (phrase.from <= low || (classes[phrase.from - 1] & PREP) === 0) return phrase
        nested ??= phrase
      }
    }
    end = begin
  }
  return nested
}

/** Tells whether a name between commas renames what is before: "the operator, Norrkraft,". */
function isRenamed(reading: Reading, { kind, entity }: Mention, comma: number, low: number): boolean {
  if (entity === undefined || (kind !== 'unknown' && kind !== 'organization')) return false
  const before = comma > low ? phraseAt(reading, comma - 1, low) : undefined
  return before?.kind === 'nominal' && (reading.scan.classes[before.from] & DET) !== 0
}

/** The first noun phrase of the clause that starts at `low`, before `high`: introductions up to a comma are stepped over. */
export function clauseSubject(reading: Reading, low: number, high: number): Phrase | undefined {
  const { scan } = reading
  const { kind, classes } = scan
  let at = low
  // "WASHINGTON (AP) - President ..."
  if ((scan.shape[at] & UPPER) !== 0) {
    for (let i = at + 1; i < high && i - at < 12; i++) {
      if (kind[i] !== DASH) continue
      at = i + 1
      break
    }
  }
  for (let tries = 0; tries < 4 && at < high; tries++) {
    while (at < high && (kind[at] === OPEN || kind[at] === DASH || kind[at] === COMMA || kind[at] === LEFT))
      at = kind[at] === OPEN && scan.pair[at] > at ? scan.pair[at] + 1 : at + 1
    if (at >= high) return undefined
    const mask = classes[at]
    const isVerbal =
      kind[at] === WORD &&
      (isPast(scan, at) || scan.text.endsWith('ing', scan.end[at])) &&
      (mask & (ROLE | ORG)) === 0 &&
      reading.names.at[at] < 0
    // "says the narrator, going on to ..."
    if (kind[at] === WORD && (mask & (CUE | BASE | ING | ROLE | ORG | PAPER)) === CUE && reading.names.at[at] < 0) at++
    const isIntro = isVerbal || (mask & (PREP | SUB | TIME | ING)) !== 0 || ((mask & ADV) !== 0 && kind[at + 1] === COMMA)
    if (!isIntro) {
      const phrase = phraseForward(reading, at, high)
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
