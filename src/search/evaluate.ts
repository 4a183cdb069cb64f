// From a compiled query and a segment to a scorer.

import type { Node, PhraseNode } from '../query/node.js'
import { KeywordColumn, readKeywordPlaces } from '../segment/keywords.js'
import { sections } from '../segment/layout.js'
import { allLengthsOf, byteLengths, type FieldLengths, lengthsOf } from '../segment/norms.js'
import { PostingCursor } from '../segment/posting-cursor.js'
import type { ListEntry, TermEntry } from '../segment/postings.js'
import type { Segment } from '../segment/segment.js'
import { addTerms, bestOfTerms, isTerm } from './best-terms.js'
import { type FieldCursor, idf, TermScorer, type WeightedField, weightTable } from './bm25f.js'
import type { Deadline } from './deadline.js'
import { ColumnScorer, emptyColumn, gather } from './gathered.js'
import { ItemScorer, ParentScorer } from './join.js'
import { keysOf, type Leaf } from './leaves.js'
import { factorIn, ScaledScorer } from './scaled.js'
import { AndScorer, BoolScorer, ConstantScorer, EveryScorer, nothing, OrScorer, rangeScorer, type Scorer, SeveralScorer } from './scorer.js'
import { frequencyOf, hasPositions, type Prepared, type PreparedView } from './terms.js'
import { cachedTable } from './view.js'

/** What scoring needs beside the segment. */
export interface Scoring {
  readonly prepared: PreparedView
  /** By field number, the query's boosts. */
  readonly boosts: readonly number[]
  /** Of a search with `timeoutMs`. */
  readonly deadline?: Deadline
}

/** Scoring of a prepared query with boosts by field number. */
export function scoringOf(prepared: PreparedView, boosts: readonly number[], deadline?: Deadline): Scoring {
  return deadline === undefined ? { prepared, boosts } : { prepared, boosts, deadline }
}

/** The scorer of `node` in one segment; deleted documents are not left out. */
export function scorerOf(node: Node, segment: Prepared, scoring: Scoring): Scorer {
  switch (node.node) {
    case 'none':
    // a search has put terms in its place
    case 'expand':
      return nothing
    case 'all': {
      const { parents } = segment
      const { level } = node
      const { documentCount } = segment.view.segment
      return parents === undefined ? new EveryScorer(documentCount) : new EveryScorer(documentCount, (doc) => parents.level(doc) === level)
    }
    case 'join': {
      const of = scorerOf(node.of, segment, scoring)
      const { parents } = segment
      if (of === nothing || parents === undefined) return nothing
      return node.to === 0 ? new ParentScorer(of, parents) : new ItemScorer(of, parents, node.to)
    }
    case 'range': {
      const column = segment.columns.get(node.field)
      return column === undefined ? nothing : rangeScorer(column, node.from, node.to, segment.view.segment.documentCount)
    }
    case 'exists': {
      const holds = holdsOf(node.field, segment)
      return holds === undefined ? nothing : new EveryScorer(segment.view.segment.documentCount, holds)
    }
    case 'constant': {
      const of = scorerOf(node.of, segment, scoring)
      return of === nothing ? nothing : new ConstantScorer(of, node.score)
    }
    case 'scaled': {
      const of = scorerOf(node.of, segment, scoring)
      return of === nothing ? nothing : new ScaledScorer(of, (doc) => factorIn(node, segment, doc))
    }
    case 'term':
    case 'phrase':
      return leafScorer(node, segment, scoring) ?? nothing
    case 'max':
      return anyOf(node.of, 'max', segment, scoring, node.tie)
    case 'bool': {
      if (node.atLeast !== undefined) return severalOf(node.should, node.atLeast, segment, scoring)
      const not = anyOf(node.not, 'sum', segment, scoring)
      if (node.must.length === 0) {
        const either =
          node.should.length > 0 ? anyOf(node.should, 'sum', segment, scoring) : new EveryScorer(segment.view.segment.documentCount)
        return not === nothing ? either : new BoolScorer(either, nothing, not)
      }
      const must = node.must.map((each) => scorerOf(each, segment, scoring))
      if (must.includes(nothing)) return nothing
      const all = must.length === 1 ? must[0] : new AndScorer(must)
      const should = anyOf(node.should, 'sum', segment, scoring)
      return not === nothing && should === nothing ? all : new BoolScorer(all, should, not)
    }
  }
}

/** The most scorers that are walked side by side: each step looks at all of them. */
const mostWalked = 4

/** Of more whose scores are added, all are read: whoever asks for so many seldom looks for few documents among theirs. */
const mostSummed = 64

function anyOf(nodes: readonly Node[], combine: 'sum' | 'max', segment: Prepared, scoring: Scoring, tie = 0): Scorer {
  if (combine === 'sum' && nodes.length > mostSummed) return sumOf(nodes, segment, scoring)
  const isBest = combine === 'max' && tie === 0
  if (isBest && nodes.length > 1 && nodes.every(isTerm) && (nodes.length > mostWalked || nodes.every(({ blend }) => blend !== undefined)))
    return bestOfTerms(nodes, segment, scoring)
  const scorers = nodes.map((each) => scorerOf(each, segment, scoring)).filter((scorer) => scorer !== nothing)
  if (scorers.length === 0) return nothing
  if (isBest && scorers.length > mostWalked) {
    const column = emptyColumn(segment.view.segment.documentCount)
    gather(scorers, column, 'max')
    return new ColumnScorer(column)
  }
  return scorers.length === 1 ? scorers[0] : new OrScorer(scorers, combine, tie)
}

/** The sum of very many: each is read to its end, one that stands there several times once. */
function sumOf(nodes: readonly Node[], segment: Prepared, scoring: Scoring): Scorer {
  const times = new Map<Node, number>()
  for (const node of nodes) times.set(node, (times.get(node) ?? 0) + 1)
  const column = emptyColumn(segment.view.segment.documentCount)
  const terms: [Extract<Node, { node: 'term' }>, number][] = []
  const others: Scorer[] = []
  for (const [node, count] of times) {
    if (isTerm(node)) terms.push([node, count])
    else {
      const scorer = scorerOf(node, segment, scoring)
      if (scorer !== nothing) others.push(count === 1 ? scorer : new ScaledScorer(scorer, () => count))
    }
  }
  addTerms(terms, column, segment, scoring)
  gather(others, column, 'sum')
  return new ColumnScorer(column)
}

/** Of a bool with nothing else. */
function severalOf(should: readonly Node[], atLeast: number, segment: Prepared, scoring: Scoring): Scorer {
  const scorers = should.map((each) => scorerOf(each, segment, scoring)).filter((scorer) => scorer !== nothing)
  return scorers.length < atLeast ? nothing : new SeveralScorer(scorers, atLeast)
}

/** Whether a document has a value in a field; undefined where none has. */
function holdsOf(field: number, { view: { segment }, columns }: Prepared): ((doc: number) => boolean) | undefined {
  const { type } = segment.schema.fields[field]
  if (type === 'text') {
    const { classes, start } = allLengthsOf(segment, field) as FieldLengths
    return (doc) => classes[start + doc] !== 0
  }
  if (type === 'keyword') {
    const column = keywordColumn(segment, field)
    return column && ((doc) => column.least(doc) >= 0)
  }
  const column = columns.get(field)
  return column && ((doc) => !Number.isNaN(column.value(doc)))
}

/** The values of a keyword field, whose section must have been read. */
export function keywordColumn(segment: Segment, field: number): KeywordColumn | undefined {
  const section = segment.sections.get(sections.keywordColumns)
  if (section === undefined) return undefined
  const { bytes, start } = segment.resident.chunk(section.start, section.end)
  const own = bytes.subarray(section.start - start, section.end - start)
  const place = readKeywordPlaces(own, 0, segment.documentCount).find((each) => each.field === field)
  return place && new KeywordColumn(own.subarray(place.start, place.end), place, segment.documentCount)
}

/** The scorer of a term or phrase, or undefined where the segment has none of it. Phrases must have been looked up. */
export function leafScorer(leaf: Leaf, segment: Prepared, scoring: Scoring): TermScorer | undefined {
  const { phrases } = scoring.prepared.view.modules
  if (leaf.node === 'phrase' && leaf.lastKeys !== undefined) return phrases.code.openPhrase(leaf, segment, scoring)
  const entries = keysOf(leaf).map((key) => segment.terms.get(key)?.entry)
  if (entries.some((entry) => entry === undefined)) return undefined
  const found = entries as TermEntry[]
  const fields: WeightedField[] = []
  for (const field of leaf.fields) {
    if (scoring.boosts[field] === 0) continue
    const lists = found.map((entry) => entry.lists.find((list) => list.field === field))
    if (lists.some((list) => list === undefined)) continue
    const cursor =
      leaf.node === 'term' ? postings(lists[0] as ListEntry, segment) : phrases.code.phraseCursor(leaf, lists as ListEntry[], segment)
    if (cursor !== undefined) fields.push(weighted(field, cursor, segment, scoring))
  }
  if (fields.length === 0) return undefined
  const { k1 } = scoring.prepared.view.schema
  return new TermScorer(fields, leaf.weight * leafIdf(leaf, scoring.prepared) * (k1 + 1), k1)
}

/** The idf of a term over all documents of its level; of a phrase, the sum over its words (as Lucene has it). */
export function leafIdf(leaf: Leaf, prepared: PreparedView): number {
  const { view } = prepared
  let sum = 0
  const { level } = view.schema.fields[leaf.fields[0]]
  if (leaf.blend !== undefined) return idf(view.counts[level], blendedDf(leaf.blend, level, prepared))
  const last = leaf.node === 'phrase' ? leaf.lastKeys : undefined
  if (last !== undefined) sum += idf(view.counts[level], blendedDf(last, level, prepared))
  for (const key of last === undefined ? keysOf(leaf) : (leaf as PhraseNode).keys.slice(0, -1))
    sum += idf(view.counts[level], frequencyOf(prepared, key, level))
  return sum
}

/** The df of the commonest of the terms that stand for a pattern, whose fields are of one level. */
export function blendedDf(blend: readonly string[], level: number, prepared: PreparedView): number {
  const { blends } = prepared
  let most = blends.get(blend)
  if (most === undefined) {
    most = 0
    for (const key of blend) most = Math.max(most, frequencyOf(prepared, key, level))
    blends.set(blend, most)
  }
  return most
}

/** A cursor over a list. */
export function postings(list: ListEntry, { view: { segment } }: Prepared): PostingCursor {
  const chunk = segment.resident.chunk(list.start, list.end)
  return PostingCursor.of(chunk, list, hasPositions(segment.schema, list.field), segment.documentCount)
}

/** A cursor with its field's lengths and weights. */
export function weighted(field: number, cursor: FieldCursor, { view: segmentView }: Prepared, scoring: Scoring): WeightedField {
  const { view } = scoring.prepared
  const { segment } = segmentView
  const boost = scoring.boosts[field]
  const own = lengthsOf(segment, field)
  // exact lengths are those of their segment
  const tables = own === undefined || own.lengths === byteLengths ? view.weights : segmentView.weights
  // fields without lengths are not normalised: b is 0
  const weights = cachedTable(tables[field], boost, () =>
    weightTable(boost, own === undefined ? 0 : view.schema.fields[field].b, view.means[field], own?.lengths),
  )
  return { field, cursor, norms: own?.classes, normsStart: own?.start ?? 0, weights }
}
