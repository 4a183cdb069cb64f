// Commands about the hits of the last query: the next ones, one whole, why it is there.

import { dateText, explanationText, oneLine } from '../hits.js'
import { jsonLine, visible, wrap, wrapMarked } from '../output.js'
import { complain, hitNumber, type ReplCommand } from './command.js'
import { headlineById, more, type Session, searchOptions, similar } from './session.js'

/** Commands about hits. */
export const hitCommands: readonly ReplCommand[] = [
  { name: 'more', short: 'm', usage: '', summary: 'the next hits', run: next },
  { name: 'open', short: 'o', usage: 'N', summary: 'the whole of hit N, what matches marked', run: open },
  { name: 'explain', usage: 'N', summary: 'why hit N has its score', run: explain },
  { name: 'similar', usage: 'N', summary: 'documents most like hit N', run: like },
]

async function next(session: Session): Promise<boolean> {
  await more(session)
  return true
}

async function open(session: Session, rest: string): Promise<boolean> {
  const id = hitNumber(session, rest, 'open')
  if (id === undefined) return true
  const { output, engine } = session
  const document = await engine.ask('get', id)
  if (document === undefined) return complain(session, 'It is no longer in the index.')
  if (session.json) {
    output.write(jsonLine({ id, document }))
    return true
  }
  const { colors, width } = output
  const { headline: _headline, derivedHeadline: _derived, body, published, ...others } = document
  let text = `${colors.bold(wrap(await headlineById(session, id), width))}\n`
  const facts = [dateText(published), ...Object.values(others).map(oneLine), oneLine(id)].filter((fact) => fact !== '')
  text += `${colors.dim(wrap([...new Set(facts)].join(' · '), width))}\n\n`
  if (typeof body === 'string') {
    const marks = await marksOf(session, Number(rest), body)
    const mark = (part: string) => (colors.isColorSupported ? colors.bold(colors.yellow(part)) : part)
    text += `${wrapMarked(visible(body, { keepLines: true }), marks, mark, width)}\n`
  } else text += 'The body is not stored in this index.\n'
  await session.page(text)
  return true
}

async function like(session: Session, rest: string): Promise<boolean> {
  const id = hitNumber(session, rest, 'similar')
  if (id !== undefined) await similar(session, id)
  return true
}

/** What matches in the whole body of the hit shown under `number`. */
async function marksOf(session: Session, number: number, body: string): Promise<readonly (readonly [number, number])[]> {
  const places = session.places[number - 1]
  if (places !== undefined) return places
  const whole = { ...searchOptions(session), offset: number - 1, limit: 1, highlight: ['body'], fragmentLength: Math.max(20, body.length) }
  const { hits } = await session.engine.ask('search', session.query, whole)
  // anything else than the whole of it, as after the index was changed, has marks of its own
  return hits[0]?.highlights?.body?.find(({ text }) => text === body)?.marks ?? []
}

async function explain(session: Session, rest: string): Promise<boolean> {
  const id = hitNumber(session, rest, 'explain')
  if (id === undefined) return true
  const { engine, output, query } = session
  const explanation = await engine.ask('explain', query, id, searchOptions(session))
  if (session.json) output.write(jsonLine({ id, query, explanation: explanation ?? null }))
  else if (explanation === undefined) output.write('It does not match the query.\n')
  else output.write(`${await headlineById(session, id)}\n${explanationText(explanation, '  ')}`)
  return true
}
