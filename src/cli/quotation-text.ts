// How quotations and speakers look in a terminal: who, the words with what matches marked, the article they stand in.

import type { QuotationHit } from '../news/quotation-search.js'
import type { Speaker } from '../news/speakers.js'
import { dateText, headlineOf, marked, oneLine, scoreText, squeeze, timeText } from './hits.js'
import { columnWidth, counted, grouped, type Output, visible, wrap, wrapMarked } from './output.js'

const indent = '    '

/** Below it a speaker is shown with a question mark. */
const sure = 0.7

/** A quotation as lines of text: number and speaker, the words, the article's headline, and outlet, date, score and address. */
export function quotationText(number: number, hit: QuotationHit, output: Output): string {
  const { colors, width } = output
  const { speaker, mention, reportedBy, confidence, startTime, endTime, outlet, published, score, url, id } = hit
  const who = speaker === undefined ? 'unknown' : `${oneLine(speaker)}${confidence < sure ? ' ?' : ''}`
  const beside = [
    mention !== undefined && mention.length > 4 && !speaker?.includes(mention) ? `as ${oneLine(mention)}` : '',
    reportedBy === undefined ? '' : `reported by ${oneLine(reportedBy)}`,
  ].filter((each) => each !== '')
  const head = `${String(number).padStart(2)}. ${colors.bold(who)}${beside.length === 0 ? '' : colors.dim(`, ${beside.join(', ')}`)}`
  const facts = [
    oneLine(outlet),
    dateText(published),
    timeText(startTime, endTime),
    scoreText(score),
    hit.kind === 'indirect' ? 'not word for word' : '',
    oneLine(url ?? id),
  ].filter((fact) => fact !== '')
  const title = headlineOf({ headline: hit.headline ?? hit.derivedHeadline }, '')
  const lines = [head, wordsText(hit, output)]
  if (title !== '') lines.push(wrap(title, width, indent))
  lines.push(colors.dim(wrap(facts.join(' · '), width, indent)))
  return `${lines.join('\n')}\n`
}

/** The words between marks, but those that nobody said in just this form. */
function wordsText({ kind, text, highlights }: QuotationHit, output: Output): string {
  const [fragment = { text, start: 0, marks: [] }] = highlights
  const [open, close] = kind === 'indirect' ? ['', ''] : ['“', '”']
  const { text: words, marks } = squeeze(fragment)
  const shifted = marks.map(([from, to]) => [from + open.length, to + open.length] as const)
  return wrapMarked(`${open}${words}${close}`, shifted, (part) => marked(part, output), output.width, indent)
}

/** Speakers as a table: name, how often, since when, about what. */
export function speakersText(speakers: readonly Speaker[], output: Output): string {
  const rows = speakers.map(({ name, count, since, until, about }) => ({
    name: cut(oneLine(name), 36),
    count: grouped(count),
    time: since === undefined ? '' : span(oneLine(since).slice(0, 10), oneLine(until).slice(0, 10)),
    about: visible(about.join(', ')),
  }))
  const name = Math.max(...rows.map((row) => columnWidth(row.name)))
  const count = Math.max(...rows.map((row) => row.count.length))
  const time = Math.max(...rows.map((row) => row.time.length))
  return rows
    .map((row) => {
      const before = `  ${row.name}${' '.repeat(name - columnWidth(row.name))}  ${row.count.padStart(count)}  ${row.time.padEnd(time)}  `
      const room = output.width - columnWidth(before)
      return `${before}${output.colors.dim(room < 12 ? '' : cut(row.about, room))}`.trimEnd()
    })
    .map((line) => `${line}\n`)
    .join('')
}

/** What stands below a list of speakers. */
export function speakersSummary(shown: number, others: number): string {
  return others === 0 ? counted(shown, 'speaker') : `${counted(shown, 'speaker')}, ${grouped(others)} more`
}

function span(since: string, until: string): string {
  return since === until ? since : `${since} to ${until}`
}

function cut(text: string, most: number): string {
  if (columnWidth(text) <= most) return text
  let short = ''
  for (const character of text) {
    if (columnWidth(short + character) > most - 1) break
    short += character
  }
  return `${short}…`
}
