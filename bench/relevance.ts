// How good is the order of the hits? Judged collections, each searched with nothing but the defaults, against what is known to be relevant.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Index } from '../src/index/index.js'
import type { Article } from '../src/news/article.js'
import { newsDocument, newsSchema } from '../src/news/schema.js'
import { match } from '../src/query/builders.js'
import type { Query } from '../src/query/query.js'
import type { FieldOptions } from '../src/schema.js'
import type { Answer } from './questions.js'

/** A collection with its judgements: by query the relevant documents and their grades, all above 0. */
interface Collection {
  name: string
  fields: Readonly<Record<string, FieldOptions>>
  documents: readonly Readonly<Record<string, unknown>>[]
  queries: readonly { id: string; text: string }[]
  grades: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** nDCG@10 that is to be reached. */
  goal?: number
}

/** Means over the queries that have judgements. */
interface Measured {
  ndcg10: number
  map: number
  mrr10: number
  recall100: number
  queries: number
}

const shared = fileURLToPath(new URL('../../shared/data/relevance/', import.meta.url))
const seeds = fileURLToPath(new URL('../seeds/', import.meta.url))
/** Hits read for MAP; what is found further down adds next to nothing to it. */
const depth = 1000
/** Judged collections whose headline is the query, so that only the body may be searched. */
const isKnownItem = (name: string) => name.startsWith('known_item')

const goals = new Map([
  ['time', 0.66],
  ['cranfield', 0.42],
  ['cisi', 0.37],
  ['scifact', 0.68],
  ['known_item_bbc', 0.84],
  ['known_item_reuters', 0.77],
])

/** Measures every collection that is there, then the seeds. */
export const relevance: Answer = (_, tell) => {
  const folders = existsSync(shared) ? readdirSync(shared).sort() : []
  for (const name of folders) report(readShared(name))
  report({ ...readSeeds(), goal: 0.9 })

  function report(collection: Collection): void {
    const { name, goal } = collection
    const asked = [
      { how: 'as text', measured: measure(collection, (text) => match(text)) },
      { how: 'as typed', measured: measure(collection, (text) => text) },
    ]
    for (const { how, measured } of asked) {
      const { ndcg10, map, mrr10, recall100, queries } = measured
      tell({
        corpus: name.slice(-8),
        name: `${name}, ${how}`,
        unit: 'nDCG@10',
        ours: ndcg10,
        ...(goal !== undefined && how === 'as text' && { goal: { atLeast: goal } }),
        note: `MAP ${map.toFixed(3)}  MRR@10 ${mrr10.toFixed(3)}  R@100 ${recall100.toFixed(3)}  ${queries} queries`,
      })
    }
  }
}

/** Searches with the defaults: any of the words, all text fields. `asked` makes the query of a text. */
function measure({ fields, documents, queries, grades }: Collection, asked: (text: string) => string | Query): Measured {
  const index = new Index<Record<string, unknown>>({ fields, analyzer: 'english' })
  index.addAll(documents)
  const sums = { ndcg10: 0, map: 0, mrr10: 0, recall100: 0 }
  let judged = 0
  for (const { id, text } of queries) {
    const known = grades.get(id)
    if (known === undefined) continue
    judged++
    // deep hits, but the order of the first ten is that of a search for ten
    const { hits } = index.search(asked(text), { limit: depth })
    const ids = hits.map((hit) => String(hit.id))
    sums.ndcg10 += ndcg(ids.slice(0, 10), known)
    sums.map += averagePrecision(ids, known)
    const first = ids.slice(0, 10).findIndex((each) => known.has(each))
    sums.mrr10 += first < 0 ? 0 : 1 / (first + 1)
    sums.recall100 += ids.slice(0, 100).filter((each) => known.has(each)).length / known.size
  }
  const mean = (sum: number) => sum / judged
  return { ndcg10: mean(sums.ndcg10), map: mean(sums.map), mrr10: mean(sums.mrr10), recall100: mean(sums.recall100), queries: judged }
}

/** Discounted gain of the first ten over that of the best possible ten; the gain is the grade. */
function ndcg(ids: readonly string[], grades: ReadonlyMap<string, number>): number {
  const discounted = (gains: readonly number[]) => gains.reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0)
  const best = [...grades.values()].sort((a, b) => b - a).slice(0, 10)
  return discounted(ids.map((id) => grades.get(id) ?? 0)) / discounted(best)
}

function averagePrecision(ids: readonly string[], grades: ReadonlyMap<string, number>): number {
  let found = 0
  let sum = 0
  ids.forEach((id, i) => {
    if (grades.has(id)) sum += ++found / (i + 1)
  })
  return sum / grades.size
}

function readShared(name: string): Collection {
  const folder = `${shared}${name}/`
  const documents = jsonLines<{ id: string; title?: string; text: string }>(gunzipSync(readFileSync(`${folder}docs.jsonl.gz`)).toString())
  const isTitled = !isKnownItem(name) && documents.some(({ title }) => title !== undefined)
  return {
    name,
    fields: isTitled ? { title: {}, text: {} } : { text: {} },
    documents: documents.map(({ id, title = '', text }) => (isTitled ? { id, title, text } : { id, text })),
    queries: jsonLines(readFileSync(`${folder}queries.jsonl`, 'utf8')),
    grades: readGrades(`${folder}qrels.tsv`),
    ...(goals.has(name) && { goal: goals.get(name) }),
  }
}

/** The seed articles, as `rostrum build` indexes them, and their judged queries; an article is called by its number. */
function readSeeds(): Collection {
  const articles = jsonLines<Article>(readFileSync(`${seeds}articles.jsonl`, 'utf8'))
  const lines = readFileSync(`${seeds}relevance.tsv`, 'utf8').trim().split('\n').slice(1)
  const grades = lines.map((line, i): [string, Map<string, number>] => {
    const pairs = line.split('\t')[2].split(' ')
    return [String(i), new Map(pairs.map((pair) => [pair.slice(0, 3), Number(pair.slice(4))]))]
  })
  return {
    name: 'seeds',
    fields: newsSchema.fields,
    documents: articles.map((article, i) => ({ ...newsDocument(article), id: String(i + 1).padStart(3, '0') })),
    queries: lines.map((line, i) => ({ id: String(i), text: line.split('\t')[0] })),
    grades: new Map(grades),
  }
}

function readGrades(path: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [query, id, grade] = line.split('\t')
    if (!(Number(grade) > 0)) continue
    const known = grades.get(query)
    if (known === undefined) grades.set(query, new Map([[id, Number(grade)]]))
    else known.set(id, Number(grade))
  }
  return grades
}

function jsonLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
