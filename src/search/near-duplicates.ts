// Wire copy: the same report, cut or with another dateline, in many papers. Of the hits that say the same, the best is shown and the others are told beside it.
//
// Two texts are the same where most runs of four words (shingles, Broder 1997) of the shorter stand in the longer: containment, as papers cut from the end.

import { analyze } from '../analysis/analyze.js'
import type { Analyzer } from '../analysis/analyzer.js'
import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Field, Schema } from '../schema.js'

/** Which hits are shown as one. */
export interface NearDuplicateOptions {
  /** A stored text field. */
  field: string
  /** From which part of the shingles of the shorter text on two are the same: above 0, at most 1. Default 0.6. */
  similarity?: number
}

/** The same, checked. */
export interface CheckedNearDuplicates {
  readonly field: Field
  readonly similarity: number
}

/** Words of a shingle. */
const shingleLength = 4
/** Words of a text that are read. */
const mostWords = 5000

/** Checks the options. @throws E_CONFIG, E_QUERY_FIELD */
export function checkNearDuplicates(given: string | NearDuplicateOptions, schema: Schema, target: number): CheckedNearDuplicates {
  const { field: name, similarity = 0.6 } = typeof given === 'string' ? { field: given } : given
  if (typeof given !== 'string') checkOptions(given, ['field', 'similarity'], 'near duplicates')
  const field = schema.field(name)
  if (field?.type !== 'text' || field.level !== target || !schema.storeFields.includes(field.name)) {
    throw new RostrumError('E_QUERY_FIELD', {
      expected: 'nearDuplicates of a stored text field of what is found',
      got: quote(name),
      cure: 'Name it in storeFields when the index is built.',
      details: { field: name },
    })
  }
  if (!(typeof similarity === 'number' && similarity > 0 && similarity <= 1)) {
    throw new RostrumError('E_CONFIG', {
      expected: 'similarity, a number above 0, at most 1',
      got: quote(similarity),
      cure: 'Leave it out for 0.6.',
    })
  }
  return { field, similarity }
}

/** A text that is shown, and what is the same as it. */
export interface NearGroup {
  /** Its place among those given. */
  readonly first: number
  readonly others: { readonly place: number; readonly similarity: number }[]
}

/** Groups texts, best first: each belongs to the first shown one that says the same, or is shown itself. Linear in the texts, and in shingles that several have. */
export function nearGroups(texts: readonly string[], analyzer: Analyzer, similarity: number): NearGroup[] {
  const groups: NearGroup[] = []
  const sizes: number[] = []
  /** By shingle, the groups whose first has it. */
  const holders = new Map<number, number[]>()
  for (const [place, text] of texts.entries()) {
    const own = shinglesOf(text, analyzer)
    const shared = new Map<number, number>()
    for (const shingle of own) for (const group of holders.get(shingle) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1)
    let best = -1
    let most = 0
    for (const [group, count] of shared) {
      const part = count / Math.min(own.size, sizes[group])
      if (part >= similarity && (part > most || (part === most && group < best))) {
        best = group
        most = part
      }
    }
    if (best >= 0) {
      groups[best].others.push({ place, similarity: most })
      continue
    }
    for (const shingle of own) {
      const known = holders.get(shingle)
      if (known === undefined) holders.set(shingle, [groups.length])
      else known.push(groups.length)
    }
    sizes.push(own.size)
    groups.push({ first: place, others: [] })
  }
  return groups
}

/** Runs of words as numbers; a shorter text is one run. */
function shinglesOf(text: string, analyzer: Analyzer): Set<number> {
  // a word has six letters or so
  const words = analyze(analyzer, text.slice(0, 8 * mostWords)).map(({ term }) => term)
  const shingles = new Set<number>()
  for (let at = 0; at === 0 || at + shingleLength <= words.length; at++) {
    if (words.length === 0) break
    let hash = 0x811c9dc5
    for (const word of words.slice(at, at + shingleLength)) {
      for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
      hash = Math.imul(hash ^ 0x20, 0x01000193)
    }
    shingles.add(hash)
  }
  return shingles
}
