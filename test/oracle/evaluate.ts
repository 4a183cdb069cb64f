// Which documents a meaning finds and what each scores, by looking at all of them.

import { type Asked, type Meaning, mostFactor, type WeighedReading } from './meaning.js'
import { exactOccurrences, looseOccurrences } from './near.js'
import { nowhere, type Occurrences, type Snapshot } from './oracle.js'

export interface Evaluated {
  matches: Uint8Array
  scores: Float64Array
}

/** Arrays that were used and can be used again: making them anew for every part of every question takes longer than filling them. */
export const used: Evaluated[] = []

function blank(size: number): Evaluated {
  const found = used.pop()
  if (found === undefined || found.matches.length !== size) return { matches: new Uint8Array(size), scores: new Float64Array(size) }
  found.matches.fill(0)
  found.scores.fill(0)
  return found
}

export function evaluate(snapshot: Snapshot, meaning: Meaning, asked: Asked): Evaluated {
  const size = snapshot.documents.length
  const result = blank(size)
  const { matches, scores } = result
  switch (meaning.is) {
    case 'nothing':
      break
    case 'everything':
      matches.fill(1)
      break
    case 'range': {
      const { ends, values } = snapshot.column(meaning.field)
      const { from, to } = meaning
      for (let i = 0, at = 0; i < size; i++) {
        for (; at < ends[i]; at++) if (values[at] >= from && values[at] <= to) matches[i] = 1
      }
      break
    }
    case 'value':
      for (let i = 0; i < size; i++) {
        const { values, lengths } = snapshot.documents[i]
        if (meaning.holds(values[meaning.field], lengths[meaning.field])) matches[i] = 1
      }
      break
    case 'constant': {
      const of = evaluate(snapshot, meaning.of, asked)
      for (let i = 0; i < size; i++) {
        matches[i] = of.matches[i]
        scores[i] = of.matches[i] * meaning.score
      }
      break
    }
    case 'scaled': {
      const of = evaluate(snapshot, meaning.of, asked)
      for (let i = 0; i < size; i++) {
        const values = snapshot.documents[i].values[meaning.field].map((value) => meaning.factor(Number(value)))
        matches[i] = of.matches[i]
        scores[i] = of.scores[i] * (values.length === 0 ? meaning.missing : Math.min(mostFactor, Math.max(...values)))
      }
      break
    }
    case 'best':
    case 'several': {
      const all = meaning.of.map((each) => evaluate(snapshot, each, asked))
      for (let i = 0; i < size; i++) {
        const parts = all.filter((each) => each.matches[i] === 1).map((each) => each.scores[i])
        const sum = parts.reduce((total, part) => total + part, 0)
        const best = Math.max(0, ...parts)
        if (parts.length < (meaning.is === 'best' ? 1 : meaning.atLeast)) continue
        matches[i] = 1
        scores[i] = meaning.is === 'best' ? best + meaning.tie * (sum - best) : sum
      }
      break
    }
    case 'word':
      for (const reading of meaning.readings) bestOf(snapshot, reading, meaning, asked, matches, scores)
      break
    case 'bool': {
      const { must, should, not } = meaning
      if (must.length > 0 || should.length === 0) matches.fill(1)
      for (const each of must) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) {
          matches[i] &= one.matches[i]
          scores[i] += one.scores[i]
        }
        used.push(one)
      }
      for (const each of should) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) scores[i] += one.scores[i]
        if (must.length === 0) for (let i = 0; i < size; i++) matches[i] |= one.matches[i]
        used.push(one)
      }
      for (const each of not) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) matches[i] &= one.matches[i] ^ 1
        used.push(one)
      }
      for (let i = 0; i < size; i++) if (matches[i] === 0) scores[i] = 0
    }
  }
  return result
}

/** What a reading is worth in the documents that have it, before idf and weights. */
interface Worth {
  documents: Int32Array
  worth: Float64Array
}

/** Of the snapshot asked last: many questions ask for the same words. */
let worths: { of: Snapshot; known: Map<string, Worth> } | undefined

/** The most that are remembered: each may be as long as there are documents. */
const mostWorths = 400

/** BM25F of one reading of a word; where another reading scored more, that stands. */
function bestOf(
  snapshot: Snapshot,
  reading: WeighedReading,
  { fields, weight }: { fields: readonly number[]; weight: number },
  asked: Asked,
  matches: Uint8Array,
  scores: Float64Array,
): void {
  if (worths?.of !== snapshot || worths.known.size > mostWorths) worths = { of: snapshot, known: new Map() }
  const name = JSON.stringify([
    reading.terms,
    reading.positions,
    reading.loose,
    reading.isExact && reading.words,
    fields,
    fields.map((field) => asked.boosts[field]),
  ])
  let known = worths.known.get(name)
  if (known === undefined) worths.known.set(name, (known = worthOf(snapshot, reading, fields, asked)))
  const factor = weight * reading.weight * idfOf(snapshot, reading) * (snapshot.k1 + 1)
  const { documents, worth } = known
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]
    const score = factor * worth[i]
    matches[document] = 1
    if (score > scores[document]) scores[document] = score
  }
}

/** The saturated sum of the fields' frequencies, or, where fields count one by one, the sum of what each is worth. */
function worthOf(snapshot: Snapshot, reading: WeighedReading, fields: readonly number[], asked: Asked): Worth {
  const { k1, norms, perturbed } = snapshot
  const sums = new Float64Array(snapshot.documents.length)
  const found: number[] = []
  for (const field of fields) {
    const boost = asked.boosts[field]
    if (boost === 0) continue
    const { documents, frequencies } = occurrencesOf(snapshot, reading, field)
    const lengths = norms[field]
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i]
      const part = (boost * frequencies[i]) / lengths[document]
      if (sums[document] === 0) found.push(document)
      sums[document] += perturbed.fieldByField ? part / (k1 + part) : part
    }
  }
  const documents = Int32Array.from(found)
  return { documents, worth: Float64Array.from(documents, (d) => (perturbed.fieldByField ? sums[d] : sums[d] / (k1 + sums[d]))) }
}

export function occurrencesOf(snapshot: Snapshot, reading: WeighedReading, field: number): Occurrences {
  const { terms, positions, loose } = reading
  if (reading.isExact === true) return exactOccurrences(snapshot, field, reading)
  if (loose !== undefined) return snapshot.positions ? looseOccurrences(snapshot, field, loose) : nowhere
  if (terms.length === 1) return snapshot.occurrences(field, terms[0])
  return snapshot.positions ? snapshot.phrase(field, terms, positions) : nowhere
}

export function idfOf(snapshot: Snapshot, { like, terms, idf }: WeighedReading): number {
  if (like !== undefined) return Math.min(...like.map((term) => snapshot.idf(term)))
  return terms.reduce((sum, term) => sum + (idf ?? snapshot.idf(term)), 0)
}
