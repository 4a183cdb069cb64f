// Commands about the index itself: what it holds, other files, what is added to it and taken out.

import { quote } from '../../errors.js'
import type { Origin } from '../../news/article.js'
import { newsDocument } from '../../news/schema.js'
import { type ReadProgress, readArticles } from '../../node/articles.js'
import { writeBytes } from '../../node/files.js'
import { infoText, tableText } from '../commands/info.js'
import type { StoredDocument } from '../open.js'
import { byteSize, counted, jsonLine, messageText, visible } from '../output.js'
import { problemAt, startProblems } from '../problems.js'
import { startProgress } from '../progress.js'
import { complain, type ReplCommand } from './command.js'
import { threadEngine } from './engine.js'
import { loaded } from './load.js'
import { forgetHits, type Session } from './session.js'

/** Commands about the index. */
export const indexCommands: readonly ReplCommand[] = [
  { name: 'info', usage: '', summary: 'what the index holds', run: info },
  { name: 'fields', usage: '', summary: 'the same', run: info },
  { name: 'analyze', usage: 'TEXT', summary: 'the terms that a text becomes', run: analyze },
  { name: 'load', usage: 'FILE', summary: 'another index, or articles', completes: 'files', run: load },
  { name: 'save', usage: 'FILE', summary: 'writes the index as it is now', completes: 'files', run: save },
  { name: 'add', usage: 'FILE', summary: 'adds the articles of a file or folder', completes: 'files', run: add },
  { name: 'remove', usage: 'ID', summary: 'takes the document with this id out', run: remove },
]

/** Documents on their way into another thread at once. */
const batchSize = 500

async function info({ engine, output, json }: Session, rest: string): Promise<boolean> {
  const facts = await engine.ask('info')
  const fields = rest === '' ? facts.fields : facts.fields.filter(({ name }) => name === rest)
  if (fields.length === 0)
    output.say(messageText(`There is no field ${quote(rest)}: ${facts.fields.map(({ name }) => name).join(', ')}.`, output))
  else if (rest !== '') output.write(json ? jsonLine(fields[0]) : tableText(fields))
  else output.write(json ? jsonLine(facts) : infoText(facts))
  return true
}

async function analyze(session: Session, rest: string): Promise<boolean> {
  if (rest === '')
    return complain(session, 'Expected a text after :analyze, got none. Write for example: :analyze The ministers’ well-known plans')
  const rows = await session.engine.ask('analyze', rest)
  if (session.json) for (const row of rows) session.output.write(jsonLine(row))
  else session.output.write(rows.length === 0 ? 'No terms.\n' : tableText(rows))
  return true
}

async function load(session: Session, rest: string): Promise<boolean> {
  if (rest === '') return complain(session, 'Expected a file after :load, got none. Write for example: :load news.rostrum')
  const { bytes, size } = await loaded([rest], session.output)
  const engine = threadEngine(bytes)
  const count = await engine.ask('count')
  const before = session.engine
  session.engine = engine
  session.query = '*'
  forgetHits(session)
  await before.close()
  session.output.say(`${counted(count, 'document')}, ${byteSize(size)}\n`)
  return true
}

async function save(session: Session, rest: string): Promise<boolean> {
  if (rest === '') return complain(session, 'Expected a file after :save, got none. Write for example: :save news.rostrum')
  const bytes = await session.engine.ask('bytes')
  await writeBytes(rest, bytes)
  session.output.say(`${byteSize(bytes.length)} written to ${visible(rest)}\n`)
  return true
}

async function add(session: Session, rest: string): Promise<boolean> {
  if (rest === '') return complain(session, 'Expected a file or a folder after :add, got none. Write for example: :add article.txt')
  const { engine, output } = session
  const bar = startProgress(output, 'Reading', false)
  const problems = startProblems(output, () => bar.clear())
  let count = 0
  let skipped = 0
  let batch: StoredDocument[] = []
  let origins: (Origin | undefined)[] = []
  const send = async () => {
    const { added, problems: refused } = await engine.ask('add', batch)
    count += added
    skipped += refused.length
    for (const { number, message } of refused) problems.note(problemAt(origins[number]?.name ?? '', origins[number]?.line, message))
    batch = []
    origins = []
  }
  const { nested = [] } = await engine.ask('info')
  const quotations = nested.some(({ path }) => path === 'quotations')
  const onProgress = ({ bytes, totalBytes }: ReadProgress) => bar.update(bytes, totalBytes)
  for await (const { article, origin, problem } of readArticles([rest], { onProgress })) {
    if (problem !== undefined) problems.note(problemAt(problem.name, problem.line, problem.message))
    if (article === undefined) skipped++
    else {
      batch.push({ ...newsDocument(article, { quotations }) })
      origins.push(origin)
    }
    if (batch.length >= batchSize) await send()
  }
  await send()
  bar.clear()
  problems.end()
  forgetHits(session)
  const left = skipped > 0 ? `, ${counted(skipped, 'record')} skipped` : ''
  output.say(`${counted(count, 'document')} added${left}, ${counted(await engine.ask('count'), 'document')} in all\n`)
  return true
}

async function remove(session: Session, rest: string): Promise<boolean> {
  if (rest === '') return complain(session, 'Expected the id of a document after :remove, got none. It stands last under its headline.')
  const id = await session.engine.ask('remove', rest)
  if (id === undefined) return complain(session, `There is no document with id ${quote(rest)}.`)
  forgetHits(session)
  session.output.say(`removed, ${counted(await session.engine.ask('count'), 'document')} left\n`)
  return true
}
