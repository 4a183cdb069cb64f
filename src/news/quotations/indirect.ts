// Sure indirect speech: "Xi said that ...", "..., Xi said.", "According to Xi, ...", where no mark stands in the words.

import type { Piece } from './attribute.js'
import { accordingTo, type Pattern, sentenceEnd } from './attribution.js'
import { ADV, AUX, BASE, CUE, DET, ING, PREP, PRON, REL, TIME, VERB, WEAK } from './classes.js'
import { isPast, type Phrase, phraseForward, type Reading } from './phrases.js'
import { entityOf, type Spoken } from './pronouns.js'
import type { Quotation } from './quotation.js'
import { COLON, COMMA, DASH, FIRST_OF_SENTENCE, isWord, LEFT, OPEN, OTHER, STOP, WORD } from './scan.js'
import { isPassive, subjectBefore } from './subjects.js'
import { voiceOf } from './tell.js'

const plain = ['said', 'says', 'say']
const minWords = 3

/** Words without marks, tokens `from` to `to` (exclusive), and whose they are. */
interface Told {
  from: number
  to: number
  phrase: Phrase
  confidence: number
  reporter?: Phrase
  /** Where it is another verb than that by which it was found. */
  cue?: number
}

/** Finds what is said without marks, where the pattern leaves no doubt. */
export function indirectSpeech(reading: Reading, pieces: readonly Piece[]): Quotation[] {
  const { scan } = reading
  const { kind, classes, shape, count } = scan
  const found: Quotation[] = []
  const inQuote = new Uint8Array(count + 1)
  const spoken: Spoken[] = []
  for (const { span, voice } of pieces) {
    inQuote.fill(1, span.open, Math.min(span.close + 1, count))
    if (voice?.entity !== undefined) spoken.push({ token: voice.phrase.from, entity: voice.entity })
  }
  spoken.sort((a, b) => a.token - b.token)
  const usedCues = new Set(pieces.map(({ cue }) => cue))
  for (let low = 0; low < count; ) {
    const high = sentenceEnd(scan, low)
    let last = high
    while (last > low && (kind[last - 1] === STOP || kind[last - 1] === OTHER)) last--
    for (let cue = low; cue < high; cue++) {
      const isAccording = (classes[cue] & (CUE | ING)) !== CUE
      // most tokens are neither; their length tells (bench: quotes)
      if (isAccording && (scan.stem[cue] - scan.start[cue] !== 9 || !isWord(scan, cue, 'according'))) continue
      if (inQuote[cue] !== 0 || usedCues.has(cue)) continue
      const hit = isAccording ? byAccording(cue, low, last, high) : byVerb(cue, low, last)
      if (hit === undefined) continue
      const { from, phrase, confidence } = hit
      let { to, reporter } = hit
      // "..., according to KCNA"
      for (let i = from + 1; i < to && !isAccording; i++) {
        const source = kind[i - 1] === COMMA ? accordingTo(reading, i, high) : undefined
        if (source === undefined) continue
        to = i - 1
        reporter = source
      }
      if (to - from < minWords || hasMark(from, to)) continue
      const voice = { phrase, entity: entityOf(reading, phrase, spoken, inQuote) }
      const told = voiceOf(reading, { voice, reporter, cue: hit.cue ?? cue, pattern: 'after' satisfies Pattern, isWeak: false })
      if (told.speaker === undefined) continue
      const start = scan.start[from]
      const end = scan.end[to - 1]
      found.push({
        text: scan.text.slice(start, end),
        kind: 'indirect',
        start,
        end,
        ...told,
        confidence: Math.min(told.confidence, confidence),
      })
      break
    }
    low = Math.max(high, low + 1)
  }
  return found

  function hasMark(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (inQuote[i] !== 0 || kind[i] === OPEN || kind[i] === COLON) return true
    return false
  }

  function byVerb(cue: number, low: number, last: number): Told | undefined {
    const isPlain = plain.some((word) => isWord(scan, cue, word))
    const isTold = isWord(scan, cue, 'told')
    // "did not say that", "never said"
    if (cue > low && /(?:^|\W)(?:not|never|\w+n['’]t)$/i.test(scan.text.slice(scan.start[cue - 1], scan.end[cue - 1]))) return undefined
    if ((classes[cue] & WEAK) !== 0 || ((classes[cue] & BASE) !== 0 && !isPlain) || isPassive(reading, cue, low)) return undefined
    const phrase = subjectBefore(reading, cue, low)
    if (phrase === undefined || (phrase.kind === 'nominal' && phrase.mention === undefined && (classes[phrase.to] & PREP) !== 0))
      return undefined
    // "..., Xi said."
    const next = cue + 1
    const isLast = next >= last || (kind[next] === WORD && (classes[next] & (PREP | TIME)) !== 0 && last - next < 9)
    if (isLast && isPlain && phrase.from > low + minWords && kind[phrase.from - 1] === COMMA) {
      if (kind[low] === WORD && !scan.text.startsWith('But', scan.start[low]))
        return { from: low, to: phrase.from - 1, phrase, confidence: 0.85 }
    }
    if (next >= last) return undefined
    if (isWord(scan, next, 'that')) return { from: next + 1, to: last, phrase, confidence: 0.92 }
    if (isTold) {
      const whom = phraseForward(reading, next, last)
      for (let i = (whom?.to ?? last) + 1; i < last && (isWord(scan, i, 'that') || (classes[i] & (PREP | TIME)) !== 0); i++)
        if (isWord(scan, i, 'that')) return { from: i + 1, to: last, phrase, confidence: 0.9 }
      return undefined
    }
    if (!isPlain) return undefined
    // "said on Tuesday that"
    if (kind[next] === WORD && (classes[next] & (PREP | TIME | ADV)) !== 0) {
      for (let i = next; i < last && i - next < 9; i++) {
        if (kind[i] === COMMA || (kind[i] === WORD && (classes[i] & (CUE | AUX)) !== 0)) return undefined
        if (isWord(scan, i, 'that')) return { from: i + 1, to: last, phrase, confidence: 0.9 }
        // "said on Tuesday the road would be closed"
        if ((classes[i] & TIME) !== 0 && (classes[i + 1] & (DET | PRON)) !== 0 && !isWord(scan, i + 1, 'that') && hasVerb(i + 2, last))
          return { from: i + 1, to: last, phrase, confidence: 0.9 }
      }
      return undefined
    }
    if (kind[next] !== WORD && kind[next] !== 2) return undefined
    if ((classes[next] & REL) !== 0) return undefined
    const isClause = (classes[next] & (DET | PRON)) !== 0 || reading.names.at[next] >= 0 || hasVerb(next, last)
    return isClause && hasVerb(next, last) ? { from: next, to: last, phrase, confidence: 0.9 } : undefined
  }

  function hasVerb(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (kind[i] === WORD && ((classes[i] & (AUX | VERB)) !== 0 || isPast(scan, i))) return true
    return false
  }

  function byAccording(at: number, low: number, last: number, high: number): Told | undefined {
    const phrase = accordingTo(reading, at, high)
    if (phrase === undefined) return undefined
    if (at === low) {
      let comma = at
      while (comma < last && kind[comma] !== COMMA) comma++
      if (comma + 1 >= last || comma - phrase.to > 5) return undefined
      // "According to KNS, Ri added that ..."
      for (let i = comma + 2; i < last && i - comma < 9; i++) {
        const said = isWord(scan, i + 1, 'that') && (classes[i] & CUE) !== 0 ? byVerb(i, comma + 1, last) : undefined
        if (said !== undefined) return { ...said, reporter: phrase, cue: i }
      }
      return { from: comma + 1, to: last, phrase, confidence: 0.85 }
    }
    const isEnd = kind[at - 1] === COMMA && last - phrase.to < 8
    return isEnd && (shape[low] & FIRST_OF_SENTENCE) !== 0 && kind[low] !== DASH && kind[low] !== LEFT
      ? { from: low, to: at - 1, phrase, confidence: 0.85 }
      : undefined
  }
}
