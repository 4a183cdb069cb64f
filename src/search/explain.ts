// Why a document has its score: a tree whose numbers add up.

import type { Node } from '../query/node.js'
import { fieldFrequency, idf, onGrid, saturate } from './bm25f.js'
import { leafIdf, leafScorer, type Scoring, scorerOf } from './evaluate.js'
import { keysOf, type Leaf } from './leaves.js'
import type { Scorer } from './scorer.js'
import type { Prepared } from './terms.js'

/** A number and where it comes from. */
export interface Explanation {
  value: number
  description: string
  children?: Explanation[]
}

/** Explains the score of document `doc` of a segment; undefined where it does not match. */
export function explain(node: Node, segment: Prepared, doc: number, scoring: Scoring): Explanation | undefined {
  const score = scoreOf(scorerOf(node, segment, scoring), doc)
  if (score === undefined) return undefined
  switch (node.node) {
    case 'term':
    case 'phrase':
      return explainLeaf(node, segment, doc, scoring)
    case 'max': {
      const children = matching(node.of, segment, doc, scoring)
      return { value: score, description: 'best of the readings of one word', children }
    }
    case 'bool': {
      const children = matching([...node.must, ...node.should], segment, doc, scoring)
      return { value: score, description: 'sum of', children }
    }
    default:
      return { value: 0, description: node.node === 'range' ? 'within the range; not scored' : 'every document; not scored' }
  }
}

function matching(nodes: readonly Node[], segment: Prepared, doc: number, scoring: Scoring): Explanation[] {
  return nodes.flatMap((each) => explain(each, segment, doc, scoring) ?? [])
}

function scoreOf(scorer: Scorer, doc: number): number | undefined {
  return (scorer.doc < doc ? scorer.advance(doc) : scorer.doc) === doc ? scorer.score() : undefined
}

function explainLeaf(leaf: Leaf, segment: Prepared, doc: number, scoring: Scoring): Explanation {
  const { prepared } = scoring
  const { schema, documentCount } = prepared.view
  const scorer = leafScorer(leaf, segment, scoring)
  if (scorer === undefined || scorer.advance(doc) !== doc) return { value: 0, description: 'does not match' }
  const tf = scorer.weightedFrequency()
  const { k1 } = schema
  const rarity = leafIdf(leaf, prepared)
  const fields = scorer.fields
    .filter((field) => field.cursor.doc === doc)
    .map((field): Explanation => {
      const { name } = schema.fields[field.field]
      const boost = scoring.boosts[field.field]
      return {
        value: fieldFrequency(field),
        description: `${field.cursor.freq} in ${name}, times boost ${boost}, over its normalised length`,
      }
    })
  const names = leaf.node === 'term' ? leaf.words[0] : `"${leaf.words.join(' ')}"`
  return {
    value: onGrid(leaf.weight * rarity * (k1 + 1) * saturate(tf, k1)),
    description: `${names}: weight * idf * (k1 + 1) * tf / (k1 + tf), k1 = ${k1}`,
    children: [
      ...(leaf.weight === 1 ? [] : [{ value: leaf.weight, description: 'weight' }]),
      {
        value: rarity,
        description: leaf.node === 'term' ? idfText(leaf.key, scoring, documentCount) : 'idf: the sum over its words',
        ...(leaf.node === 'phrase' && {
          children: keysOf(leaf).map((key) => ({
            value: idf(documentCount, prepared.df.get(key) ?? 0),
            description: idfText(key, scoring, documentCount),
          })),
        }),
      },
      { value: tf, description: 'tf: the sum over fields', children: fields },
    ],
  }
}

function idfText(key: string, { prepared }: Scoring, documentCount: number): string {
  return `idf of ${JSON.stringify(key)}: in ${prepared.df.get(key) ?? 0} of ${documentCount} documents`
}
