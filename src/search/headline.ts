// Documents one of whose fields is what was asked for and nothing else, as a headline typed whole: they come before all others.
//
// Found without reading a text: such a field has all of the words, in order, and is as long as they are. Looked at are the documents of the rarest of
// the words in that one field, of most of them no more than their length; at most `mostFirst`, the best by score, are put first.

import { partsOf } from '../analysis/analyzer.js'
import { type WholePhrase, wholePhrase } from '../analysis/query-words.js'
import { blockSize } from '../bytes/bitpack.js'
import type { Plan, Range } from '../bytes/plan.js'
import type { Node, PhraseNode } from '../query/node.js'
import { mostOf } from '../query/rescale.js'
import type { Field, Schema } from '../schema.js'
import { noMoreDocuments, sections } from '../segment/layout.js'
import { type FieldLengths, lengthsOf } from '../segment/norms.js'
import type { ListEntry } from '../segment/postings.js'
import { rangeOf } from '../segment/segment.js'
import { onGrid } from './bm25f.js'
import { leafIdf, leafScorer, postings, type Scoring, scorerOf } from './evaluate.js'
import type { Scorer } from './scorer.js'
import type { Prepared } from './terms.js'
import { Top } from './top.js'
import { hasBit } from './view.js'

/** The most documents that come first because a field of theirs is what was asked for. */
export const mostFirst = 100

/** Lengths below this are kept as they are, whatever `lengths` says. */
const firstRounded = 32

/** What a field must be, in each way that its languages read it. */
export interface Headline {
  readonly field: Field
  readonly readings: readonly HeadlineReading[]
  /** Terms to look up beside those of the query. */
  readonly keys: readonly string[]
}

interface HeadlineReading {
  readonly phrase: PhraseNode
  /** Words of a field that is this. */
  readonly length: number
}

/** A document and its score with all that is added to it. */
export interface Raised {
  readonly doc: number
  readonly key: number
  /** Bits kept beside it (see `Top.offer`). */
  readonly mask?: number
}

/** Reads a text as the whole of a field; undefined where no field can be told to be this. */
export function headlineOf(text: string, field: Field, schema: Schema): Headline | undefined {
  const found: Headline[] = []
  for (const part of field.analyzer === undefined ? [] : partsOf(field.analyzer)) {
    const one = headlineOfPhrase(wholePhrase(part, text), field, schema)
    if (one !== undefined) found.push(one)
  }
  if (found.length <= 1) return found[0]
  return { field, readings: found.flatMap(({ readings }) => readings), keys: found.flatMap(({ keys }) => keys) }
}

/** The same of a text that was read in one language. */
export function headlineOfPhrase(read: WholePhrase, field: Field, schema: Schema): Headline | undefined {
  const { terms: keys, words, positions, length } = read
  const canTell = length < firstRounded || schema.lengths === 'exact'
  if (keys.length === 0 || !canTell || (keys.length > 1 && !schema.positions)) return undefined
  return { field, readings: [{ phrase: { node: 'phrase', keys, positions, fields: [field.number], weight: 1, words }, length }], keys }
}

/** Documents as long as a reading is, ascending, which have all of its words in the field. */
export interface Candidates {
  readonly segment: Prepared
  readonly reading: HeadlineReading
  /** Of each of its words, in the field. */
  readonly lists: readonly ListEntry[]
  readonly docs: readonly number[]
}

/** Where a document may be one that comes first: in most searches nowhere. What is needed must have been looked up. @throws E_CORRUPT */
export function candidatesOf({ field, readings }: Headline, scoring: Scoring): readonly Candidates[] {
  let candidates: Candidates[] | undefined
  for (const segment of scoring.prepared.segments) {
    for (const reading of readings) {
      const lists = listsOf(reading.phrase.keys, field.number, segment)
      if (lists === undefined) continue
      const docs = asLongAs(reading.length, lists, segment)
      if (docs.length > 0) (candidates ??= []).push({ segment, reading, lists, docs })
    }
  }
  return candidates ?? noCandidates
}

/** As nearly all searches have them. */
export const noCandidates: readonly Candidates[] = []

/** The lists of a field, one for each key; undefined where there is none of any. */
function listsOf(keys: readonly string[], field: number, { terms }: Prepared): ListEntry[] | undefined {
  const found: ListEntry[] = []
  for (let k = 0; k < keys.length; k++) {
    const list = terms.get(keys[k])?.entry.lists.find((each) => each.field === field)
    if (list === undefined) return undefined
    found.push(list)
  }
  return found
}

/**
 * The documents that come first, best first: their score and the most that any document can have for `node`, which keeps them before the others and
 * depends on nothing but the query and the index. Rounds: positions of the field. @throws E_CORRUPT
 */
export function* raise(node: Node, candidates: readonly Candidates[], scoring: Scoring): Plan<readonly Raised[]> {
  const ranges: Range[] = []
  for (const { segment, lists } of candidates) {
    if (lists.length === 1) continue
    for (const { df, positionsStart, positionsEnd } of lists) {
      if (df >= blockSize) ranges.push(rangeOf(segment.view.segment, sections.positions, positionsStart, positionsEnd))
    }
  }
  const { phrases } = scoring.prepared.view.modules
  const isWaiting = !phrases.isHere && candidates.some(({ lists }) => lists.length > 1)
  if (ranges.length > 0 || isWaiting) yield isWaiting ? [...ranges, phrases] : ranges
  const top = new Top(mostFirst)
  // a document may be the headline in several readings, those of several languages
  const taken = candidates.some(({ reading }) => reading !== candidates[0].reading) ? new Set<number>() : undefined
  let count = 0
  for (const { segment, reading, docs } of candidates) {
    const phrase = reading.phrase.keys.length === 1 ? undefined : leafScorer(reading.phrase, segment, scoring)
    if (phrase === undefined && reading.phrase.keys.length > 1) continue
    let whole: Scorer | undefined
    for (const own of docs) {
      if (phrase !== undefined && (phrase.doc < own ? phrase.advance(own) : phrase.doc) !== own) continue
      whole ??= scorerOf(node, segment, scoring)
      if ((whole.doc < own ? whole.advance(own) : whole.doc) !== own) continue
      const doc = segment.view.base + own
      count++
      if (taken?.has(doc)) continue
      taken?.add(doc)
      top.offer(whole.score(), doc)
    }
  }
  if (count === 0) return noneRaised
  const most = mostScore(node, scoring)
  return top.sorted().map(({ key, doc }) => ({ doc, key: onGrid(key + most) }))
}

/** As nearly all searches have it: nothing comes first. */
export const noneRaised: readonly Raised[] = []

/** The best documents, those that are raised first. Both are best first. */
export function firstly(raised: readonly Raised[], best: readonly Raised[]): readonly Raised[] {
  if (raised.length === 0) return best
  const taken = new Set(raised.map(({ doc }) => doc))
  return [...raised, ...best.filter(({ doc }) => !taken.has(doc))]
}

/** Of the documents of the shortest list, those with so many words in its field. */
function asLongAs(length: number, lists: readonly ListEntry[], segment: Prepared): number[] {
  const rarest = lists.reduce((least, list) => (list.df < least.df ? list : least))
  const { classes, start, lengths } = lengthsOf(segment.view.segment, rarest.field) as FieldLengths
  const { deleted } = segment.view
  const docs: number[] = []
  const cursor = postings(rarest, segment)
  for (let doc = cursor.next(); doc !== noMoreDocuments; doc = cursor.next()) {
    if (lengths[classes[start + doc]] === length && !hasBit(deleted, doc)) docs.push(doc)
  }
  cursor.release()
  return docs
}

/** What no score of a query exceeds: each of its words' share without end. */
export function mostScore(node: Node, scoring: Scoring): number {
  const all = (nodes: readonly Node[]) => nodes.map((each) => mostScore(each, scoring))
  const sum = (scores: readonly number[]) => scores.reduce((total, each) => total + each, 0)
  switch (node.node) {
    case 'term':
    case 'phrase':
      return node.weight * leafIdf(node, scoring.prepared) * (scoring.prepared.view.schema.k1 + 1)
    case 'max': {
      const scores = all(node.of)
      const best = Math.max(0, ...scores)
      return best + (node.tie ?? 0) * (sum(scores) - best)
    }
    case 'bool':
      return sum(all([...node.must, ...node.should]))
    case 'constant':
      return node.score
    case 'join':
      return mostScore(node.of, scoring)
    case 'scaled':
      return mostScore(node.of, scoring) * mostOf(node.by)
    default:
      return 0
  }
}
