// Turns of speech: read from records, joined from the cues of captions, and the article that they make together.

import type { Turn } from './article.js'
import { isRecord, textsOf } from './fields.js'

/** The longest transcript's turns that are kept; the others are in its body only. */
const maxTurns = 100000

/** A turn of captions goes on until a sentence ends after so many seconds: its address then still leads near each of its words. */
const longTurn = 30

/** A pause of so many seconds ends a turn. */
const longPause = 5

const names = {
  speaker: ['speaker', 'name', 'speakername', 'who', 'role'],
  text: ['text', 'body', 'content', 'transcript', 'value'],
  startTime: ['starttime', 'start', 'begin', 'from', 'offset', 'startoffset'],
  endTime: ['endtime', 'end', 'to', 'endoffset'],
}

/** Reads turns of a record: `[{ speaker, text, startTime, endTime }]`, times in seconds or as `1:02:03.5`; what has no text is left out. */
export function turnsOf(value: unknown): Turn[] {
  if (!Array.isArray(value)) return []
  const turns: Turn[] = []
  for (const each of value.slice(0, maxTurns)) {
    if (!isRecord(each)) continue
    const members = new Map(Object.entries(each).map(([name, member]) => [name.replace(/[_\- ]/g, '').toLowerCase(), member]))
    const find = (known: readonly string[]) => known.map((name) => members.get(name)).find((found) => found !== undefined && found !== null)
    const text = textsOf(find(names.text)).join('\n')
    if (text === '') continue
    const turn: Turn = { text }
    const speaker = textsOf(find(names.speaker)).at(0)
    if (speaker !== undefined) turn.speaker = speaker
    place(turn, readSeconds(find(names.startTime)), readSeconds(find(names.endTime)))
    turns.push(turn)
  }
  return turns
}

/** Gives a turn its times, where they make sense. */
export function place(turn: Turn, startTime: number | undefined, endTime: number | undefined): Turn {
  if (startTime !== undefined) turn.startTime = startTime
  if (endTime !== undefined && endTime >= (startTime ?? 0)) turn.endTime = endTime
  return turn
}

/** Reads `83.5`, `1:23.5`, `00:01:23,500` as seconds; undefined for anything else. */
export function readSeconds(given: unknown): number | undefined {
  if (typeof given === 'number') return Number.isFinite(given) && given >= 0 ? given : undefined
  if (typeof given !== 'string' || given.length > 30) return undefined
  const parts = /^(?:(\d{1,4}):)?(?:(\d{1,4}):)?(\d{1,9})(?:[.,](\d{1,9}))?$/.exec(given.trim())
  if (parts === null) return undefined
  const [, first, second, last, fraction = ''] = parts
  const hours = second === undefined ? 0 : Number(first)
  const minutes = Number(second ?? first ?? 0)
  if (first !== undefined && Number(last) > 59) return undefined
  return (hours * 60 + minutes) * 60 + Number(last) + Number(`0.${fraction || 0}`)
}

/** Joins cues, which break wherever the screen is full, to turns: of one speaker, without a long pause, parted after long sentences. Linear. */
export function joinCues(cues: readonly Turn[]): Turn[] {
  const turns: Turn[] = []
  let parts: string[] = []
  let open: Turn | undefined
  const close = () => {
    if (open === undefined) return
    const text = parts.join(' ').replace(/\s+/g, ' ').trim()
    if (text !== '') turns.push({ ...open, text })
    parts = []
  }
  for (const cue of cues) {
    const start = cue.startTime ?? 0
    const goesOn =
      open !== undefined &&
      cue.speaker === open.speaker &&
      start - (open.endTime ?? start) < longPause &&
      !((cue.endTime ?? start) - (open.startTime ?? start) > longTurn && endsSentence(parts[parts.length - 1]))
    if (goesOn && open !== undefined) {
      if (cue.endTime !== undefined) open.endTime = Math.max(open.endTime ?? 0, cue.endTime)
    } else {
      close()
      open = { ...cue }
    }
    parts.push(cue.text)
  }
  close()
  return turns.slice(0, maxTurns)
}

/** The text of a transcript: a paragraph for each turn, behind the speaker's name where the speaker is another than before. */
export function textOfTurns(turns: readonly Turn[]): string {
  let before: string | undefined
  const paragraphs = turns.map(({ speaker, text }) => {
    const isNew = speaker !== undefined && speaker !== before
    before = speaker
    return isNew ? `${speaker}: ${text}` : text
  })
  return paragraphs.join('\n\n')
}

/** Who speaks in the turns, each once, in order. */
export function speakersOf(turns: readonly Turn[]): string[] | undefined {
  const speakers = new Set<string>()
  for (const { speaker } of turns) if (speaker !== undefined) speakers.add(speaker)
  return speakers.size === 0 ? undefined : [...speakers]
}

function endsSentence(text: string): boolean {
  return /[.!?…。]["'”’»)\]]{0,3}$/.test(text.trimEnd().slice(-8))
}
