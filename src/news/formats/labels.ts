// Who speaks, as transcripts and captions mark it: `NAME:`, `Name (00:01:23):`, `[00:01:23] NAME:`, `>> NAME:`.

import { readSeconds } from '../turns.js'

/** A line that begins a turn. */
export interface Label {
  /** Undefined where only a change of speaker is marked (`>>`). */
  speaker?: string
  /** Seconds. */
  startTime?: number
  /** What is said on the line. */
  text: string
}

const longestName = 60
const mostWords = 6

/** Words that stand before a colon without being anybody. */
const notNames = new Set(
  (
    'note notes update correction editor editors ps source sources photo photos image images video audio read more related also see example warning caution tip http https ' +
    'subject re fwd cc to from date time place location venue present address phone tel fax email website url where when what why how who summary background key facts'
  ).split(' '),
)

const particles = new Set('de da del della der van von bin ibn al el la le du dos das di y e af av of the and'.split(' '))

/** Reads the label of a line; undefined where it has none. Linear. */
export function readLabel(line: string): Label | undefined {
  let rest = line.trimStart()
  let startTime: number | undefined
  const changes = /^>{2,3}\s?/.exec(rest)?.[0] ?? ''
  rest = rest.slice(changes.length).replace(/^[-–—]\s/, '')
  const stamp = /^[[(]?(\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)[\])]?\s{1,4}/.exec(rest)
  if (stamp !== null) {
    startTime = readSeconds(stamp[1])
    rest = rest.slice(stamp[0].length).replace(/^[-–—|]\s/, '')
  }
  const colon =
    rest.slice(0, longestName + 20).indexOf(': ') >= 0 ? rest.indexOf(': ') : rest.trimEnd().endsWith(':') ? rest.trimEnd().length - 1 : -1
  if (colon > 0 && colon <= longestName + 20) {
    let name = rest.slice(0, colon).trim()
    const after = /\s?[[(](\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)[\])]$/.exec(name)
    if (after !== null) {
      startTime ??= readSeconds(after[1])
      name = name.slice(0, -after[0].length)
    }
    if (isName(name)) return labelOf(name, startTime, rest.slice(colon + 1).trim())
  }
  if (changes !== '') return labelOf(undefined, startTime, rest.trim())
  return undefined
}

function labelOf(speaker: string | undefined, startTime: number | undefined, text: string): Label {
  const label: Label = { text }
  if (speaker !== undefined) label.speaker = speaker
  if (startTime !== undefined) label.startTime = startTime
  return label
}

/** Up to six words that are capitalised, but for particles: `PRESIDENT DE LA CRUZ`, `Q`, `Speaker 2`, `Dr. Ann O’Neil (UK)`. */
function isName(name: string): boolean {
  if (name === '' || name.length > longestName || notNames.has(name.toLowerCase())) return false
  const words = name.split(/\s+/)
  if (words.length > mostWords || notNames.has(words[0].toLowerCase().replace(/[^\p{L}]/gu, ''))) return false
  if (!/^\p{Lu}|^\p{Lo}/u.test(words[0])) return false
  return words.every((word) => /^[("“]?(?:\p{Lu}|\p{Lo}|\d)/u.test(word) || particles.has(word.toLowerCase()))
}
