// The spans of a text in order: which are speech, and who speaks; neighbours lend each other what they lack.

import {
  type Attribution,
  after,
  before,
  clause,
  isAgency,
  line,
  ownerOfWords,
  type Pattern,
  sentenceEnd,
  trailing,
} from './attribution.js'
import { BASE, CUE, DET, ING, OWNER, PREP, WEAK } from './classes.js'
import { isNamer } from './cues.js'
import type { Span } from './marks.js'
import type { Entity } from './names.js'
import { type Phrase, phraseForward, type Reading } from './phrases.js'
import { entityOf, type Spoken } from './pronouns.js'
import { CAP, COLON, COMMA, FIRST_OF_SENTENCE, isWord, OPEN, STOP, WORD } from './scan.js'
import { isAnnounced, type Look, look } from './speech.js'
import { clauseSubject, sentenceStart, subjectBefore } from './subjects.js'
import { addTurns, dialogue } from './turns.js'

/** Who speaks: an entity, or a phrase that is no name. */
export interface Voice {
  entity: Entity | undefined
  phrase: Phrase
}

/** A span with what was found out about it. */
export interface Piece {
  span: Span
  look: Look
  isSpeech: boolean
  kind: 'direct' | 'mixed'
  pattern: Pattern
  isWeak: boolean
  cue: number
  voice: Voice | undefined
  reporter: Phrase | undefined
  /** Pieces of one quotation have one number. */
  group: number
}

/** Reads the spans of a text. */
export function attribute(reading: Reading): Piece[] {
  const { scan } = reading
  const outer = outerSpans(reading)
  const inQuote = new Uint8Array(scan.count + 1)
  for (const { open, close } of outer) inQuote.fill(1, open, Math.min(close + 1, scan.count))
  const spoken: Spoken[] = []
  let pieces: Piece[] = []
  let group = 0
  let read = 0
  for (let s = 0; s < outer.length; s++) {
    const span = outer[s]
    const shown = look(scan, span)
    const low = sentenceStart(reading, span.open)
    const close = span.isClosed ? span.close : span.close - 1
    const high =
      close + 1 < scan.count && scan.paragraph[close + 1] === scan.paragraph[span.open] && (scan.shape[close + 1] & FIRST_OF_SENTENCE) === 0
        ? sentenceEnd(scan, close + 1)
        : close + 1
    read = hear(reading, read, span.open, spoken, inQuote)
    const previous = pieces[pieces.length - 1]
    const piece: Piece = {
      span,
      look: shown,
      isSpeech: true,
      kind: 'direct',
      pattern: 'none',
      isWeak: false,
      cue: -1,
      voice: undefined,
      reporter: undefined,
      group: group++,
    }
    pieces.push(piece)
    const startsSentence = low === span.open
    const isWhole = startsSentence && high === close + 1
    const follows = previous !== undefined && scan.paragraph[previous.span.open] === scan.paragraph[span.open]
    // A quotation that runs on from the paragraph before.
    if (
      previous !== undefined &&
      !previous.span.isClosed &&
      previous.isSpeech &&
      scan.paragraph[span.open] === scan.paragraph[previous.span.open] + 1 &&
      span.open === scan.paragraphs[scan.paragraph[span.open]]
    ) {
      const isIntroduced = previous.pattern === 'colon' || previous.pattern === 'before'
      const own = span.isClosed && !isIntroduced ? after(reading, span.close, shown.ending, true) : undefined
      piece.group = previous.group
      if (own !== undefined) {
        take(reading, piece, own, spoken, inQuote)
        for (let i = pieces.length - 2; i >= 0 && pieces[i].group === piece.group; i--)
          if (pieces[i].pattern !== 'colon' && pieces[i].pattern !== 'before') copyVoice(pieces[i], piece, piece.pattern)
        continue
      }
      copyVoice(piece, previous, previous.pattern)
      if (piece.voice !== undefined) continue
    }
    let found: Attribution | undefined = span.isClosed
      ? after(reading, span.close, shown.ending, startsSentence && shown.words > 2)
      : undefined
    const isSplit =
      follows && previous.cue >= 0 && previous.voice !== undefined && previous.pattern === 'after' && isBetween(reading, previous, span)
    // "... there, the memo stated."
    if (found === undefined && isSplit && !isWhole) found = trailing(reading, close, high)
    if (found === undefined && isSplit) {
      copyVoice(piece, previous, previous.pattern)
      if (previous.look.ending !== 'stop' && !startsSentence) piece.group = previous.group
      piece.kind = kindOf(reading, piece, low)
      if (piece.group === previous.group) piece.kind = previous.kind = 'direct'
      continue
    }
    const introduced =
      !startsSentence || (span.open > 0 && scan.kind[span.open - 1] === COLON) ? before(reading, span.open, low) : undefined
    // "calling Castro “a fraud,” Oakes said"
    if (
      found !== undefined &&
      introduced !== undefined &&
      ((!shown.isCapital && !isAgency(reading, found.phrase) && isNamer(scan, introduced.cue) && span.open - introduced.cue < 5) ||
        (found.isWeak && introduced.pattern === 'colon'))
    )
      found = introduced
    // "Calling it “a mess,” Oakes left."
    if (
      found === undefined &&
      low < span.open &&
      !isWhole &&
      (scan.classes[low] & (CUE | ING)) === (CUE | ING) &&
      reading.names.at[low] < 0
    ) {
      const phrase = phraseForward(reading, scan.kind[close + 1] === COMMA ? close + 2 : close + 1, high)
      if (phrase !== undefined && phrase.kind !== 'nominal') found = { phrase, cue: low, pattern: 'before', isWeak: false }
    }
    if (found === undefined && introduced !== undefined) {
      found = introduced
      if (introduced.isWeak || introduced.phrase.kind === 'nominal') {
        const tail = trailing(reading, close, high)
        if (
          tail !== undefined &&
          tail.phrase.kind !== 'nominal' &&
          !isAgency(reading, tail.phrase) &&
          (introduced.isWeak || introduced.pattern === 'embedded')
        )
          found = tail
      }
    }
    if (
      found !== undefined &&
      found !== introduced &&
      introduced !== undefined &&
      isAgency(reading, found.phrase) &&
      !isAgency(reading, introduced.phrase)
    ) {
      found = { ...introduced, reporter: found.phrase }
    }
    if (found !== undefined && found.reporter === undefined && !isWhole) {
      const tail = trailing(reading, close, high)
      if (tail !== undefined && tail.cue !== found.cue && isAgency(reading, tail.phrase) && !isAgency(reading, found.phrase))
        found = { ...found, reporter: tail.phrase }
    }
    if (found === undefined) found = trailing(reading, close, high)
    if (found === undefined && (isWhole || shown.ending !== 'none' || startsSentence))
      found = span.isClosed ? line(reading, span.close) : undefined
    if (found === undefined && !startsSentence) found = ownerOfWords(reading, span.open, low)
    piece.kind = kindOf(reading, piece, low)
    if (found !== undefined) {
      if (startsSentence && found.pattern === 'after') piece.kind = 'direct'
      take(reading, piece, found, spoken, inQuote)
      continue
    }
    // No cue of its own, but a paragraph before that ends in a colon.
    if (startsSentence && span.open > 0 && scan.kind[span.open - 1] === COLON) {
      const led = before(reading, span.open, sentenceStart(reading, span.open - 1))
      if (led !== undefined) {
        take(reading, piece, { ...led, pattern: 'colon' }, spoken, inQuote)
        continue
      }
    }
    if (isWhole && follows && previous.isSpeech && previous.voice !== undefined && previous.pattern !== 'clause') {
      copyVoice(piece, previous, 'carried')
      continue
    }
    if (
      !startsSentence &&
      follows &&
      previous.isSpeech &&
      previous.voice !== undefined &&
      scan.sentence[previous.span.open] === scan.sentence[span.open]
    ) {
      copyVoice(piece, previous, previous.pattern)
      continue
    }
    if (!startsSentence) {
      const subject = clause(reading, span.open)
      if (subject !== undefined) {
        take(reading, piece, subject, spoken, inQuote)
        continue
      }
    }
    piece.pattern = isWhole ? 'floating' : 'none'
    if (isWhole && span.open > 0 && scan.paragraph[span.open - 1] === scan.paragraph[span.open] && inQuote[span.open - 1] === 0) {
      const start = sentenceStart(reading, span.open - 1)
      const phrase = clauseSubject(reading, start, span.open)
      if (phrase !== undefined && phrase.kind !== 'nominal')
        take(reading, piece, { phrase, cue: -1, pattern: 'clause', isWeak: true }, spoken, inQuote)
    }
  }
  settle(reading, pieces, spoken, inQuote)
  const lines = dialogue(reading, (phrase) => ({ phrase, entity: entityOf(reading, phrase, spoken, inQuote) }))
  if (lines.length > 0) pieces = [...pieces, ...lines].sort((a, b) => a.span.open - b.span.open)
  return addTurns(reading, pieces)
}

/** Notes who speaks without marks in the tokens `[from, to)`, for the pronouns that follow; returns `to`. */
function hear(reading: Reading, from: number, to: number, spoken: Spoken[], inQuote: Uint8Array): number {
  const { kind, classes } = reading.scan
  for (let i = from; i < to; i++) {
    if (kind[i] !== WORD || inQuote[i] !== 0 || (classes[i] & (CUE | WEAK | ING | BASE)) !== CUE || reading.names.at[i] >= 0) continue
    const phrase = subjectBefore(reading, i, Math.max(sentenceStart(reading, i), i - 40))
    const entity = phrase && phrase.from > (spoken[spoken.length - 1]?.token ?? -1) ? entityOf(reading, phrase, spoken, inQuote) : undefined
    if (phrase !== undefined && entity !== undefined && entity.kind === 'person') spoken.push({ token: phrase.from, entity })
  }
  return Math.max(from, to)
}

/** Spans outside others that are closed, or run on into the next paragraph. */
function outerSpans({ scan }: Reading): Span[] {
  const { kind, count } = scan
  return scan.marks.spans.filter(({ depth, isClosed, open, close }) => {
    if (depth > 0 || close <= open + 1) return false
    if (isClosed) return true
    const isFirst = open === 0 || scan.paragraph[open - 1] !== scan.paragraph[open]
    return (close < count && kind[close] === OPEN) || isFirst || kind[open - 1] === COLON || kind[open - 1] === COMMA
  })
}

/** Tells whether only a cue with its subject stands between two spans. */
function isBetween({ scan }: Reading, previous: Piece, span: Span): boolean {
  const { kind } = scan
  if (span.open - previous.span.close > 30) return false
  for (let i = previous.span.close + 1; i < span.open - 1; i++)
    if (kind[i] === STOP && (scan.shape[i + 1] & FIRST_OF_SENTENCE) !== 0) return false
  const before = kind[span.open - 1]
  return before === COMMA || before === STOP || before === COLON || kind[span.open - 1] === 6 || span.open - previous.cue < 6
}

function copyVoice(piece: Piece, from: Piece, pattern: Pattern): void {
  piece.voice = from.voice
  piece.cue = from.cue
  piece.reporter = from.reporter
  piece.pattern = pattern
  piece.isWeak = from.isWeak
}

function take(reading: Reading, piece: Piece, found: Attribution, spoken: Spoken[], inQuote: Uint8Array): void {
  const { phrase } = found
  piece.cue = found.cue
  piece.pattern = found.pattern
  piece.isWeak = found.isWeak
  piece.reporter = found.reporter
  piece.voice = { phrase, entity: entityOf(reading, phrase, spoken, inQuote) }
  const { entity } = piece.voice
  if (entity !== undefined && entity.kind !== 'organization' && found.pattern !== 'clause') spoken.push({ token: phrase.from, entity })
}

function kindOf({ scan }: Reading, { span, look: { isCapital, ending, words } }: Piece, low: number): 'direct' | 'mixed' {
  const { kind } = scan
  if (low === span.open) return words < 4 && ending === 'none' ? 'mixed' : 'direct'
  const before = kind[span.open - 1]
  if (before === COLON) return 'direct'
  return isCapital && (before === COMMA || ending === 'comma' || ending === 'query' || ending === 'stop') ? 'direct' : 'mixed'
}

/** Speakers from what comes before, for spans without a cue; then whether each is speech at all. */
function settle(reading: Reading, pieces: Piece[], spoken: readonly Spoken[], inQuote: Uint8Array): void {
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]
    if (piece.voice === undefined && piece.kind === 'direct') float(reading, pieces, i, spoken, inQuote)
    piece.isSpeech = judge(reading, piece)
  }
}

/** A quotation that is its own paragraph: whoever the paragraph before introduced or quoted. */
function float(reading: Reading, pieces: Piece[], i: number, spoken: readonly Spoken[], inQuote: Uint8Array): void {
  const { scan } = reading
  const piece = pieces[i]
  const paragraph = scan.paragraph[piece.span.open]
  const first = scan.paragraphs[paragraph]
  if (piece.span.open !== first || paragraph === 0) return
  const start = scan.paragraphs[paragraph - 1]
  const last = first - 1
  const previous = pieces[i - 1]
  if (
    previous?.voice !== undefined &&
    previous.isSpeech &&
    scan.paragraph[previous.span.open] >= paragraph - 1 &&
    previous.kind === 'direct'
  ) {
    copyVoice(piece, previous, 'floating')
    return
  }
  let low = sentenceStart(reading, last)
  if (low < start) low = start
  const phrase = clauseSubject(reading, low, first)
  if (phrase !== undefined) {
    piece.voice = { phrase, entity: entityOf(reading, phrase, spoken, inQuote) }
    piece.pattern = 'floating'
    return
  }
  if (previous?.voice !== undefined && previous.isSpeech && scan.paragraph[previous.span.open] >= paragraph - 2)
    copyVoice(piece, previous, 'floating')
}

function judge({ scan }: Reading, { span, look: shown, pattern, kind, voice }: Piece): boolean {
  const { words, isTitle, ending } = shown
  if (words === 0) return false
  const low = Math.max(0, span.open - 8)
  const isCued = pattern !== 'none' && pattern !== 'clause' && pattern !== 'floating'
  const before = span.open > 0 ? scan.kind[span.open - 1] : STOP
  if (isTitle && words <= 12 && ending !== 'query') {
    const announced = isAnnounced(scan, span.open, low)
    if (announced && !(pattern === 'after' && words === 1)) return false
    // "told “Fox and Friends”", "host of “The Press Pool”"
    const lead = before === WORD ? scan.classes[span.open - 1] : 0
    if (words > 1 && isCued && pattern !== 'after' && words < 7 && ((lead & (DET | PREP)) !== 0 || isWord(scan, span.open - 1, 'told')))
      return false
    // "the “Belt and Road Initiative,” said", "wrote “War and Peace” in 1867"
    const isNamed = pattern === 'after' ? before === WORD && (lead & (DET | OWNER)) === DET : isWord(scan, span.open - 1, 'wrote')
    if (words > 1 && words < 7 && isNamed && ending !== 'stop') return false
    if (kind === 'mixed' && !isCued) return false
  }
  // "Headline," by the Courier's Maud Lacassagne
  if (!isCued && span.close + 1 < scan.count && isWord(scan, span.close + 1, 'by') && (scan.shape[span.close + 2] & CAP) !== 0) return false
  // A capital in mid-sentence begins a name: "build a “Silk Road on ice”".
  if (kind === 'mixed' && !isCued && shown.isCapital && words < 6 && before === WORD) return false
  if (pattern === 'none') return kind === 'direct' ? ending !== 'none' || words > 5 : words > 5
  if (kind === 'direct' && (ending !== 'none' || words > 5)) return true
  // A few words without a cue are somebody's only if that is a person.
  if (pattern === 'clause') return words > (voice?.phrase.kind === 'nominal' ? 6 : 1)
  return true
}
