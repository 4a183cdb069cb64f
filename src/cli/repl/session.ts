// The state of a conversation with an index: the last query and its hits, and the settings that commands change.

import type { Results, SearchOptions } from '../../index.js'
import { headlineOf, hitObject, hitText, problemText } from '../hits.js'
import type { StoredDocument } from '../open.js'
import { counted, grouped, jsonLine, type Output, visible } from '../output.js'
import type { Engine } from './engine.js'
import { type Settings, startSettings } from './settings.js'

/** A conversation with an index. */
export interface Session {
  /** Another one once another file is loaded. */
  engine: Engine
  readonly output: Output
  /** One hit a line as JSON instead of text. */
  readonly json: boolean
  /** What stands before a query on the line above its answer; empty where the line is not echoed. */
  readonly before: string
  /** Shows a long text by screenfuls where somebody looks at it; writes it at once elsewhere. */
  page(text: string): Promise<void>
  readonly settings: Settings
  /** The last query; `*` before there was one. */
  query: string
  /** How many of the best hits of `query` were shown. */
  shown: number
  /** Ids of the hits shown, by number less one. */
  ids: (string | number)[]
  /** Of quotations shown: where each stands in the body of its article, half-open. */
  places: (readonly (readonly [number, number])[])[]
  /** What `:more` does, where the hits shown are not those of `query`. */
  goOn: (() => Promise<void>) | undefined
}

/** A conversation that has not begun. */
export function startSession(engine: Engine, output: Output, { json = false, before = '', limit = 10 } = {}): Session {
  const page = async (text: string) => output.write(text)
  return { engine, output, json, before, page, settings: startSettings(limit), query: '*', shown: 0, ids: [], places: [], goOn: undefined }
}

/** Asks a new query and shows its first page; an empty one lists the newest documents. */
export async function ask(session: Session, line: string): Promise<void> {
  session.query = line.trim() === '' ? '*' : line
  forgetHits(session)
  await showPage(session, line)
}

/** Shows the documents most like one, as the hits of a query of their own. */
export async function similar(session: Session, id: string | number): Promise<void> {
  const { engine, output, json, settings } = session
  const { hits, count } = await engine.ask('similar', id, { limit: settings.limit, highlight: true })
  forgetHits(session)
  hits.forEach((hit, i) => {
    session.ids.push(hit.id)
    output.write(json ? jsonLine(hitObject(i + 1, hit)) : `${hitText(i + 1, hit, output)}\n`)
  })
  if (!json) output.write(`${output.colors.dim(hits.length === 0 ? 'Nothing like it.' : `the nearest of ${counted(count, 'document')}`)}\n`)
}

/** Shows the next page of the last query. */
export async function more(session: Session): Promise<void> {
  if (session.goOn !== undefined) await session.goOn()
  else await showPage(session, undefined)
}

/** Asks the last query again, as after a setting was changed. */
export async function again(session: Session): Promise<void> {
  forgetHits(session)
  await showPage(session, undefined)
}

/** Forgets the hits shown: their numbers are of another query, or of an index that is no more. */
export function forgetHits(session: Session): void {
  session.shown = 0
  session.ids = []
  session.places = []
  session.goOn = undefined
}

/** What searches are asked with beside the query, but for the page. */
export function searchOptions({ settings }: Session): SearchOptions {
  const { fields, combineWith, filter, sort, fuzzy } = settings
  return {
    combineWith,
    fuzzy,
    ...(fields.length > 0 && { fields }),
    ...(filter !== '' && { filter }),
    ...(sort.length > 0 && { sort }),
  }
}

/** Shows hits from `session.shown` on; `typed` is the line whose problems are pointed at, undefined where they were. */
async function showPage(session: Session, typed: string | undefined): Promise<void> {
  const { engine, output, query, shown, json, settings } = session
  const started = performance.now()
  const page = { limit: settings.limit, offset: shown, highlight: true }
  const copies = settings.copies === 'once' ? { nearDuplicates: 'body' } : {}
  const results = await engine.ask('search', query, { ...searchOptions(session), ...page, ...copies })
  const took = performance.now() - started
  if (typed !== undefined) sayProblems(session, typed, results)
  results.hits.forEach((hit, i) => {
    const number = shown + i + 1
    session.ids.push(hit.id)
    output.write(json ? jsonLine(hitObject(number, hit)) : `${hitText(number, hit, output)}\n`)
  })
  session.shown += results.hits.length
  const time = settings.time ? ` in ${took.toFixed(1)} ms` : ''
  if (json) {
    if (settings.time) output.say(`${counted(results.count, 'document')}${time}\n`)
  } else output.write(`${output.colors.dim(summary(session, results, typed, time))}\n`)
  if (results.count === 0 && typed !== undefined) await advise(session)
}

/** Says what may have been meant by a query that finds nothing. */
async function advise({ engine, output, query }: Session): Promise<void> {
  const corrections = await engine.ask('didYouMean', query)
  if (corrections.length === 0) return
  const texts = corrections.map(({ text, count }) => `${visible(text)} (${grouped(count)})`)
  output.say(`Did you mean ${texts.join(' or ')}?\n`)
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
function summary(
  { shown, query, settings }: Session,
  { count, hits }: Results<StoredDocument>,
  typed: string | undefined,
  time: string,
): string {
  const within = settings.filter === '' ? '' : ` within ${settings.filter}`
  if (count === 0) {
    if (query === '*' && within === '') return 'The index is empty.'
    return `Nothing found${within}${time}. Try fewer or other words; :fields tells what can be asked.`
  }
  if (hits.length === 0 && typed === undefined) return 'No more.'
  const newest = settings.sort.length > 0 ? `, by ${settings.sort.join(' ')}` : query === '*' ? ', newest first' : ''
  return `${counted(count, 'document')}${within}${newest}${time}${shown < count ? `; ${grouped(shown)} shown, :more for more` : ''}`
}

/** The id of the hit shown under `number`, from 1; undefined where there is none. */
export function idShown(session: Session, number: number): string | number | undefined {
  return session.ids[number - 1]
}

/** The headline of a document by its id. */
export async function headlineById({ engine }: Session, id: string | number): Promise<string> {
  return headlineOf((await engine.ask('get', id)) ?? {}, id)
}
