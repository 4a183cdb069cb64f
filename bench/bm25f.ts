// What do several fields cost over one? Headline, speaker and body against all of it in one field, by the same code; and a search of headlines alone.

import { Index } from '../src/index/index.js'
import { parseQuery } from '../src/query/parse.js'
import type { Query } from '../src/query/query.js'
import { takeTurns, warmUp } from './measure.js'
import { buildBytes, type IndexedDocument, pairOf } from './peers.js'
import { headlineWord, queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

const goals: readonly (readonly [string, number])[] = [
  ['or1', 2.1],
  ['or2', 1.45],
  ['or3', 1.45],
  ['or5', 1.45],
  ['stop5', 1.45],
  ['and2', 1.4],
  ['and3', 1.4],
]

/** Ratios of medians, end to end and kernel. */
export const bm25f: Answer = async ({ spoken: load, options }, tell) => {
  const spoken = await load()
  const { index, bytes } = pairOf(spoken)
  const fields = Object.keys(spoken.boosts)
  const oneBytes = buildBytes({ documents: spoken.documents, boosts: { text: 1 } })
  const one = Index.from<IndexedDocument>(oneBytes)
  const row = { corpus: spoken.name, unit: 'us' }
  const words = goals.flatMap(([name]) => queriesOf(spoken, shapeNamed(name), 20, 2))
  warmUp(words, [(text) => index.search(text), (text) => one.search(text)], 2000)
  const compare = (title: string, asked: readonly Asked[], other: typeof index, combineWith: 'or' | 'and', goal: number) => {
    for (const kernel of [false, true]) {
      const [ours, theirs] = takeTurns(
        asked,
        kernel
          ? [({ query }) => index.search(query, { combineWith }), ({ otherQuery }) => other.search(otherQuery, { combineWith })]
          : [({ text }) => index.search(text, { combineWith }), ({ otherText }) => other.search(otherText, { combineWith })],
        // quick enough for more rounds, and the ratio is near 1
        2 * options.rounds,
      )
      tell({
        ...row,
        name: `${title}${kernel ? ', kernel' : ''}`,
        ours: ours.median,
        oursP95: ours.p95,
        theirs: theirs.median,
        theirsP95: theirs.p95,
        ratio: ours.median / theirs.median,
        goal: { atMost: goal },
      })
    }
  }
  for (const [name, goal] of goals) {
    const shape = shapeNamed(name)
    const { combineWith } = shape
    const asked = queriesOf(spoken, shape, options.queries).map((text) => ({
      text,
      query: parseQuery(text, { fields, combineWith }).query,
      otherText: text,
      otherQuery: parseQuery(text, { fields: ['text'], combineWith }).query,
    }))
    compare(`${shape.title}: 3 fields / 1`, asked, one, combineWith, goal)
  }
  const scoped = queriesOf(spoken, headlineWord, options.queries).map((word) => ({
    text: `headline:${word}`,
    query: parseQuery(`headline:${word}`, { fields }).query,
    otherText: word,
    otherQuery: parseQuery(word, { fields }).query,
  }))
  compare('headline:word / word in all fields', scoped, index, 'or', 0.25)
  tell({
    ...row,
    name: 'bytes with positions: 3 fields / 1',
    unit: 'MB',
    ours: bytes.length / 1e6,
    theirs: oneBytes.length / 1e6,
    ratio: bytes.length / oneBytes.length,
  })
}

interface Asked {
  text: string
  query: Query
  otherText: string
  otherQuery: Query
}
