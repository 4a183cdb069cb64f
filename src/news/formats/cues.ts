// Captions: cues with their times, as WebVTT and SubRip write them, and the transcript they make.

import { maxRecordLength, type Origin, type ParsedArticle, type Turn } from '../article.js'
import { type Header, readHeader } from '../header.js'
import { decodeEntities } from '../markup/entities.js'
import { inputProblem, tooLong } from '../record.js'
import { joinCues, place, readSeconds, speakersOf, textOfTurns } from '../turns.js'
import { readLabel } from './labels.js'
import { withHeaders } from './text.js'

/** Reads the cues of captions, WebVTT or SubRip, joined to turns; blocks of notes may hold header lines. Linear. */
export function parseCues(given: string, origin: Origin): ParsedArticle {
  if (given.length > maxRecordLength) return { problem: tooLong(given.length, origin) }
  const { cues, found } = readCues(given.split(/\r\n|\r|\n/))
  const turns = joinCues(cues)
  if (turns.length === 0) {
    const got = given.trim() === '' ? 'an empty text' : 'no cue with a text'
    const cure = 'Write a line such as 00:01:02.000 --> 00:01:05.000 and the text below it.'
    return { problem: inputProblem(origin, 'captions', got, cure) }
  }
  return withHeaders({ id: '', body: textOfTurns(turns), turns, speakers: speakersOf(turns) }, found, origin)
}

/** Reads a cue's line of times; undefined where it is none. */
export function readTiming(line: string): { startTime: number; endTime: number | undefined } | undefined {
  const arrow = line.slice(0, 40).indexOf('-->')
  if (arrow < 0) return undefined
  const startTime = readSeconds(line.slice(0, arrow))
  const endTime = readSeconds(
    line
      .slice(arrow + 3)
      .trim()
      .split(/\s/, 1)[0],
  )
  return startTime === undefined ? undefined : { startTime, endTime }
}

function readCues(lines: readonly string[]): { cues: Turn[]; found: Map<Header, string[]> } {
  const cues: Turn[] = []
  const found = new Map<Header, string[]>()
  const names = namesIn(lines)
  let carried: string | undefined
  let at = 0
  if (/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) {
    const title = lines[0]
      .slice(6)
      .replace(/^[\s–—-]+/, '')
      .trim()
    if (title !== '') found.set('headline', [title])
    // The lines below it, to the first blank one, are about the file.
    while (at < lines.length && lines[at].trim() !== '') at++
  }
  while (at < lines.length) {
    const line = lines[at].trim()
    const timing = readTiming(line)
    if (timing === undefined) {
      at = /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line) ? readBlock(lines, at, found) : at + 1
      continue
    }
    const said: string[] = []
    for (at++; at < lines.length && lines[at].trim() !== ''; at++) {
      // A missing blank line: the next cue begins, or its number does.
      if (readTiming(lines[at]) !== undefined) break
      if (/^\d{1,9}$/.test(lines[at].trim()) && readTiming(lines[at + 1] ?? '') !== undefined) break
      said.push(lines[at])
    }
    carried = pushCue(cues, said, timing, { carried, names })
  }
  return { cues, found }
}

/** Who speaks by the labels: one word that stands before a colon once (`Tonight: herring.`) is nobody, but in capitals or behind `>>`. */
function namesIn(lines: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const names = new Set<string>()
  for (const line of lines) {
    const plain = withoutStyles(line).replace(/<[^<>]{0,80}>/g, '')
    const speaker = readLabel(plain)?.speaker
    if (speaker === undefined) continue
    const isSure = seen.has(speaker) || /\s/.test(speaker) || speaker === speaker.toUpperCase() || plain.trimStart().startsWith('>>')
    if (isSure) names.add(speaker)
    seen.add(speaker)
  }
  return names
}

/** Walks over a block that is no cue; header lines in a note are the article's. */
function readBlock(lines: readonly string[], start: number, found: Map<Header, string[]>): number {
  let at = start
  for (; at < lines.length && lines[at].trim() !== ''; at++) {
    const header = lines[start].startsWith('NOTE') ? readHeader(lines[at].replace(/^NOTE\s{1,4}/, '')) : undefined
    if (header !== undefined && header.value !== '') found.set(header.name, [...(found.get(header.name) ?? []), header.value])
  }
  return at
}

/** Adds the turns of one cue: one for each voice or label in it. Gives the speaker who goes on in the next cue, where labels tell. */
function pushCue(
  cues: Turn[],
  lines: readonly string[],
  { startTime, endTime }: { startTime: number; endTime: number | undefined },
  { carried, names }: { carried: string | undefined; names: ReadonlySet<string> },
): string | undefined {
  const push = (speaker: string | undefined, text: string) => {
    const turn: Turn = place({ text: '' }, startTime, endTime)
    turn.text = text.replace(/\s+/g, ' ').trim()
    if (speaker !== undefined && speaker !== '') turn.speaker = speaker
    if (turn.text !== '') cues.push(turn)
  }
  const voices = voicesOf(lines.join('\n'))
  if (voices.some(({ speaker }) => speaker !== undefined)) {
    for (const { speaker, text } of voices) push(speaker, text)
    return undefined
  }
  let speaker = carried
  let held: string[] = []
  for (const line of voices
    .map(({ text }) => text)
    .join('')
    .split('\n')) {
    const label = readLabel(line)
    if (label === undefined || (label.speaker !== undefined && !names.has(label.speaker))) {
      held.push(line.replace(/^[-–—]\s?(?=\S)/, ''))
      continue
    }
    push(speaker, held.join(' '))
    speaker = label.speaker
    held = [label.text]
  }
  push(speaker, held.join(' '))
  return speaker
}

/** Parts a cue's text by its `<v Name>` tags, and takes out all others; entities are decoded. */
function voicesOf(text: string): { speaker: string | undefined; text: string }[] {
  const voices: { speaker: string | undefined; text: string }[] = [{ speaker: undefined, text: '' }]
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('<', at)
    const close = open < 0 ? -1 : text.indexOf('>', open)
    const last = voices[voices.length - 1]
    last.text += decodeEntities(withoutStyles(text.slice(at, close < 0 ? text.length : open)))
    if (close < 0) break
    const tag = text.slice(open + 1, close)
    const voice = /^v(?:\.[^\s]{0,80})?\s{1,9}/.exec(tag)
    if (voice !== null) voices.push({ speaker: decodeEntities(tag.slice(voice[0].length)).replace(/\s+/g, ' ').trim(), text: '' })
    else if (tag.trim() === '/v') voices.push({ speaker: undefined, text: '' })
    else if (!/^\/?[a-z0-9:.]/i.test(tag)) last.text += text.slice(open, close + 1)
    at = close + 1
  }
  return voices.filter((voice) => voice.text.trim() !== '')
}

/** `{\an8}` and its like: places and colours in SubRip. */
function withoutStyles(text: string): string {
  return text.includes('{\\') ? text.replace(/\{\\[^{}\n]{0,80}\}/g, '') : text
}
