// The state of a conversation with an index: the last query and its hits, and the settings that commands change.

import type { Results } from '../../index.js'
import { headlineOf, hitObject, hitText, problemText } from '../hits.js'
import type { AnyIndex, StoredDocument } from '../open.js'
import { counted, grouped, jsonLine, type Output } from '../output.js'

/** A conversation with an index. */
export interface Session {
  readonly index: AnyIndex
  readonly output: Output
  /** One hit a line as JSON instead of text. */
  readonly json: boolean
  /** What stands before a query on the line above its answer; empty where the line is not echoed. */
  readonly before: string
  limit: number
  showsTime: boolean
  /** The last query; `*` before there was one. */
  query: string
  /** How many of the best hits of `query` were shown. */
  shown: number
  /** Ids of the hits shown, by number less one. */
  ids: (string | number)[]
}

/** A conversation that has not begun. */
export function startSession(index: AnyIndex, output: Output, { json = false, before = '', limit = 10 } = {}): Session {
  return { index, output, json, before, limit, showsTime: false, query: '*', shown: 0, ids: [] }
}

/** Asks a new query and shows its first page; an empty one lists the newest documents. */
export function ask(session: Session, line: string): void {
  session.query = line.trim() === '' ? '*' : line
  session.shown = 0
  session.ids = []
  showPage(session, line)
}

/** Shows the next page of the last query. */
export function more(session: Session): void {
  showPage(session, undefined)
}

/** Shows hits from `session.shown` on; `typed` is the line whose problems are pointed at, undefined where they were. */
function showPage(session: Session, typed: string | undefined): void {
  const { index, output, query, limit, shown, json } = session
  const started = performance.now()
  const results = index.search(query, { limit, offset: shown, highlight: true })
  const took = performance.now() - started
  if (typed !== undefined) sayProblems(session, typed, results)
  results.hits.forEach((hit, i) => {
    const number = shown + i + 1
    session.ids.push(hit.id)
    output.write(json ? jsonLine(hitObject(number, hit)) : `${hitText(number, hit, output)}\n`)
  })
  session.shown += results.hits.length
  const time = session.showsTime ? ` in ${took.toFixed(1)} ms` : ''
  if (json) {
    if (session.showsTime) output.say(`${counted(results.count, 'document')}${time}\n`)
  } else output.write(`${output.colors.dim(summary(session, results, typed, time))}\n`)
}

/** Problems stand on stderr, but in a terminal, where they must follow the line they point at, on stdout. */
function sayProblems({ output, before }: Session, typed: string, { problems }: Results<StoredDocument>): void {
  for (const problem of problems) {
    const text = problemText(typed, problem, before, output)
    if (output.isTerminal) output.write(text)
    else output.say(`${typed}\n${text}`)
  }
}

/** One line under the hits: how many documents there are, in what time, and how to see the others. */
function summary({ shown, query }: Session, { count, hits }: Results<StoredDocument>, typed: string | undefined, time: string): string {
  if (count === 0)
    return query === '*' ? 'The index is empty.' : `Nothing found${time}. Try fewer or other words; :fields tells what can be asked.`
  if (hits.length === 0 && typed === undefined) return 'No more.'
  const newest = query === '*' ? ', newest first' : ''
  return `${counted(count, 'document')}${newest}${time}${shown < count ? `; ${grouped(shown)} shown, :more for more` : ''}`
}

/** The id of the hit shown under `number`, from 1; undefined where there is none. */
export function idShown(session: Session, number: number): string | number | undefined {
  return session.ids[number - 1]
}

/** The headline of a document by its id. */
export function headlineById({ index }: Session, id: string | number): string {
  return headlineOf(index.get(id) ?? {}, id)
}
