// What do marked fragments of ten hits cost, beside the search they belong to? And marks in a text that is in no index, completions, corrections.

import { Index } from '../src/index/index.js'
import type { Corpus } from './corpus.js'
import { takeTurns, warmUp } from './measure.js'
import { buildBytes, type IndexedDocument, indexedDocuments } from './peers.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

const names = ['or2', 'or3', 'stop5', 'and2', 'phrase']

/** Highlights may cost so many times the search that gives the hits with their stored fields. */
const goal = { atMost: 2 }

/** Times searches with and without highlights; MiniSearch has none. */
export const highlights: Answer = async ({ news: load, options }, tell) => {
  const news = await load()
  const index = storing(news)
  const bare = Index.from<IndexedDocument>(buildBytes(news))
  const wanted = names.filter((name) => options.shapes.length === 0 || options.shapes.includes(name))
  for (const name of wanted) {
    const shape = shapeNamed(name)
    const { combineWith } = shape
    const asked = (seed: number) => queriesOf(news, shape, options.queries, seed).map((words) => (shape.isPhrase ? `"${words}"` : words))
    const contenders = [
      (text: string) => index.search(text, { combineWith, highlight: ['body'] }),
      (text: string) => index.search(text, { combineWith }),
      (text: string) => bare.search(text, { combineWith }),
      (text: string) => index.search(text, { combineWith, highlight: { body: { count: 3, length: 160 } } }),
    ]
    warmUp(asked(2), contenders, 1000)
    const [marked, plain, nothingStored, several] = takeTurns(asked(1), contenders, options.rounds)
    const row = { corpus: news.name, unit: 'us', theirs: plain.median, theirsP95: plain.p95 }
    tell({
      ...row,
      name: `${shape.title}: highlights / the search with its documents`,
      ours: marked.median - plain.median,
      ratio: (marked.median - plain.median) / plain.median,
      goal,
      note: `the search alone, of an index that stores nothing: ${nothingStored.median.toFixed(0)} us`,
    })
    tell({
      ...row,
      name: `${shape.title}: 3 fragments a hit / the search with its documents`,
      ours: several.median - plain.median,
      ratio: (several.median - plain.median) / plain.median,
    })
  }
  typing(index, news, options.rounds, tell)
}

/** Completions and corrections, each against a search for the whole word. */
function typing(index: Index<IndexedDocument>, news: Corpus, rounds: number, tell: Parameters<Answer>[1]): void {
  const queries = queriesOf(news, shapeNamed('and2'), 100, 1)
  const cut = (words: string) => words.slice(0, Math.max(words.indexOf(' ') + 3, 3))
  const swapped = (words: string) => words.replace(/^(..)(.)(.)/, '$1$3$2')
  const contenders = [
    (words: string) => index.suggest(cut(words.slice(words.indexOf(' ') + 1))),
    (words: string) => index.suggest(cut(words)),
    (words: string) => index.didYouMean(swapped(words)),
  ]
  warmUp(queries, contenders, 1000)
  const [one, two, misspelt] = takeTurns(queries, contenders, rounds)
  const row = { corpus: news.name, unit: 'us' }
  tell({ ...row, name: 'suggest, 3 letters', ours: one.median, oursP95: one.p95 })
  tell({ ...row, name: 'suggest, a word and 2 letters', ours: two.median, oursP95: two.p95 })
  tell({ ...row, name: 'did you mean, two words of which one is wrong', ours: misspelt.median, oursP95: misspelt.p95 })
}

function storing({ boosts, documents }: Corpus): Index<IndexedDocument> {
  const fields = Object.fromEntries(Object.entries(boosts).map(([name, boost]) => [name, { boost }]))
  const index = new Index<IndexedDocument>({ fields, storeFields: Object.keys(boosts) as 'body'[], analyzer: 'english' })
  index.addAll(indexedDocuments({ documents, boosts }))
  return Index.from(index.toBytes())
}
