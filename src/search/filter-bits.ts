// The documents of a segment that a filter matches, as bits; those asked for last are kept, for segments never change.

import type { Node } from '../query/node.js'
import { noMoreDocuments } from '../segment/layout.js'
import type { Segment } from '../segment/segment.js'
import { type Scoring, scorerOf } from './evaluate.js'
import type { Prepared } from './terms.js'

/** The most that is kept of a segment: bitsets, and their bytes together. */
const most = { bitsets: 32, bytes: 16 * 2 ** 20 }
/** Filters that take more to write down are worked out each time. */
const longestName = 2048

const kept = new WeakMap<Segment, Map<string, Uint8Array>>()

/** A bit per document that matches, deleted ones among them; not to be changed. O(documents / 8 + matches) where it is not kept. @throws E_TIMEOUT */
export function matchBits(node: Node, segment: Prepared, scoring: Scoring): Uint8Array {
  const { segment: opened } = segment.view
  const name = nameOf(node, scoring.boosts)
  let known = kept.get(opened)
  const same = name === undefined ? undefined : known?.get(name)
  const bits = same ?? made(node, segment, scoring)
  if (name === undefined) return bits
  if (known === undefined) kept.set(opened, (known = new Map()))
  // those used last stand last
  known.delete(name)
  known.set(name, bits)
  const [oldest] = known.keys()
  if (known.size > 1 && (known.size > most.bitsets || known.size * bits.length > most.bytes)) known.delete(oldest)
  return bits
}

function made(node: Node, segment: Prepared, scoring: Scoring): Uint8Array {
  const bits = new Uint8Array((segment.view.segment.documentCount + 7) >>> 3)
  const scorer = scorerOf(node, segment, scoring)
  for (let doc = scorer.next(); doc !== noMoreDocuments; doc = scorer.next()) {
    bits[doc >>> 3] |= 1 << (doc & 7)
    scoring.deadline?.step()
  }
  return bits
}

/** What tells a filter from all others that match otherwise; undefined where it is long. */
function nameOf(node: Node, boosts: readonly number[]): string | undefined {
  const parts: string[] = []
  let length = 0
  const say = (text: string): boolean => {
    parts.push(text)
    length += text.length
    return length <= longestName
  }
  const all = (sign: string, nodes: readonly Node[]): boolean => say(`${sign}${nodes.length}(`) && nodes.every(named)
  const named = (each: Node): boolean => {
    switch (each.node) {
      case 'none':
        return say('none')
      case 'expand':
        return false
      case 'all':
        return say(`all ${each.level}`)
      case 'term':
        return say(JSON.stringify([each.key, each.fields]))
      case 'phrase': {
        const { keys, positions, fields, isExact, words, slop, isUnordered, times, lastKeys } = each
        if (keys.length + (lastKeys?.length ?? 0) > longestName) return false
        return say(JSON.stringify([keys, positions, fields, isExact === true && words, slop, isUnordered, times, lastKeys]))
      }
      case 'range':
        return say(`range ${each.field} ${each.from} ${each.to}`)
      case 'exists':
        return say(`exists ${each.field}`)
      case 'constant':
      case 'scaled':
        return named(each.of)
      case 'join':
        return say(`join ${each.from} ${each.to}`) && named(each.of)
      case 'max':
        return all('|', each.of)
      case 'bool':
        return say(`bool ${each.atLeast}`) && all('+', each.must) && all('?', each.should) && all('-', each.not)
    }
  }
  const isShort = named(node) && say(boosts.flatMap((boost, field) => (boost === 0 ? [field] : [])).join())
  return isShort ? parts.join('\u0000') : undefined
}
