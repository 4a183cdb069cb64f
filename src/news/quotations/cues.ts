// Cues: which verbs are one where they stand, and whose they are.

import { ADV, AUX, BASE, CUE, DET, GROUP, ING, ORG, PAPER, PLURAL, PREP, PRON, REL, ROLE, SUB, WEAK } from './classes.js'
import { type Phrase, phraseAt, phraseForward, type Reading } from './phrases.js'
import { CLOSE, COMMA, DASH, isWord, OPEN, POSSESSIVE, RIGHT, type Scan, STOP, WORD } from './scan.js'
import { clauseSubject, isPassive, sentenceStart, subjectBefore } from './subjects.js'

/** Stems of verbs that give something a name. */
const namer =
  /^(?:call|describ|dismiss|label|brand|dubb|accus|denounc|mock|blast|condemn|critici|refer|prais|hail|slamm|ripp|portray|characteri)/i

/** The next cue at or after `from`, outside nested marks, or -1. */
export function firstCue({ scan, names }: Reading, from: number, high: number): number {
  const { kind, classes, pair } = scan
  for (let i = from; i < high; i++) {
    if (kind[i] === OPEN) {
      if (pair[i] < i) return -1
      return -1
    }
    // "(D-Wis.)", "R-Ky.,"
    if (kind[i] === STOP && kind[i + 1] !== RIGHT && kind[i + 1] !== COMMA) return -1
    if (kind[i] === WORD && (classes[i] & CUE) !== 0 && names.at[i] < 0) return i
  }
  return -1
}

/** Tells whether a cue is a verb with a subject, not a noun or an infinitive. */
export function isFiniteCue(reading: Reading, cue: number, low: number): boolean {
  const { scan } = reading
  const { classes, kind, shape } = scan
  const mask = classes[cue]
  if ((mask & ING) !== 0) return false
  if (cue - 1 < low) return true
  if (isNounLike(reading, cue, low)) return false
  const before = classes[cue - 1]
  if ((mask & (BASE | PAPER)) !== 0 && kind[cue - 1] === WORD) {
    if ((before & (DET | PLURAL)) === DET) return false
    if ((before & PREP) !== 0 || (shape[cue - 1] & POSSESSIVE) !== 0) return false
  }
  return true
}

/** Tells whether a base form, or one in `-s`, is a noun: a base form is a verb behind an auxiliary, "to", a plural or a pronoun only. */
function isNounLike({ scan, names }: Reading, cue: number, low: number): boolean {
  const { classes, kind, text, start, end } = scan
  const before = cue - 1
  if (before < low || kind[before] !== WORD) return false
  if ((scan.shape[before] & POSSESSIVE) !== 0) return true
  if (isWord(scan, before, 'a') || isWord(scan, before, 'an') || isWord(scan, before, 'the')) return true
  const isBase = (classes[cue] & BASE) !== 0
  const isThird = !isBase && text.charCodeAt(end[cue] - 1) === 115 && !isWord(scan, cue, 'says')
  if (!isBase && !isThird) return false
  const mask = classes[before]
  // "the suit reads."
  if (isThird && (cue + 1 >= scan.count || kind[cue + 1] === STOP)) return false
  if (isThird) return names.at[before] < 0 && (mask & (PRON | ADV | ROLE | PAPER | ORG | REL | AUX)) === 0
  if ((mask & (AUX | PRON | GROUP | SUB | PLURAL)) !== 0 || isWord(scan, before, 'to')) return false
  if ((mask & (ADV | REL)) !== 0) return false
  if (isWord(scan, cue, 'say') || isWord(scan, cue, 'read') || isWord(scan, cue, 'put')) return false
  return !(text.charCodeAt(end[before] - 1) === 115 && end[before] - start[before] > 3 && names.at[before] < 0 && (mask & DET) === 0)
}

/** The subject of a cue before the words, of any form: finite, passive, participle, infinitive. */
export function subjectOf(reading: Reading, cue: number, low: number, open: number): { phrase: Phrase; reporter?: Phrase } | undefined {
  const { scan } = reading
  const { classes, kind } = scan
  const mask = classes[cue]
  // "quoted Brusk as saying"
  if (isWord(scan, cue, 'saying') && isWord(scan, cue - 1, 'as')) {
    const phrase = phraseAt(reading, cue - 2, low)
    for (let i = cue - 2; i >= low && cue - i < 14; i--) {
      if (!isWord(scan, i, 'quoted') && !isWord(scan, i, 'quotes') && !isWord(scan, i, 'cited')) continue
      if (isPassive(reading, i, low)) {
        const subject = subjectBefore(reading, i, low)
        return subject && { phrase: subject }
      }
      const reporter = subjectBefore(reading, i, low)
      return phrase && { phrase, ...(reporter && { reporter }) }
    }
  }
  if ((mask & ING) !== 0) {
    // "with spokesman Glen Caplin saying"
    const m = cue - 1 >= low ? reading.names.at[cue - 1] : -1
    const lead = m < 0 ? -1 : reading.names.mentions[m].from - 1
    if (
      m >= 0 &&
      reading.names.mentions[m].kind === 'person' &&
      !(lead >= 0 && (classes[lead] & PREP) !== 0 && !isWord(scan, lead, 'with'))
    ) {
      const direct = phraseAt(reading, cue - 1, low)
      if (direct !== undefined) return { phrase: direct }
    }
    // "Spicer said, adding"
    const said = cue - 2
    if (
      said > low &&
      kind[cue - 1] === COMMA &&
      (classes[said] & (CUE | ING | BASE | WEAK)) === CUE &&
      reading.names.at[said] < 0 &&
      !isNounLike(reading, said, low)
    ) {
      const same = subjectBefore(reading, said, low)
      if (same !== undefined) return { phrase: same }
    }
    // A sentence that begins with "Adding" is of whom the one before was.
    const from = cue === low && low > 0 ? sentenceStart(reading, low - 1) : innerClause(reading, low, cue)
    const clause = clauseSubject(reading, from, cue) ?? clauseSubject(reading, low, cue)
    return clause && { phrase: clause }
  }
  if (isNounLike(reading, cue, low)) return undefined
  if ((mask & (BASE | PAPER | ROLE)) !== 0) {
    if (cue > low && isWord(scan, cue - 1, 'to')) {
      // "Castro pledged to oppose"
      const finite = cue - 2
      const agent = finite > low && (classes[finite] & (CUE | ING | BASE)) === CUE ? subjectBefore(reading, finite, low) : undefined
      if (agent !== undefined) return { phrase: agent }
      const clause = clauseSubject(reading, low, cue)
      return clause && { phrase: clause }
    }
    if (!isFiniteCue(reading, cue, low)) return undefined
  }
  if (isPassive(reading, cue, low)) {
    for (let i = cue + 1; i < open && i - cue < 14; i++)
      if (isWord(scan, i, 'by')) {
        const phrase = phraseForward(reading, i + 1, open)
        if (phrase !== undefined) return { phrase }
      }
    if ((mask & WEAK) !== 0 || isWord(scan, cue, 'asked') || isWord(scan, cue, 'told')) return undefined
  }
  // "In other words, explained Rosenberg, ..."
  const behind = cue + 1 < open && kind[cue - 1] === COMMA && (mask & WEAK) === 0 ? reading.names.at[cue + 1] : -1
  if (behind >= 0 && reading.names.mentions[behind].kind === 'person') {
    const phrase = phraseForward(reading, cue + 1, open)
    if (phrase !== undefined && phrase.to + 1 <= open && kind[phrase.to + 1] !== WORD) return { phrase }
  }
  const phrase = subjectBefore(reading, cue, low)
  return phrase && { phrase }
}

/** The first token of the clause that a participle at `cue` hangs on: "when protesters interrupted her, shouting". */
function innerClause({ scan }: Reading, low: number, cue: number): number {
  const { kind, classes, pair } = scan
  let at = cue - 1
  if (at > low && kind[at] === COMMA) at--
  for (; at > low && kind[at] !== COMMA && kind[at] !== DASH; at--) {
    if (kind[at] === CLOSE && pair[at] >= 0) at = pair[at]
    else if (isWord(scan, at, 'when') || isWord(scan, at, 'where') || (isWord(scan, at, 'which') && (classes[at - 1] & PREP) !== 0))
      return at + 1
  }
  return low
}

/** Tells whether a verb gives something a name in its subject's own words: "called", "dismissed as". */
export function isNamer({ text, start, end }: Scan, cue: number): boolean {
  return namer.test(text.slice(start[cue], end[cue]))
}
