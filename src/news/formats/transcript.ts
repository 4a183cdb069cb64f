// Plain transcripts: newswire text whose paragraphs begin with who speaks, with or without the time.

import type { Article, Origin, ParsedArticle, Turn } from '../article.js'
import { maxRecordLength } from '../article.js'
import type { ArticleFormat } from '../format.js'
import { readHeader, readHeaders } from '../header.js'
import { inputProblem, tooLong } from '../record.js'
import { speakersOf, textOfTurns } from '../turns.js'
import { readLabel } from './labels.js'
import { readFooter, withHeaders } from './text.js'

/** A text is a transcript where there are so many turns, and as many as other paragraphs. */
const leastTurns = 2

/** Header lines as in `text`, then turns: `NAME: ...`, also `[00:01:23] NAME: ...` and `Name (1:23): ...`. */
export const transcript: ArticleFormat = {
  name: 'transcript',
  extensions: ['transcript'],
  aliases: ['turns'],
  byLine: false,

  detect(head) {
    const lines = head.split(/\r\n|\r|\n/)
    if (lines.length > 1 && head.length > 60000) lines.pop()
    const { next } = readHeaders(lines)
    let turns = 0
    let others = 0
    const spoken = lines.slice(next).filter((line) => line.trim() !== '' && !/^(?:read at|url|https?):/i.test(line))
    for (const line of spoken) {
      const label = readHeader(line) === undefined ? readLabel(line) : undefined
      if (label === undefined) others++
      else turns++
    }
    // One of the first lines is somebody's: an article may quote an exchange further down.
    return turns >= leastTurns && turns >= others && spoken.slice(0, 3).some((line) => readLabel(line) !== undefined)
  },

  *parse(given, origin) {
    if (given.length > maxRecordLength) yield { problem: tooLong(given.length, origin) }
    else yield parseTranscript(given, origin)
  },
}

function parseTranscript(given: string, origin: Origin): ParsedArticle {
  const lines = given.split(/\r\n|\r|\n/)
  const { found, next } = readHeaders(lines)
  const end = readFooter(lines, next, found)
  const turns = readTurns(lines.slice(next, end))
  if (turns.length === 0) {
    const got = given.trim() === '' ? 'an empty text' : 'no turn'
    return { problem: inputProblem(origin, 'turns of speech', got, 'Begin each with who speaks: "ANN LEE: Good evening."') }
  }
  const article: Article = { id: '', body: textOfTurns(turns), turns, speakers: speakersOf(turns) }
  return withHeaders(article, found, origin)
}

/** Reads turns line by line; a line without a label goes on with the turn before it. A turn ends where the next one that has a time begins. */
function readTurns(lines: readonly string[]): Turn[] {
  const turns: Turn[] = []
  let open: { turn: Turn; paragraphs: string[] } | undefined
  const close = () => {
    if (open === undefined) return
    open.turn.text = open.paragraphs.join('\n').trim()
    if (open.turn.text !== '') turns.push(open.turn)
  }
  for (const line of lines) {
    const label = readLabel(line)
    if (label === undefined) {
      if (line.trim() === '') continue
      open ??= { turn: { text: '' }, paragraphs: [] }
      open.paragraphs.push(line.trim())
      continue
    }
    close()
    const turn: Turn = { text: '' }
    if (label.speaker !== undefined) turn.speaker = label.speaker
    if (label.startTime !== undefined) turn.startTime = label.startTime
    open = { turn, paragraphs: label.text === '' ? [] : [label.text] }
  }
  close()
  for (let i = 0; i + 1 < turns.length; i++) {
    const { startTime } = turns[i + 1]
    if (startTime !== undefined && turns[i].startTime !== undefined && startTime >= turns[i].startTime!) turns[i].endTime = startTime
  }
  return turns
}
