// How long does a search take? By shape of query against MiniSearch, end to end and kernel.

import { parseQuery } from '../src/query/parse.js'
import type { Query } from '../src/query/query.js'
import type { Corpus } from './corpus.js'
import { takeTurns, warmUp } from './measure.js'
import { miniKernel, type Pair, pairOf } from './peers.js'
import { queriesOf, type Shape, shapes } from './queries.js'
import type { Answer } from './questions.js'

/** Goals of the end-to-end ratio by shape. */
const goals = new Map([
  ['or2', 25],
  ['or3', 25],
  ['or5', 25],
  ['stop5', 150],
  ['and2', 25],
  ['and3', 25],
])

/** How long each engine runs before anything is timed. */
const warmMilliseconds = 3000

/** What both engines are asked. */
interface Asked {
  text: string
  words: string
  query: Query
}

/** Times every shape over both corpora. */
export const search: Answer = async ({ news, spoken, options }, tell) => {
  const wanted = shapes.filter(({ name }) => options.shapes.length === 0 || options.shapes.includes(name))
  for (const corpus of [await news(), await spoken()]) {
    const pair = pairOf(corpus)
    warm(corpus, pair)
    for (const shape of wanted) {
      const asked = askedOf(corpus, shape, options.queries)
      const combineWith = shape.combineWith === 'or' ? 'OR' : 'AND'
      const { index, mini } = pair
      const ours = { combineWith: shape.combineWith }
      const [whole, theirWhole] = takeTurns(
        asked,
        [({ text }) => index.search(text, ours), ({ words }) => mini.search(words, { combineWith })],
        options.rounds,
      )
      const [kernel, theirKernel] = takeTurns(
        asked,
        [({ query }) => index.search(query, ours), ({ words }) => miniKernel(mini, words, combineWith)],
        options.rounds,
      )
      const goal = goals.get(shape.name)
      const other = shape.isPhrase ? ' / AND of its words' : ''
      const row = { corpus: corpus.name, unit: 'us' }
      tell({
        ...row,
        name: `${shape.title}${other}`,
        ours: whole.median,
        oursP95: whole.p95,
        theirs: theirWhole.median,
        theirsP95: theirWhole.p95,
        ratio: theirWhole.median / whole.median,
        ...(goal !== undefined && { goal: { atLeast: goal } }),
        note: shape.isPhrase ? '' : agreement(pair, asked, shape),
      })
      tell({
        ...row,
        name: `${shape.title}${other}, kernel`,
        ours: kernel.median,
        oursP95: kernel.p95,
        theirs: theirKernel.median,
        theirsP95: theirKernel.p95,
        ratio: theirKernel.median / kernel.median,
      })
    }
  }
}

/** Each engine for a while on queries of all shapes that are not those timed, so that no shape is timed on code that has hardly run. */
function warm(corpus: Corpus, { index, mini }: Pair): void {
  const batches = shapes.map((shape) => ({ shape, asked: askedOf(corpus, shape, 20, 2) }))
  const queries = Array.from({ length: 20 }, (_, i) => batches.map(({ shape, asked }) => ({ ...asked[i], shape }))).flat()
  const both = (combineWith: 'or' | 'and') => (combineWith === 'or' ? 'OR' : 'AND')
  warmUp(
    queries,
    [
      ({ text, query, shape: { combineWith } }) => [index.search(text, { combineWith }), index.search(query, { combineWith })],
      ({ words, shape: { combineWith } }) => mini.search(words, { combineWith: both(combineWith) }),
    ],
    warmMilliseconds,
  )
}

function askedOf(corpus: Corpus, shape: Shape, count: number, seed = 1): Asked[] {
  const fields = Object.keys(corpus.boosts)
  return queriesOf(corpus, shape, count, seed).map((words) => {
    const text = shape.isPhrase ? `"${words}"` : words
    return { text, words, query: parseQuery(text, { fields, combineWith: shape.combineWith }).query }
  })
}

/** On how many queries both find as many documents: where they do not, they are not doing the same. */
function agreement({ index, mini }: Pair, asked: readonly Asked[], { combineWith }: Shape): string {
  const sample = asked.slice(0, 20)
  const same = sample.filter(({ text, words }) => {
    const { count, countIsExact } = index.search(text, { combineWith })
    const theirs = mini.search(words, { combineWith: combineWith === 'or' ? 'OR' : 'AND' }).length
    return countIsExact ? count === theirs : count <= theirs
  })
  return `counts agree ${same.length}/${sample.length}`
}
