// What a line that begins with a colon does: one row a command, from which the help and the completion follow.

import { analyze } from '../../analysis/analyze.js'
import { resolveAnalyzer } from '../../analysis/analyzers.js'
import { tokenKinds } from '../../analysis/tokens.js'
import { didYouMean, quote } from '../../errors.js'
import { infoText, tableText } from '../commands/info.js'
import { dateText, explanationText, oneLine } from '../hits.js'
import { counted, jsonLine, messageText, visible, wrap } from '../output.js'
import { headlineById, idShown, more, type Session } from './session.js'

/** One command of the conversation. */
export interface ReplCommand {
  readonly name: string
  /** What follows it, for the help. */
  readonly usage: string
  readonly summary: string
  /** Does it; false ends the conversation. `rest` is what follows the name, trimmed. */
  run(session: Session, rest: string): boolean
}

const mostLimit = 1000

/** Every command, in the order of the help. */
export const replCommands: readonly ReplCommand[] = [
  { name: 'help', usage: '', summary: 'this list, and how to ask', run: help },
  { name: 'more', usage: '', summary: 'the next hits', run: next },
  { name: 'open', usage: 'N', summary: 'the whole of hit N', run: open },
  { name: 'explain', usage: 'N', summary: 'why hit N has its score', run: explain },
  { name: 'fields', usage: '', summary: 'what the index holds', run: fields },
  { name: 'analyze', usage: 'TEXT', summary: 'the terms that a text becomes', run: analyzeText },
  { name: 'limit', usage: 'N', summary: 'how many hits a page has', run: limit },
  { name: 'time', usage: 'on|off', summary: 'whether to tell how long a search takes', run: time },
  { name: 'quit', usage: '', summary: 'leave; also :q, exit, Ctrl-D', run: () => false },
]

const shortNames = new Map([
  ['q', 'quit'],
  ['exit', 'quit'],
  ['h', 'help'],
  ['m', 'more'],
  ['o', 'open'],
])

/** Runs a line that begins with a colon, or the words `exit` and `quit`; false ends the conversation. */
export function runCommand(session: Session, line: string): boolean {
  const [given, ...words] = line.replace(/^:/, '').trim().split(/\s+/)
  const name = shortNames.get(given) ?? given
  const command = replCommands.find((each) => each.name === name)
  if (command !== undefined)
    return command.run(
      session,
      line
        .trim()
        .replace(/^:?\s*\S+/, '')
        .trim(),
    )
  const cure =
    given === '' && words.length === 0
      ? 'Say :help for the list.'
      : didYouMean(
          given,
          replCommands.map((each) => each.name),
        )
  return complain(session, `Expected a command after ":", got ${quote(given)}. ${cure}`)
}

/** Tells whether a line is for `runCommand`; anything else is a query. */
export function isCommand(line: string): boolean {
  return line.startsWith(':') || line.trim() === 'exit' || line.trim() === 'quit'
}

function help({ output }: Session): boolean {
  const rows = replCommands.map(({ name, usage, summary }) => ({ left: `:${name} ${usage}`.trimEnd(), summary }))
  const width = Math.max(...rows.map(({ left }) => left.length))
  output.write(`${rows.map(({ left, summary }) => `  ${left.padEnd(width)}  ${summary}\n`).join('')}\n`)
  output.write(
    'Anything else is a query:\n' +
      '  words, "a phrase", headline:word, +must, -not, (a OR b) AND c, word^2,\n' +
      '  published:2017-11, published:[2017-01-01 TO *]; an empty line lists the newest documents.\n',
  )
  return true
}

function next(session: Session): boolean {
  more(session)
  return true
}

function open(session: Session, rest: string): boolean {
  const id = hitNumber(session, rest, 'open')
  if (id === undefined) return true
  const { output, index } = session
  const document = index.get(id) ?? {}
  if (session.json) {
    output.write(jsonLine({ id, document }))
    return true
  }
  const { colors, width } = output
  const { headline: _headline, body, published, ...others } = document
  output.write(`${colors.bold(wrap(headlineById(session, id), width))}\n`)
  const facts = [dateText(published), ...Object.values(others).map(oneLine), oneLine(id)].filter((fact) => fact !== '')
  output.write(`${colors.dim(wrap([...new Set(facts)].join(' · '), width))}\n\n`)
  if (typeof body === 'string') output.write(`${wrap(visible(body, { keepLines: true }), width)}\n`)
  else output.write('The body is not stored in this index.\n')
  return true
}

function explain(session: Session, rest: string): boolean {
  const id = hitNumber(session, rest, 'explain')
  if (id === undefined) return true
  const { index, output, query } = session
  const explanation = index.explain(query, id)
  if (session.json) output.write(jsonLine({ id, query, explanation: explanation ?? null }))
  else
    output.write(
      explanation === undefined ? 'It does not match the query.\n' : `${headlineById(session, id)}\n${explanationText(explanation, '  ')}`,
    )
  return true
}

function fields({ index, output, json }: Session): boolean {
  const facts = index.info()
  output.write(json ? jsonLine(facts) : infoText(facts))
  return true
}

function analyzeText(session: Session, rest: string): boolean {
  if (rest === '')
    return complain(session, 'Expected a text after :analyze, got none. Write for example: :analyze The ministers’ well-known plans')
  const kinds = new Map(Object.entries(tokenKinds).map(([name, kind]) => [kind, name]))
  const tokens = analyze(resolveAnalyzer(session.index.info().analyzer), rest)
  const rows = tokens.map(({ word, term, position, start, end, kind }) => ({
    text: rest.slice(start, end),
    word,
    term,
    position,
    kind: kinds.get(kind) ?? '',
  }))
  if (session.json) for (const row of rows) session.output.write(jsonLine(row))
  else session.output.write(rows.length === 0 ? 'No terms.\n' : tableText(rows))
  return true
}

function limit(session: Session, rest: string): boolean {
  const value = /^\d{1,4}$/.test(rest) ? Number(rest) : 0
  if (rest !== '' && (value < 1 || value > mostLimit)) {
    return complain(session, `Expected a number from 1 to ${mostLimit} after :limit, got ${quote(rest)}. Write for example: :limit 20`)
  }
  if (rest !== '') session.limit = value
  session.output.say(`${counted(session.limit, 'hit')} a page\n`)
  return true
}

function time(session: Session, rest: string): boolean {
  if (rest !== '' && rest !== 'on' && rest !== 'off')
    return complain(session, `Expected on or off after :time, got ${quote(rest)}. Write :time on`)
  session.showsTime = rest === '' ? !session.showsTime : rest === 'on'
  session.output.say(`time ${session.showsTime ? 'on' : 'off'}\n`)
  return true
}

function hitNumber(session: Session, rest: string, command: string): string | number | undefined {
  const id = /^\d{1,6}$/.test(rest) ? idShown(session, Number(rest)) : undefined
  if (id !== undefined) return id
  const { length } = session.ids
  const cure = length === 0 ? 'Ask a query first.' : `Write for example: :${command} 1`
  complain(
    session,
    `Expected the number of a hit that was shown${length > 0 ? `, 1 to ${length},` : ''} after :${command}, got ${rest === '' ? 'none' : quote(rest)}. ${cure}`,
  )
  return undefined
}

function complain({ output }: Session, message: string): true {
  output.say(messageText(message, output))
  return true
}
