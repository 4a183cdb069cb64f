// What a document needs for a stored query to match: any of a few terms or patterns. Queries are found by these, and only then asked.

import type { Node, PhraseNode } from '../query/node.js'

type Term = Extract<Node, { node: 'term' }>
type Expand = Extract<Node, { node: 'expand' }>

/** A term with the numbers of fields it must stand in. */
export type CoverTerm = Pick<Term, 'key' | 'fields'>

/** Any document that matches has one of these. */
export interface Cover {
  readonly terms: readonly CoverTerm[]
  readonly patterns: readonly Expand[]
  /** Whether a document with one of them matches: nothing is left to ask. */
  readonly isWhole: boolean
  /** About how many documents will have one, in a unit of its own. */
  readonly size: number
}

/** What a document needs to match; undefined where one may match that has no word in common with the query (`-ice`, `published:2024`). Linear. */
export function coverOf(node: Node): Cover | undefined {
  switch (node.node) {
    case 'none':
      return none
    case 'term':
      return { terms: [node], patterns: [], isWhole: true, size: sizeOf(node.key) }
    case 'expand':
      return { terms: [], patterns: [node], isWhole: true, size: patternSize }
    case 'phrase':
      return phraseCover(node)
    case 'constant':
    case 'scaled':
      return coverOf(node.of)
    case 'join': {
      const of = coverOf(node.of)
      return of && { ...of, isWhole: false }
    }
    case 'max':
      return anyOf(node.of.map(coverOf))
    case 'bool': {
      const { must, should, not, atLeast = 1 } = node
      if (must.length > 0) {
        const least = rarest(must.map(coverOf))[0]
        return least && { ...least, isWhole: least.isWhole && must.length === 1 && not.length === 0 }
      }
      if (should.length === 0) return undefined
      // of any so many of them one is among the others' rest
      const any = anyOf(rarest(should.map(coverOf)).slice(0, should.length - atLeast + 1))
      return any && { ...any, isWhole: any.isWhole && atLeast <= 1 && not.length === 0 }
    }
    default:
      return undefined
  }
}

const none: Cover = { terms: [], patterns: [], isWhole: true, size: 0 }

/** A pattern is looked for among all words of a document: a word is better. */
const patternSize = 2

/** Long words are rare. */
function sizeOf(key: string): number {
  return 1 / (1 + key.length)
}

function phraseCover({ keys, fields, last, lastKeys }: PhraseNode): Cover {
  const whole = last !== undefined || lastKeys !== undefined ? keys.slice(0, -1) : keys
  const key = whole.reduce((best, each) => (sizeOf(each) < sizeOf(best) ? each : best))
  return { terms: [{ key, fields }], patterns: [], isWhole: false, size: sizeOf(key) }
}

function rarest(covers: readonly (Cover | undefined)[]): (Cover | undefined)[] {
  const size = (cover: Cover | undefined) => cover?.size ?? Number.POSITIVE_INFINITY
  return [...covers].sort((a, b) => (size(a) === size(b) ? 0 : size(a) - size(b)))
}

function anyOf(covers: readonly (Cover | undefined)[]): Cover | undefined {
  const known = covers.filter((cover) => cover !== undefined)
  if (known.length < covers.length) return undefined
  return {
    terms: known.flatMap(({ terms }) => terms),
    patterns: known.flatMap(({ patterns }) => patterns),
    isWhole: known.every(({ isWhole }) => isWhole),
    size: known.reduce((sum, { size }) => sum + size, 0),
  }
}
