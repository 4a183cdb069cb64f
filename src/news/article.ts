// What an article is, and what reading one gives: the article, what was wrong with it, or both.

/** A news article or a turn of speech, whatever vocabulary it was written in. */
export interface Article {
  /** As given, keeping its type; else derived: the url, else the file's name and line, else a hash of the text. */
  id: string | number
  headline?: string
  /** The first sentence, to show where there is no headline. */
  derivedHeadline?: string
  /** The plain text, paragraphs parted by line feeds. Empty where there is a headline only. */
  body: string
  author?: string | string[]
  outlet?: string
  /** ISO 8601 in UTC, as precise as what was given (`1997`, `2017-11-02`, `2017-11-02T10:30:00.000Z`); as given where that cannot be read as a date. */
  published?: string
  /** The same in milliseconds since 1970, UTC: of a year, month or day, its start. Absent where the date cannot be read, or has two readings. */
  publishedTime?: number
  /** The date as it was given. */
  publishedText?: string
  /** True where the date has two readings (`03/04/2021`). */
  publishedIsAmbiguous?: true
  /** An address; never one that runs a program (`javascript:`, `data:`). */
  url?: string
  section?: string
  /** Who speaks in it, in order. */
  speakers?: string[]
  /** Where it was written: the dateline's place. */
  place?: string
  /** Of a transcript: what each said, in order. */
  turns?: Turn[]
}

/** What one speaker said without a break, or without a pause of seconds. */
export interface Turn {
  speaker?: string
  text: string
  /** Seconds from the start of the recording, where they are known. */
  startTime?: number
  /** Seconds; after `startTime`. */
  endTime?: number
  /** The article's address with the second of its recording: `https://lamp.example/debate#t=83`. */
  url?: string
}

/** What is wrong with one record of an input. */
export interface InputProblem {
  /** What was expected, what came, and the cure. */
  message: string
  /** The input's name; empty where it has none. */
  name: string
  /** Counts from 1; where the record starts. */
  line?: number
}

/** One record read: an article, a problem, or both (an article whose date cannot be read). Never neither. */
export interface ParsedArticle {
  article?: Article
  /** Where the article stands in its input. */
  origin?: Origin
  problem?: InputProblem
}

/** Where a text comes from: for messages, and for the ids of articles that have none. */
export interface Origin {
  /** A file name or address. */
  name?: string
  /** What ids made of it begin with; by default its name. A whole path would tell all readers of an index how a machine is laid out. */
  label?: string
  /** The number of the text's first line, from 1. */
  line?: number
  /** Which record of the text this is, from 1; by default its line. */
  number?: number
  /** The address that the text was fetched from: links in it are relative to it, and an article that is the whole text has it where it names none. */
  url?: string
}

/** The longest record that is read, in UTF-16 code units: 16 Mi. A longer one is a problem. */
export const maxRecordLength = 16 * 1024 * 1024

const derivedLength = 120

/** Words whose full stop mostly ends no sentence. */
const abbreviations = new Set('Mr Mrs Ms Dr Prof Gov Sen Rep Gen Lt Col Sgt Capt Rev Hon St Jan Feb Aug Sept Oct Nov Dec No vs'.split(' '))

/** Gives a headline to show for an article without one: its first sentence, at most 120 UTF-16 code units. */
export function derivedHeadline(body: string): string {
  const text = body.slice(0, 2000).replace(/\s+/g, ' ').trim()
  const end = firstSentenceEnd(text)
  if (end <= derivedLength) return text.slice(0, end)
  const space = text.lastIndexOf(' ', derivedLength - 1)
  const cut = space > derivedLength / 2 ? space : derivedLength - 1
  const whole = isHighSurrogate(text.charCodeAt(cut - 1)) ? cut - 1 : cut
  return text.slice(0, whole) + '…'
}

/** The offset after the first full stop that ends a sentence: not one after an initial or a short title (`U.S.`, `Mr.`, `Gov.`). */
function firstSentenceEnd(text: string): number {
  for (let i = 0; i < text.length; i++) {
    if (!'.!?'.includes(text[i])) continue
    let end = i + 1
    while (end < text.length && '"\'”’»)]'.includes(text[end])) end++
    if (end === text.length) return end
    if (text[end] !== ' ' || (text[i] === '.' && isAbbreviation(text, i))) continue
    return end
  }
  return text.length
}

function isAbbreviation(text: string, stop: number): boolean {
  let start = stop
  while (start > 0 && text[start - 1] !== ' ' && stop - start <= 5) start--
  const word = text.slice(start, stop)
  return word.length <= 1 || word.includes('.') || abbreviations.has(word)
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}
