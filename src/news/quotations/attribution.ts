// Who says it: for a span between marks, the cue and its subject, after it, before it, or carried from its neighbours.

import {
  ADV,
  AGENCY,
  AUX,
  BASE,
  CUE,
  DET,
  GROUP,
  ING,
  ORG,
  OWNER,
  PAPER,
  POSS_NOUN,
  PREP,
  PRON,
  REL,
  ROLE,
  SUB,
  TIME,
  WEAK,
} from './classes.js'
import { firstCue, isFiniteCue, isNamer, subjectOf } from './cues.js'
import { isPast, type Phrase, phraseAt, phraseForward, type Reading } from './phrases.js'
import {
  CAP,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  FIRST_OF_SENTENCE,
  isWord,
  NUMBER,
  OPEN,
  POSSESSIVE,
  RIGHT,
  type Scan,
  STOP,
  WORD,
} from './scan.js'
import { clauseSubject, isPassive, sentenceStart, subjectBefore } from './subjects.js'

/** How a speaker was found. */
export type Pattern =
  | 'after'
  | 'after-near'
  | 'according'
  | 'colon'
  | 'before'
  | 'embedded'
  | 'trailing'
  | 'line'
  | 'turn'
  | 'noun'
  | 'clause'
  | 'carried'
  | 'floating'
  | 'none'

/** A cue with its subject. */
export interface Attribution {
  phrase: Phrase
  /** Token of the cue, -1 where there is none. */
  cue: number
  pattern: Pattern
  isWeak: boolean
  /** Who passes it on, where another is said to have spoken. */
  reporter?: Phrase
}

const maxWalk = 90

/** The end (exclusive) of the sentence that goes on at `token`, within its paragraph. */
export function sentenceEnd({ shape, paragraph, count }: Scan, token: number): number {
  let at = token
  while (
    at < count &&
    at - token < maxWalk &&
    paragraph[at] === paragraph[token] &&
    (at === token || (shape[at] & FIRST_OF_SENTENCE) === 0)
  )
    at++
  return at
}

/** Tells whether a phrase is an agency, paper or station. */
export function isAgency({ scan }: Reading, { from, to, mention }: Phrase): boolean {
  if (mention?.kind === 'person') return false
  for (let i = from; i <= to; i++) if ((scan.classes[i] & AGENCY) !== 0) return true
  const last = scan.classes[mention?.last ?? to]
  return (
    (last & (ORG | PAPER)) !== 0 &&
    /(?:news|agency|times|post|journal|tribune|herald|gazette|ledger|courier|chronicle|media|tv|television|radio|service|wire|newspaper|tabloid|magazine|press)$/i.test(
      scan.text.slice(scan.start[from], scan.stem[to]),
    )
  )
}

const isReportVerb = (scan: Scan, cue: number): boolean =>
  ['reported', 'reports', 'quoted', 'quotes', 'cited', 'citing', 'report'].some((word) => isWord(scan, cue, word))

/** An attribution right after a closing mark at `close`, where the sentence goes on. */
export function after(reading: Reading, close: number, ending: string, isSentence: boolean): Attribution | undefined {
  const { scan } = reading
  const { kind, classes, paragraph, count, shape } = scan
  let t = close + 1
  if (t >= count || paragraph[t] !== paragraph[close]) return undefined
  const glued = ending === 'comma' || ending === 'query'
  let comma = glued
  if (kind[t] === COMMA || kind[t] === DASH) {
    comma = true
    t++
  }
  if (t >= count || kind[t] === OPEN) return undefined
  const high = sentenceEnd(scan, t)
  if (ending === 'stop' && (shape[t] & FIRST_OF_SENTENCE) !== 0) {
    // "... done." Carter said.
    const cue = firstCue(reading, t, Math.min(high, t + 6))
    if (cue < 0 || (classes[cue] & WEAK) !== 0) return undefined
    const ends = cue + 1 >= count || kind[cue + 1] === STOP || paragraph[cue + 1] !== paragraph[cue]
    const phrase = ends ? subjectBefore(reading, cue, t) : undefined
    return phrase !== undefined && phrase.from === t ? { phrase, cue, pattern: 'after', isWeak: false } : undefined
  }
  if (ending === 'stop' && !comma) {
    if ((shape[t] & CAP) !== 0 || kind[t] !== WORD || (classes[t] & (CUE | PRON | DET)) === 0) return undefined
    comma = true
  }
  const according = accordingTo(reading, t, high)
  if (according !== undefined) return { phrase: according, cue: t, pattern: 'according', isWeak: false }
  // V S
  let v = t
  while (v < high && kind[v] === WORD && (classes[v] & (ADV | AUX)) !== 0 && v - t < 2) v++
  if (
    v < high &&
    kind[v] === WORD &&
    (shape[v] & CAP) === 0 &&
    ((classes[v] & (CUE | ING | WEAK)) === CUE ||
      isWord(scan, v, 'read') ||
      isWord(scan, v, 'reads') ||
      // any verb will do before a person: "beamed Donald Hartley"
      (isPast(scan, v) && isPerson(reading, v + 1)))
  ) {
    const s = v + 1
    const phrase =
      s < high && (kind[s] === WORD || kind[s] === NUMBER) && (classes[s] & (SUB | REL)) === 0 ? phraseForward(reading, s, high) : undefined
    const isObject = phrase?.kind === 'pronoun' && ['him', 'her', 'them', 'it', 'you'].some((word) => isWord(scan, phrase.from, word))
    if (phrase !== undefined && !isObject && (phrase.kind !== 'nominal' || comma))
      return withReporter(reading, { phrase, cue: v, pattern: 'after', isWeak: (classes[v] & WEAK) !== 0 }, high)
  }
  if ((!comma && !isSentence) || (kind[t] === WORD && (classes[t] & ING) !== 0 && (classes[t] & CUE) !== 0 && reading.names.at[t] < 0))
    return undefined
  if (isWord(scan, t, 'but')) return undefined
  // S V
  for (let cue = firstCue(reading, t, high), tries = 0; cue >= 0 && tries < 5; cue = firstCue(reading, cue + 1, high), tries++) {
    if (!isFiniteCue(reading, cue, t)) continue
    const phrase = subjectBefore(reading, cue, t)
    if (phrase === undefined) continue
    if (isWord(scan, cue, 'quoted') && !isPassive(reading, cue, t)) {
      const quoted = phraseForward(reading, cue + 1, high)
      if (quoted !== undefined && isWord(scan, quoted.to + 1, 'as'))
        return { phrase: quoted, cue, pattern: 'after', isWeak: false, reporter: phrase }
    }
    const lead = phrase.from
    let begins = lead === t
    for (let i = t; i < lead && !begins; i++)
      if (kind[i] !== WORD || (classes[i] & (ADV | DET)) === 0) break
      else if (i + 1 === lead) begins = true
    // A title before the name is part of the phrase: "campaign spokeswoman Hope Hicks said".
    if (!begins && phrase.kind === 'name' && lead - t < 12 && noBreak(scan, t, lead)) begins = true
    if (!begins && isWord(scan, t, 'as')) begins = true
    if (begins)
      return withReporter(
        reading,
        { phrase, cue, pattern: cue - t < 8 ? 'after' : 'after-near', isWeak: (classes[cue] & WEAK) !== 0 },
        high,
      )
  }
  // ... and after one: "Oakes barked"
  const phrase = phraseForward(reading, t, high)
  const isSomebody = phrase !== undefined && (isPerson(reading, phrase.to) || (classes[phrase.to] & ROLE) !== 0)
  return isSomebody && isPast(scan, phrase.to + 1) ? { phrase, cue: phrase.to + 1, pattern: 'after', isWeak: true } : undefined
}

function isPerson({ names }: Reading, token: number): boolean {
  return names.at[token] >= 0 && names.mentions[names.at[token]].kind === 'person'
}

function noBreak({ kind, classes }: Scan, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (
      kind[i] === COLON ||
      (kind[i] === STOP && kind[i + 1] !== RIGHT && kind[i + 1] !== COMMA) ||
      kind[i] === OPEN ||
      (kind[i] === WORD && (classes[i] & (SUB | AUX)) !== 0)
    )
      return false
  return true
}

function withReporter(reading: Reading, found: Attribution, high: number): Attribution {
  const { scan } = reading
  // "Xi said, according to KCNA"
  for (let i = found.cue + 1; i < high && i - found.cue < 30; i++) {
    const reporter = accordingTo(reading, i, high)
    if (reporter !== undefined) return { ...found, reporter }
    // "was quoted as saying by KNS"
    if (isWord(scan, i, 'by') && (isWord(scan, i - 1, 'saying') || isWord(scan, i - 1, 'quoted'))) {
      const phrase = phraseForward(reading, i + 1, high)
      if (phrase !== undefined) return { ...found, reporter: phrase }
    }
  }
  return found
}

/** The phrase after "according to" at `token`. */
export function accordingTo(reading: Reading, token: number, high: number): Phrase | undefined {
  const { scan } = reading
  if (!isWord(scan, token, 'according') || !isWord(scan, token + 1, 'to')) return undefined
  const phrase = phraseForward(reading, token + 2, high)
  if (phrase === undefined || phrase.kind !== 'nominal') return phrase
  // "according to a court filing signed by Dave Castro"
  for (let i = phrase.from; i < phrase.to + 3; i++) {
    const author = isWord(scan, i, 'by') ? phraseForward(reading, i + 1, high) : undefined
    if (author?.mention?.kind === 'person') return author
  }
  return phrase
}

/** An attribution before an opening mark at `open`, in the sentence that starts at `low`. */
export function before(reading: Reading, open: number, low: number): Attribution | undefined {
  const { scan } = reading
  const { kind, classes, pair } = scan
  let at = open - 1
  if (at < low) return undefined
  const isColon = kind[at] === COLON
  const isComma = kind[at] === COMMA
  let according: Attribution | undefined
  let result: Attribution | undefined
  for (let steps = 0; at >= low && steps < maxWalk; steps++, at--) {
    if (kind[at] === CLOSE && pair[at] >= 0) {
      at = pair[at]
      continue
    }
    if (kind[at] === STOP) break
    if (kind[at] !== WORD) continue
    if (isWord(scan, at, 'according') && isWord(scan, at + 1, 'to')) {
      const phrase = phraseForward(reading, at + 2, open)
      if (phrase !== undefined) according ??= { phrase, cue: at, pattern: 'according', isWeak: false }
      continue
    }
    if ((classes[at] & CUE) === 0 || reading.names.at[at] >= 0) continue
    // Once a verb that need not be speech has a subject, only a verb of speech further out can do better.
    if (result !== undefined && ((classes[at] & WEAK) !== 0 || kind[at + 1] === COMMA)) continue
    const found = subjectOf(reading, at, low, open)
    if (found === undefined) continue
    const pattern: Pattern = isColon ? 'colon' : isComma || at === open - 1 ? 'before' : 'embedded'
    // "that Americans will say “no”"
    const isWeak =
      (classes[at] & WEAK) !== 0 ||
      (isWord(scan, at + 1, 'to') && isWord(scan, at, 'continued')) ||
      ((classes[at] & BASE) !== 0 && kind[at - 1] === WORD && (classes[at - 1] & AUX) !== 0)
    const next: Attribution = { phrase: found.phrase, cue: at, pattern, isWeak, ...(found.reporter && { reporter: found.reporter }) }
    if (result !== undefined && (isTold(scan, at) || kind[result.phrase.from - 1] === COMMA)) continue
    result = next
    if (!isWeak || isNamer(scan, at)) break
  }
  // "According to KCNA, Ri called it ..."
  const told = low < at ? accordingTo(reading, low, open) : undefined
  if (told !== undefined) according ??= { phrase: told, cue: low, pattern: 'according', isWeak: false }
  // "KCNA, citing a military source, said"
  if (result !== undefined && isWord(scan, result.phrase.to + 2, 'citing')) {
    const source = phraseForward(reading, result.phrase.to + 3, open)
    if (source !== undefined && (classes[source.to] & (ROLE | GROUP)) !== 0) return { ...result, phrase: source, reporter: result.phrase }
  }
  if (result === undefined || according === undefined) return result ?? according
  if (isAgency(reading, result.phrase)) return result
  return result.isWeak && !isNamer(scan, result.cue) && !isAgency(reading, according.phrase)
    ? according
    : { ...result, reporter: according.phrase }
}

const isTold = (scan: Scan, cue: number): boolean => isWord(scan, cue, 'told') || isWord(scan, cue, 'asked')

/** An attribution at the end of the sentence in which the mark at `close` stands: ", Ryan said", ", according to Tass". */
export function trailing(reading: Reading, close: number, high: number): Attribution | undefined {
  const { scan } = reading
  const { kind, classes, pair } = scan
  for (let i = close + 1; i < high; i++) {
    if (kind[i] === OPEN && pair[i] > i) {
      i = pair[i]
    }
    const according = accordingTo(reading, i, high)
    if (according !== undefined) return { phrase: according, cue: i, pattern: 'according', isWeak: false }
    if (kind[i] !== COMMA && !(kind[i] === CLOSE && kind[i - 1] === COMMA)) continue
    const cue = firstCue(reading, i + 1, Math.min(high, i + 22))
    if (cue < 0 || (classes[cue] & ING) !== 0 || (classes[cue] & WEAK && !isReportVerb(scan, cue))) continue
    // V S
    if (cue === i + 1) {
      const phrase = phraseForward(reading, cue + 1, high)
      if (phrase !== undefined && phrase.kind !== 'nominal') return { phrase, cue, pattern: 'trailing', isWeak: false }
      continue
    }
    const phrase = subjectBefore(reading, cue, i + 1)
    if (phrase === undefined) continue
    const next = cue + 1
    const ends = next >= high || kind[next] !== WORD || (classes[next] & (PREP | ADV | TIME)) !== 0
    if (ends && noBreak(scan, i + 1, phrase.from)) return withReporter(reading, { phrase, cue, pattern: 'trailing', isWeak: false }, high)
  }
  return undefined
}

/** The owner of words spoken of before a mark: "Forbes' words", "his comment that". */
export function ownerOfWords(reading: Reading, open: number, low: number): Attribution | undefined {
  const { scan } = reading
  const { kind, classes, shape, pair } = scan
  for (let at = open - 1, steps = 0; at >= low && steps < 40; at--, steps++) {
    if (kind[at] === CLOSE && pair[at] >= 0) {
      at = pair[at]
      continue
    }
    if (kind[at] !== WORD || !POSS_NOUN.has(scan.text.slice(scan.start[at], scan.stem[at]).toLowerCase())) continue
    // back over adjectives to the owner
    for (let i = at - 1; i >= low && at - i < 6; i--) {
      if (kind[i] !== WORD) break
      if ((shape[i] & POSSESSIVE) !== 0) {
        const phrase = phraseAt(reading, i, low)
        if (phrase !== undefined) return { phrase, cue: at, pattern: 'noun', isWeak: true }
      }
      if ((classes[i] & OWNER) !== 0)
        return { phrase: { from: i, to: i, kind: 'pronoun', mention: undefined }, cue: at, pattern: 'noun', isWeak: true }
      if ((classes[i] & (PREP | DET)) !== 0) break
    }
  }
  return undefined
}

/** A name on a line or after a dash behind the words: "― Oda Brekke, Halvorsund". */
export function line(reading: Reading, close: number): Attribution | undefined {
  const { scan, names } = reading
  const { kind, count, paragraph, shape } = scan
  let t = close + 1
  if (t >= count) return undefined
  const isDash = kind[t] === DASH
  while (t < count && kind[t] === DASH) t++
  if (t >= count || paragraph[t] > paragraph[close] + 1) return undefined
  const isOwnLine = paragraph[t] === paragraph[close] + 1 && scan.text.charCodeAt(scan.end[close]) === 10
  if (!isDash && !isOwnLine) return undefined
  const m = names.at[t]
  if (m < 0 || names.mentions[m].kind !== 'person' || (shape[t] & CAP) === 0) return undefined
  const mention = names.mentions[m]
  const end = sentenceEnd(scan, t)
  if (!isDash && (end - t > 14 || end - mention.last > 10)) return undefined
  if (!isDash && mention.last + 1 < end && kind[mention.last + 1] !== COMMA) return undefined
  return { phrase: { from: mention.from, to: mention.last, kind: 'name', mention }, cue: -1, pattern: 'line', isWeak: false }
}

/** The subject of the clause before a mark that no cue introduces. */
export function clause(reading: Reading, open: number): Attribution | undefined {
  const low = sentenceStart(reading, open)
  const phrase = clauseSubject(reading, low, open)
  return phrase && { phrase, cue: -1, pattern: 'clause', isWeak: true }
}
