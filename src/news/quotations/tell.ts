// Pieces made into quotations: words, ranges, speaker, reporter, confidence.

import type { Piece, Voice } from './attribute.js'
import type { Pattern } from './attribution.js'
import { isAgency } from './attribution.js'
import { nominalText, type Reading } from './phrases.js'
import type { Quotation, QuotationPart, QuotationSpeaker } from './quotation.js'
import { isWord, POSSESSIVE } from './scan.js'

/** How often each pattern named the right speaker, where that is a person's name. */
const trust: Readonly<Record<Pattern, number>> = {
  after: 0.95,
  'after-near': 0.92,
  turn: 0.93,
  colon: 0.92,
  trailing: 0.93,
  embedded: 0.93,
  before: 0.9,
  carried: 0.9,
  according: 0.85,
  line: 0.74,
  clause: 0.69,
  floating: 0.54,
  noun: 0.45,
  none: 0.2,
}

/** How much less it is worth if another name, another noun phrase or a pronoun stands there. */
const loss = [0, 0.15, 0.1, 0.17] as const

/** Makes quotations of pieces, with those nested in them. */
export function tell(reading: Reading, pieces: readonly Piece[]): Quotation[] {
  const { scan } = reading
  const found: Quotation[] = []
  const byGroup = new Map<number, Quotation>()
  let n = 0
  const { spans } = scan.marks
  for (const piece of pieces) {
    if (!piece.isSpeech) continue
    const range = trimmed(scan.text, piece.span.start, piece.span.end, piece.kind === 'mixed')
    if (range.end <= range.start) continue
    const known = byGroup.get(piece.group)
    if (known !== undefined) {
      known.parts ??= [{ start: known.start, end: known.end }]
      known.parts.push(range)
      known.end = range.end
      known.kind = 'direct'
    } else {
      const quotation: Quotation = { text: '', kind: piece.kind, ...range, ...voiceOf(reading, piece) }
      byGroup.set(piece.group, quotation)
      found.push(quotation)
    }
    // spans are in order of their openers, as pieces are
    while (n < spans.length && spans[n].open <= piece.span.open) n++
    for (; n < spans.length && spans[n].open < piece.span.close; n++) {
      if (spans[n].close > piece.span.close) continue
      const inner = trimmed(scan.text, spans[n].start, spans[n].end, true)
      if (inner.end > inner.start) found.push({ text: '', kind: 'mixed', ...inner, ...voiceOf(reading, piece), nested: true })
    }
  }
  for (const quotation of found)
    quotation.text = (quotation.parts ?? [quotation]).map(({ start, end }) => scan.text.slice(start, end)).join(' ')
  return found
}

/** A range without white space and commas at its ends, and without a full stop after words that are no sentence. */
function trimmed(text: string, start: number, end: number, isPartial: boolean): QuotationPart {
  while (start < end && /[\s,]/.test(text[start])) start++
  while (end > start && (/[\s,]/.test(text[end - 1]) || (isPartial && text[end - 1] === '.'))) end--
  return { start, end }
}

/** Speaker, reporter, cue and confidence of a piece. */
export function voiceOf(
  reading: Reading,
  { voice, reporter, cue, pattern, isWeak }: Pick<Piece, 'voice' | 'reporter' | 'cue' | 'pattern' | 'isWeak'>,
): Pick<Quotation, 'speaker' | 'reportedBy' | 'cue' | 'confidence'> {
  const { scan } = reading
  const speaker = voice && speakerOf(reading, voice)
  const reportedBy = reporter && nameOf(reading, { phrase: reporter, entity: reporter.mention?.entity })
  const beside =
    voice === undefined ? 0 : voice.phrase.kind === 'pronoun' ? 3 : voice.phrase.kind === 'nominal' ? 2 : speaker?.kind === 'person' ? 0 : 1
  const confidence = speaker === undefined ? 0.2 : trust[pattern] - loss[beside] - (isWeak && pattern !== 'clause' ? 0.06 : 0)
  return {
    ...(speaker && { speaker }),
    ...(reportedBy && reportedBy !== speaker?.name && { reportedBy }),
    ...(cue >= 0 && { cue: isWord(scan, cue, 'according') ? 'according to' : scan.text.slice(scan.start[cue], scan.end[cue]) }),
    confidence: Math.round(Math.max(0.05, confidence) * 100) / 100,
  }
}

function nameOf(reading: Reading, { phrase, entity }: Voice): string | undefined {
  const { scan } = reading
  // "Russia's Tass news agency": the agency's own name says it all.
  if (phrase.kind !== 'pronoun') {
    for (let i = phrase.from; i <= phrase.to; i++) {
      const m = reading.names.at[i]
      const mention = m < 0 ? undefined : reading.names.mentions[m]
      if (mention?.entity === undefined || (scan.shape[i] & POSSESSIVE) !== 0) continue
      const isNamed =
        mention.kind === 'organization' && phrase.to > mention.last && phrase.kind === 'nominal' && isWord(scan, phrase.to, 'agency')
      if (isNamed) return mention.entity.name
    }
  }
  if (entity !== undefined && (phrase.kind !== 'name' || phrase.mention?.kind !== 'role')) return entity.name
  if (phrase.kind === 'pronoun') return undefined
  return nominalText(scan, phrase)
}

/** The speaker that a voice is; undefined for a pronoun that leads to nobody. */
export function speakerOf(reading: Reading, voice: Voice): QuotationSpeaker | undefined {
  const { scan } = reading
  const name = nameOf(reading, voice)
  if (name === undefined || name === '') return undefined
  const { phrase, entity } = voice
  const from = phrase.kind === 'name' && phrase.mention !== undefined ? phrase.mention.first : phrase.from
  const start = scan.start[from]
  const end = scan.stem[phrase.to]
  const kind =
    entity?.kind === 'organization'
      ? 'organization'
      : entity !== undefined
        ? 'person'
        : phrase.kind === 'name'
          ? 'organization'
          : isAgency(reading, phrase)
            ? 'organization'
            : 'nominal'
  return { name, mention: scan.text.slice(start, end), start, end, kind }
}
