// Why a document has its score: a tree whose numbers add up.

import type { Node } from '../query/node.js'
import type { Parents } from '../segment/parents.js'
import { fieldFrequency, idf, onGrid, saturate, type WeightedField } from './bm25f.js'
import { blendedDf, leafIdf, leafScorer, type Scoring, scorerOf } from './evaluate.js'
import type { Leaf } from './leaves.js'
import { factorIn, factorText } from './scaled.js'
import type { Scorer } from './scorer.js'
import { frequencyOf, type Prepared } from './terms.js'

/** A number and where it comes from. */
export interface Explanation {
  value: number
  description: string
  /**
   * What the value is of its children's: their sum, their product, the best of them (and `tie` times each of the others), or `x / (k1 + x)` of the only one
   * (`saturated`). Absent where they only tell what is meant, or there are none.
   */
  how?: 'sum' | 'product' | 'best' | 'saturated'
  /** Of `best`. Default 0. */
  tie?: number
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
      return { value: score, description, how: 'best', ...(node.tie !== undefined && { tie: node.tie }), children }
    }
    case 'bool': {
      const children = matching([...node.must, ...node.should], segment, doc, scoring)
      return { value: score, description: 'sum of', how: 'sum', children }
    }
    case 'constant':
      return { value: score, description: 'the same for all that match' }
    case 'scaled': {
      const child = explain(node.of, segment, doc, scoring)
      const { name } = scoring.prepared.view.schema.fields[node.field]
      const by = { value: factorIn(node, segment, doc), description: factorText(node.by, name) }
      return { value: score, description: 'product of', how: 'product', children: [...(child ? [child] : []), by] }
    }
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

/** Explains the score of a document that comes first, its field `name` being all that was asked for; `why` is without that. */
export function explainHeadline(why: Explanation, score: number, name: string): Explanation {
  const first = { value: score - why.value, description: `${name} is what was asked for: the most that any document could have` }
  return { value: score, description: 'sum of', how: 'sum', children: [why, first] }
}

function explainJoin(node: Extract<Node, { node: 'join' }>, segment: Prepared, doc: number, scoring: Scoring, score: number): Explanation {
  const parents = segment.parents as Parents
  if (node.to > 0) {
    const children = explain(node.of, segment, parents.next(doc), scoring)
    return { value: score, description: 'of the document it stands in', how: 'sum', ...(children && { children: [children] }) }
  }
  const path = scoring.prepared.view.schema.nested[node.from - 1]
  const best = bestItem(scorerOf(node.of, segment, scoring), parents.first(doc), doc)
  const child = best === undefined ? undefined : explain(node.of, segment, best, scoring)
  return {
    value: score,
    description: best === undefined ? path : `best of ${path}: number ${parents.index(best)}`,
    how: 'best',
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
  const { schema } = prepared.view
  const { level } = schema.fields[leaf.fields[0]]
  const scorer = leafScorer(leaf, segment, scoring)
  if (scorer === undefined || scorer.advance(doc) !== doc) return { value: 0, description: 'does not match' }
  const { k1 } = schema
  const fields = scorer.fields.filter((field) => field.cursor.doc === doc).map((field) => explainField(field, scoring))
  const tf = scorer.weightedFrequency()
  const saturated: Explanation = {
    value: saturate(tf, k1),
    description: `tf / (k1 + tf), k1 = ${k1}`,
    how: 'saturated',
    children: [{ value: tf, description: 'tf: the sum over fields', how: 'sum', children: fields }],
  }
  return {
    value: onGrid((leaf.weight * leafIdf(leaf, prepared) * (k1 + 1) * tf) / (k1 + tf)),
    description: `${nameOf(leaf)}: weight * idf * (k1 + 1) * tf / (k1 + tf), k1 = ${k1}`,
    how: 'product',
    children: [
      ...(leaf.weight === 1 ? [] : [{ value: leaf.weight, description: 'weight' }]),
      explainIdf(leaf, level, scoring),
      { value: k1 + 1, description: 'k1 + 1' },
      saturated,
    ],
  }
}

/** The words as they were asked for; of a phrase in quotes. */
function nameOf(leaf: Leaf): string {
  return leaf.node === 'term' ? (leaf.words[0] ?? termText(leaf.key)) : `${leaf.isExact === true ? '=' : ''}"${leaf.words.join(' ')}"`
}

function explainField(field: WeightedField, { prepared, boosts }: Scoring): Explanation {
  const { name } = prepared.view.schema.fields[field.field]
  const boost = boosts[field.field]
  const value = fieldFrequency(field)
  const { freq } = field.cursor
  return {
    value,
    description: `${freq} in ${name}, times boost ${boost}, over its normalised length`,
    how: 'product',
    children: [
      { value: freq, description: `times in ${name}` },
      { value: boost, description: 'boost' },
      { value: value / (freq * boost), description: 'by length: 1 / (1 - b + b * length / mean length)' },
    ],
  }
}

function explainIdf(leaf: Leaf, level: number, scoring: Scoring): Explanation {
  const { prepared } = scoring
  const value = leafIdf(leaf, prepared)
  if (leaf.blend !== undefined) return { value, description: commonestText(leaf.blend, level, scoring) }
  if (leaf.node === 'term') return idfOf(leaf.key, leaf.words[0], level, scoring)
  const { keys, lastKeys, words } = leaf
  const closed = lastKeys === undefined ? keys : keys.slice(0, -1)
  const children = closed.map((key, i) => idfOf(key, words[i], level, scoring))
  if (lastKeys !== undefined) {
    const df = blendedDf(lastKeys, level, prepared)
    children.push({ value: idf(prepared.view.counts[level], df), description: commonestText(lastKeys, level, scoring) })
  }
  return { value, description: 'idf: the sum over its words', how: 'sum', children }
}

function commonestText(keys: readonly string[], level: number, { prepared }: Scoring): string {
  return `idf of the commonest word of its pattern or synonyms: in ${blendedDf(keys, level, prepared)} of ${prepared.view.counts[level]}`
}

function idfOf(key: string, word: string | undefined, level: number, { prepared }: Scoring): Explanation {
  const { view } = prepared
  const what = level === 0 ? 'documents' : view.schema.nested[level - 1]
  const term = termText(key)
  const stem = word === undefined || word === term || key !== term ? '' : ` (stem ${JSON.stringify(term)})`
  const own = frequencyOf(prepared, key, level)
  return {
    value: idf(view.counts[level], own),
    description: `idf of ${JSON.stringify(word === undefined || key !== term ? term : word)}${stem}: in ${own} of ${view.counts[level]} ${what}`,
  }
}

/** A term for people: the key of a keyword starts with its field's number, between control characters. */
function termText(key: string): string {
  return key.slice(key.lastIndexOf('\u0001') + 1)
}
