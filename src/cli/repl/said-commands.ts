// Commands about what was said: quotations, speakers, and who said something.

import type { QuotationHit, QuotationSearchOptions } from '../../news/quotation-search.js'
import { problemText } from '../hits.js'
import { counted, grouped, jsonLine } from '../output.js'
import { quotationText, speakersSummary, speakersText } from '../quotation-text.js'
import { complain, type ReplCommand } from './command.js'
import { forgetHits, type Session } from './session.js'

/** Commands about what was said. */
export const saidCommands: readonly ReplCommand[] = [
  {
    name: 'quotes',
    usage: 'QUERY',
    summary: 'what was said, with its speakers: speaker:"a name" said:"a phrase"',
    completes: 'query',
    run: quotes,
  },
  { name: 'speakers', usage: '[NAME]', summary: 'who speaks: how often, since when, about what', run: speakers },
  { name: 'who', usage: 'TEXT', summary: 'who said these words, the best of each', completes: 'words', run: who },
]

async function quotes(session: Session, rest: string): Promise<boolean> {
  if (!(await hasQuotations(session))) return true
  const { combineWith, fuzzy } = session.settings
  await showPage(session, rest, { combineWith, fuzzy }, true)
  return true
}

/** Shows quotations from those shown on; `:more` goes on. */
async function showPage(session: Session, query: string, options: QuotationSearchOptions, isFirst: boolean): Promise<void> {
  const { engine, output, json, settings } = session
  const offset = isFirst ? 0 : session.shown
  const started = performance.now()
  const { hits, count, problems } = await engine.ask('quotations', query, { ...options, limit: settings.limit, offset })
  const time = settings.time ? ` in ${(performance.now() - started).toFixed(1)} ms` : ''
  if (isFirst) {
    forgetHits(session)
    for (const problem of problems) output.say(`${query}\n${problemText(query, problem, '', output)}`)
  }
  show(session, hits, offset)
  session.shown = offset + hits.length
  session.goOn = () => showPage(session, query, options, false)
  if (json) return
  const left = session.shown < count ? `; ${grouped(session.shown)} shown, :more for more` : ''
  const order = query === '' ? ', newest first' : ''
  const text = count === 0 ? 'Nobody said that. Try fewer words, or :speakers.' : `${counted(count, 'quotation')}${order}${time}${left}`
  output.write(`${output.colors.dim(hits.length === 0 && !isFirst ? 'No more.' : text)}\n`)
}

async function who(session: Session, rest: string): Promise<boolean> {
  if (rest === '') return complain(session, 'Expected words after :who, got none. Write for example: :who silk road')
  if (!(await hasQuotations(session))) return true
  const { engine, output, json, settings } = session
  const found = await engine.ask('speakers', '', { query: rest, limit: settings.limit, about: 0 })
  forgetHits(session)
  if (json) {
    for (const { about: _, ...each } of found.speakers) output.write(jsonLine(each))
    return true
  }
  const best: QuotationHit[] = []
  for (const { name } of found.speakers) {
    const { hits } = await engine.ask('quotations', rest, { speaker: name, combineWith: 'and', limit: 1 })
    best.push(...hits)
  }
  show(session, best, 0)
  const more = found.others > 0 ? `; ${grouped(found.others)} more` : ''
  output.write(
    output.colors.dim(
      best.length === 0
        ? 'Nobody with a name said that.\n'
        : `${found.speakers.map(({ name, count }) => `${name} ${grouped(count)}`).join(', ')}${more}\n`,
    ),
  )
  return true
}

async function speakers(session: Session, rest: string): Promise<boolean> {
  if (!(await hasQuotations(session))) return true
  const { engine, output, json, settings } = session
  const { speakers: found, others } = await engine.ask('speakers', rest, { limit: Math.max(settings.limit, 10) })
  if (json) for (const each of found) output.write(jsonLine(each))
  else if (found.length === 0) output.write(output.colors.dim('Nobody of that name is quoted.\n'))
  else output.write(`${speakersText(found, output)}${output.colors.dim(speakersSummary(found.length, others))}\n`)
  return true
}

/** Shows quotations, so that `:open` shows their articles with them marked. */
function show(session: Session, hits: readonly QuotationHit[], offset: number): void {
  const { output, json } = session
  hits.forEach((hit, i) => {
    const number = offset + i + 1
    session.ids.push(hit.id)
    const { start, end, parts = start === undefined || end === undefined ? [] : [{ start, end }] } = hit
    session.places.push(parts.map((part) => [part.start, part.end] as const))
    output.write(json ? jsonLine({ number, ...hit }) : `${quotationText(number, hit, output)}\n`)
  })
}

async function hasQuotations(session: Session): Promise<boolean> {
  const { nested = [] } = await session.engine.ask('info')
  if (nested.some(({ path }) => path === 'quotations')) return true
  complain(session, 'Expected an index with quotations, got one without. Build it again, by rostrum build without --no-quotations.')
  return false
}
