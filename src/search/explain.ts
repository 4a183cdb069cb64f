// Why a document has its score: a tree whose numbers add up.

import type { Node } from '../query/node.js'
import type { Parents } from '../segment/parents.js'
import { fieldFrequency, idf, onGrid, saturate } from './bm25f.js'
import { blendedDf, leafIdf, leafScorer, type Scoring, scorerOf } from './evaluate.js'
import { keysOf, type Leaf } from './leaves.js'
import type { Scorer } from './scorer.js'
import { levelKey, type Prepared } from './terms.js'

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
      const description = node.tie === undefined ? 'best of' : `best of, and ${node.tie} times the others`
      return { value: score, description, children }
    }
    case 'bool': {
      const children = matching([...node.must, ...node.should], segment, doc, scoring)
      return { value: score, description: 'sum of', children }
    }
    case 'constant':
      return { value: score, description: 'the same for all that match' }
    case 'join':
      return explainJoin(node, segment, doc, scoring, score)
    default:
      return {
        value: 0,
        description:
          node.node === 'range'
            ? 'within the range; not scored'
            : node.node === 'exists'
              ? 'has a value; not scored'
              : 'every document; not scored',
      }
  }
}

function explainJoin(node: Extract<Node, { node: 'join' }>, segment: Prepared, doc: number, scoring: Scoring, score: number): Explanation {
  const parents = segment.parents as Parents
  if (node.to > 0) {
    const children = explain(node.of, segment, parents.next(doc), scoring)
    return { value: score, description: 'of the document it stands in', ...(children && { children: [children] }) }
  }
  const path = scoring.prepared.view.schema.nested[node.from - 1]
  const best = bestItem(scorerOf(node.of, segment, scoring), parents.first(doc), doc)
  const child = best === undefined ? undefined : explain(node.of, segment, best, scoring)
  return {
    value: score,
    description: best === undefined ? path : `best of ${path}: number ${parents.index(best)}`,
    ...(child && { children: [child] }),
  }
}

/** The first of the best documents in [from, to). */
function bestItem(scorer: Scorer, from: number, to: number): number | undefined {
  let best: number | undefined
  let most = -1
  for (let item = scorer.advance(from); item < to; item = scorer.next()) {
    const score = scorer.score()
    if (score <= most) continue
    most = score
    best = item
  }
  return best
}

function matching(nodes: readonly Node[], segment: Prepared, doc: number, scoring: Scoring): Explanation[] {
  return nodes.flatMap((each) => explain(each, segment, doc, scoring) ?? [])
}

function scoreOf(scorer: Scorer, doc: number): number | undefined {
  return (scorer.doc < doc ? scorer.advance(doc) : scorer.doc) === doc ? scorer.score() : undefined
}

function explainLeaf(leaf: Leaf, segment: Prepared, doc: number, scoring: Scoring): Explanation {
  const { prepared } = scoring
  const { schema, counts } = prepared.view
  const { level } = schema.fields[leaf.fields[0]]
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
        description:
          leaf.blend === undefined
            ? leaf.node === 'phrase'
              ? 'idf: the sum over its words'
              : idfText(leaf.key, level, scoring)
            : `idf of the commonest word of its pattern or synonyms: in ${blendedDf(leaf.blend, level, prepared)} of ${counts[level]}`,
        ...(leaf.node === 'phrase' &&
          leaf.blend === undefined && {
            children: keysOf(leaf).map((key) => ({
              value: idf(counts[level], prepared.df.get(levelKey(key, level)) ?? 0),
              description: idfText(key, level, scoring),
            })),
          }),
      },
      { value: tf, description: 'tf: the sum over fields', children: fields },
    ],
  }
}

function idfText(key: string, level: number, { prepared: { view, df } }: Scoring): string {
  const what = level === 0 ? 'documents' : view.schema.nested[level - 1]
  // the key of a keyword starts with its field's number, between control characters
  return `idf of ${JSON.stringify(key.slice(key.lastIndexOf('\u0001') + 1))}: in ${df.get(levelKey(key, level)) ?? 0} of ${view.counts[level]} ${what}`
}
