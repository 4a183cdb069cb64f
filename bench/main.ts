// The bench itself: which questions are asked, over which corpora, and the table at the end.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Corpus, newsCorpus, spokenCorpus } from './corpus.js'
import { questions } from './questions.js'
import { type Row, rowLine, summary, tableHead } from './rows.js'
import { save } from './save.js'

/** What was asked for on the command line. */
export interface Options {
  /** Documents of each corpus. */
  documents: number
  /** Queries of each shape. */
  queries: number
  /** How often each query is timed; the best counts. */
  rounds: number
  /** Names of shapes, for `profile` and `search`; all where empty. */
  shapes: readonly string[]
  /** For `remote`: how many times as many articles, made of halves of two. */
  times: number
}

/** What a question has to work with. */
export interface Bench {
  options: Options
  /** Loaded when first asked for, and kept. */
  news: () => Promise<Corpus>
  spoken: () => Promise<Corpus>
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: 'string', default: '10000' },
    queries: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    shapes: { type: 'string', default: '' },
    times: { type: 'string', default: '1' },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
})
const options: Options = {
  documents: wholeNumber('documents', values.documents),
  queries: wholeNumber('queries', values.queries),
  rounds: wholeNumber('rounds', values.rounds),
  shapes: values.shapes.split(',').filter((name) => name !== ''),
  times: wholeNumber('times', values.times),
}
const known = questions.map(({ name }) => name)
const unknown = positionals.filter((name) => !known.includes(name))
if (unknown.length > 0) throw new Error(`Expected questions among ${known.join(', ')}; got ${unknown.join(', ')}.`)
const asked = questions.filter(({ name, optional }) => (positionals.length === 0 ? !optional : positionals.includes(name)))

const corpora: Corpus[] = []
const bench: Bench = {
  options,
  news: once(() => newsCorpus(options.documents)),
  spoken: once(() => spokenCorpus(options.documents)),
}
const rows: Row[] = []
for (const { name, title, load } of asked) {
  const started = performance.now()
  console.log(`\n${name}: ${title}\n${tableHead}`)
  const answer = await await load()
  await answer(bench, (row) => {
    rows.push({ question: name, ...row })
    console.log(rowLine(rows[rows.length - 1]))
  })
  console.log(`(${((performance.now() - started) / 1000).toFixed(0)} s)`)
}
console.log(`\n${summary(rows)}`)
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ options, rows }, null, 2))
if (values.save) {
  const name = `${positionals.length === 0 ? 'all' : positionals.join('-')}${options.times > 1 ? `-${options.times}-times` : ''}`
  for (const path of save(name, options, corpora, rows)) console.log(`saved ${path}`)
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`Expected a whole number above 0 for --${name}; got ${text}.`)
  return value
}

/** Loads a corpus at the first call, and says what it is. */
function once(load: () => Promise<Corpus>): () => Promise<Corpus> {
  let loaded: Promise<Corpus> | undefined
  return () => {
    loaded ??= load().then((corpus) => {
      const { name, source, documents, textBytes } = corpus
      console.log(`${name}: ${documents.length} documents, ${(textBytes / 1e6).toFixed(1)} MB of text (${source})`)
      corpora.push(corpus)
      return corpus
    })
    return loaded
  }
}
