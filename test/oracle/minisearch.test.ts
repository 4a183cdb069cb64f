// The engine against MiniSearch with the same analysis: the same documents for words, AND, OR and AND_NOT, though the scores are others.
// time-out: 240 s

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import MiniSearch, { type Query as MiniQuery } from 'minisearch'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze } from '../../src/analysis/analyze.js'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { english } from '../../src/analysis/english.js'
import { queryWord } from '../../src/analysis/query-words.js'
import { standard } from '../../src/analysis/standard.js'
import { Index } from '../../src/index/index.js'
import { newsDocument, newsSchema, parseArticles } from '../../src/news/index.js'
import type { Query } from '../../src/query/query.js'
import { ownAnalyzer, textOf, vocabularyOf } from './corpus.js'
import { type Chance, chanceOf, seedOf, zipf } from './random.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

type Document = { id: string | number } & Record<string, unknown>

/** Both engines over the same documents. */
function engines(documents: readonly Document[], fields: readonly string[], analyzer: Analyzer) {
  const index = new Index<Record<string, unknown>>({ fields: Object.fromEntries(fields.map((name) => [name, {}])), analyzer })
  index.addAll(documents)
  const mini = new MiniSearch<Document>({
    fields: [...fields],
    // values are analysed one by one, as a shouted value is told by itself
    stringifyField: (value) => JSON.stringify([value].flat().filter((each) => each !== null && each !== undefined)),
    tokenize: (text) => (JSON.parse(text) as unknown[]).flatMap((value) => analyze(analyzer, String(value)).map(({ term }) => term)),
    processTerm: (term) => term,
    searchOptions: { tokenize: (term) => [term], processTerm: (term) => term },
  })
  mini.addAll(documents)
  return { index, mini }
}

/** A word for both: MiniSearch has no phrases, so words that would be asked as one are left out. */
function wordFor(analyzer: Analyzer, text: string): { query: Query; mini: MiniQuery } | undefined {
  const { readings } = queryWord(analyzer, text)
  if (readings.length === 0 || readings.some(({ terms }) => terms.length > 1)) return undefined
  const mini: MiniQuery = { combineWith: 'OR', queries: readings.map(({ terms }) => terms[0]) }
  return { query: { kind: 'term', text }, mini }
}

/** Asks both `count` random questions about words of the documents. */
function compare(
  documents: readonly Document[],
  fields: readonly string[],
  analyzer: Analyzer,
  words: readonly string[],
  count: number,
  chance: Chance,
): void {
  const { index, mini } = engines(documents, fields, analyzer)
  const draw = () => {
    for (;;) {
      const word = wordFor(analyzer, chance.is(0.02) ? 'neverseen' : chance.is(0.5) ? zipf(words, chance) : chance.of(words))
      if (word !== undefined) return word
    }
  }
  let found = 0
  for (let i = 0; i < count; i++) {
    const some = Array.from({ length: chance.int(1, 4) }, draw)
    const combineWith = chance.of(['AND', 'OR', 'AND_NOT'] as const)
    const queries = some.map(({ query }) => query)
    const [first, ...others] = queries
    const query: Query =
      combineWith === 'AND'
        ? { kind: 'bool', must: queries }
        : combineWith === 'OR'
          ? { kind: 'bool', should: queries }
          : { kind: 'bool', must: [first], not: others }
    const searched = chance.is(0.3) ? fields.slice(0, chance.int(1, fields.length)) : [...fields]
    const { hits, count: total } = index.search(query, { limit: 10_000, fields: searched })
    const expected = mini.search({ combineWith, queries: some.map((each) => each.mini) }, { fields: searched }).map(({ id }) => id)
    const order = (ids: unknown[]) => JSON.stringify(ids.map((id) => JSON.stringify(id)).sort())
    assert.is(
      order(hits.map(({ id }) => id)),
      order(expected),
      `question ${i}, seed ${seed}: ${combineWith} ${JSON.stringify(query)} in ${searched}`,
    )
    assert.is(total, expected.length)
    found += total
  }
  assert.ok(found > count / 2, `${found} hits for ${count} questions tell little`)
}

/** Words of the documents as they are written, in order of first appearance. */
function wordsOf(documents: readonly Document[], fields: readonly string[]): string[] {
  const words = new Set<string>()
  for (const document of documents) {
    for (const field of fields) {
      for (const value of [document[field]].flat()) {
        for (const word of String(value ?? '').split(/\s+/)) if (word !== '' && words.size < 20_000) words.add(word)
      }
    }
  }
  return [...words]
}

const fields = ['headline', 'speaker', 'body']

for (const analyzer of [standard, english, ownAnalyzer]) {
  test(`random documents, ${analyzer.name}`, () => {
    const chance = chanceOf(seed)
    for (let round = 0; round < 4; round++) {
      const words = vocabularyOf(chance, chance.int(0, 100))
      const text = () => textOf(words, chance, chance.int(0, 15))
      const documents = Array.from({ length: chance.of([5, 60, 300, 1200]) }, (_, i): Document => {
        const document: Document = { id: chance.is(0.5) ? i : `d${i}`, headline: text(), body: chance.is(0.2) ? [text(), text()] : text() }
        if (chance.is(0.5)) document.speaker = text()
        return document
      })
      compare(documents, fields, analyzer, words, 250, chance)
    }
  })
}

test('the seed articles', async () => {
  const directory = join(root, 'seeds/articles')
  const documents: Document[] = []
  for (const name of readdirSync(directory).filter((name) => name.endsWith('.txt'))) {
    for await (const { article } of parseArticles(readFileSync(join(directory, name)), { name })) {
      if (article !== undefined) documents.push({ ...newsDocument(article) } as Document)
    }
  }
  assert.ok(documents.length >= 60, `${documents.length} articles`)
  const names = Object.entries(newsSchema.fields).flatMap(([name, options]) => ('type' in options || name.includes('.') ? [] : [name]))
  compare(documents, names, english, wordsOf(documents, names), 2000, chanceOf(seed))
})

test('the wire', () => {
  const path = join(root, '../shared/data/news/wire.jsonl.gz')
  if (!existsSync(path)) {
    console.log('skipped: ../shared/data/news/wire.jsonl.gz is not there')
    return
  }
  const lines = gunzipSync(readFileSync(path)).toString().split('\n', 2000)
  const documents = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Document)
  compare(documents, ['headline', 'body'], english, wordsOf(documents, ['headline', 'body']), 1000, chanceOf(seed))
})

test.run()
