// Where a query's words stand in a stored text, and the fragment that shows most of them. Linear in the text.

import { normalized, readTokens } from '../analysis/analyze.js'
import { type Analyzer, partsOf as analyzersOf } from '../analysis/analyzer.js'
import { Tokens } from '../analysis/tokens.js'
import type { PhraseNode } from '../query/node.js'
import type { Field } from '../schema.js'
import type { Fragment } from './html.js'
import type { Leaf } from './leaves.js'
import { countOrdered, countUnordered } from './windows.js'

/** The most marks a text is given; beyond it a reader sees no more, and memory stays bounded. */
const mostMarks = 1000

interface Match {
  start: number
  end: number
  /** Which leaf matched: a fragment with different ones is better than one with the same again. */
  leaf: number
}

/**
 * Fragments of the values of a field: the best one of each value that matches, or the start of the first where none does. `named` is what the document
 * says of its language; where it says nothing to a multilingual analyzer, the text is read in every language.
 */
export function highlightField(
  field: Field,
  values: readonly string[],
  leaves: readonly Leaf[],
  length: number,
  named?: unknown,
): Fragment[] {
  const analyzer = field.analyzer as Analyzer
  const own = analyzer.languages?.named(named)
  const parts = own === undefined ? analyzersOf(analyzer) : [own]
  const here = leaves.filter((leaf) => leaf.fields.includes(field.number))
  const fragments: Fragment[] = []
  for (const text of values) {
    const matches = parts.flatMap((part) => findMatches(part, text, here)).sort((a, b) => a.start - b.start || a.end - b.end)
    if (matches.length > 0) fragments.push(cut(text, matches, length))
  }
  return fragments.length > 0 || values.length === 0 ? fragments : [cut(values[0], [], length)]
}

/** Places of terms, and of phrases where all their terms line up, in no order. */
function findMatches(analyzer: Analyzer, text: string, leaves: readonly Leaf[]): Match[] {
  const tokens = new Tokens()
  readTokens(analyzer, text, tokens)
  const byTerm = new Map<string, { leaf: number; part: number }[]>()
  leaves.forEach((leaf, i) => {
    termsOf(leaf).forEach(({ key, part }) => {
      const known = byTerm.get(key)
      if (known === undefined) byTerm.set(key, [{ leaf: i, part }])
      else known.push({ leaf: i, part })
    })
  })
  if (byTerm.size === 0) return []
  const matches: Match[] = []
  /** per phrase and part, positions and token numbers */
  const parts = leaves.map((leaf) => (leaf.node === 'phrase' ? leaf.keys.map(() => new Map<number, number>()) : []))
  for (let i = 0; i < tokens.count; i++) {
    const { term } = normalized(analyzer, text.slice(tokens.start[i], tokens.end[i]), tokens.kind[i])
    for (const { leaf, part } of byTerm.get(term) ?? []) {
      if (leaves[leaf].node === 'phrase') parts[leaf][part].set(tokens.position[i], i)
      else matches.push({ start: tokens.start[i], end: tokens.end[i], leaf })
    }
  }
  leaves.forEach((leaf, i) => {
    if (leaf.node !== 'phrase') return
    if (leaf.slop !== undefined || leaf.isUnordered) {
      for (const place of loosePlaces(leaf, parts[i])) matches.push({ start: tokens.start[place], end: tokens.end[place], leaf: i })
      return
    }
    for (const position of parts[i][0].keys()) {
      const places = leaf.positions.map((offset, part) => parts[i][part].get(position + offset - leaf.positions[0]))
      if (places.some((place) => place === undefined)) continue
      for (const place of places as number[]) matches.push({ start: tokens.start[place], end: tokens.end[place], leaf: i })
    }
  })
  return matches
}

/** The terms of a leaf, each with its place in it. */
function termsOf(leaf: Leaf): { key: string; part: number }[] {
  if (leaf.node === 'term') return [{ key: leaf.key, part: 0 }]
  const last = leaf.keys.length - 1
  return leaf.lastKeys === undefined
    ? leaf.keys.map((key, part) => ({ key, part }))
    : [...leaf.keys.slice(0, -1).map((key, part) => ({ key, part })), ...leaf.lastKeys.map((key) => ({ key, part: last }))]
}

/** Tokens of the words of a loose phrase where they stand near enough; `parts` are positions and token numbers by word. */
function loosePlaces(leaf: PhraseNode, parts: readonly ReadonlyMap<number, number>[]): Set<number> {
  const found = new Set<number>()
  const words = parts.map((part) => ({ at: [...part.keys()].sort((a, b) => a - b), count: part.size }))
  const { slop = 0, times = [] } = leaf
  if (!leaf.isUnordered) {
    countOrdered(words, leaf.positions, slop, (chosen) => {
      for (let w = 0; w < chosen.length; w++) found.add(parts[w].get(chosen[w]) as number)
    })
    return found
  }
  // the words between the ends of a place; places overlap, and each position is looked at once
  let done = -1
  const inside = [...new Set(words.flatMap(({ at }) => at))].sort((a, b) => a - b)
  let next = 0
  countUnordered(words, times, slop, (first, last) => {
    while (next < inside.length && inside[next] < Math.max(first, done + 1)) next++
    for (; next < inside.length && inside[next] <= last; next++)
      for (const part of parts) if (part.has(inside[next])) found.add(part.get(inside[next]) as number)
    done = last
  })
  return found
}

/** The stretch of about `length` code units that shows most different leaves, then most matches; the earliest of equals. */
function cut(text: string, matches: readonly Match[], length: number): Fragment {
  let [from, to] = [0, text.length]
  if (text.length > length) {
    const { start, end } = bestStretch(matches, length)
    const room = Math.max(0, length - (end - start))
    from = Math.max(0, Math.min(start - Math.floor(room / 3), text.length - length))
    to = Math.min(text.length, Math.max(end, from + length))
    from = from === 0 ? 0 : wordStart(text, from, Math.min(start, from + 40))
    to = to === text.length ? to : wordEnd(text, to, Math.max(end, to - 40))
  }
  const marks: [number, number][] = []
  for (const match of matches) {
    if (match.start < from || match.end > to || marks.length >= mostMarks) continue
    const last = marks[marks.length - 1]
    if (last !== undefined && match.start - from < last[1]) last[1] = Math.max(last[1], match.end - from)
    else marks.push([match.start - from, match.end - from])
  }
  return { text: text.slice(from, to), start: from, marks }
}

function bestStretch(matches: readonly Match[], length: number): { start: number; end: number } {
  let best = { start: 0, end: 0 }
  let bestWorth = 0
  const counts = new Map<number, number>()
  let first = 0
  for (let last = 0; last < matches.length; last++) {
    counts.set(matches[last].leaf, (counts.get(matches[last].leaf) ?? 0) + 1)
    while (first < last && matches[last].end - matches[first].start > length) {
      const left = (counts.get(matches[first].leaf) as number) - 1
      if (left === 0) counts.delete(matches[first].leaf)
      else counts.set(matches[first].leaf, left)
      first++
    }
    const worth = counts.size * 1000 + Math.min(999, last - first)
    if (worth > bestWorth) {
      bestWorth = worth
      best = { start: matches[first].start, end: matches[last].end }
    }
  }
  return best
}

/** A place between `from` and `limit` where a word starts, or `from` moved off a surrogate pair. */
function wordStart(text: string, from: number, limit: number): number {
  for (let at = from; at <= limit; at++) if (isSpace(text, at - 1) && !isSpace(text, at)) return at
  return onPair(text, from) ? from + 1 : from
}

/** A place between `limit` and `to` where a word ends, or `to` moved off a surrogate pair. */
function wordEnd(text: string, to: number, limit: number): number {
  for (let at = to; at >= limit; at--) if (isSpace(text, at) && !isSpace(text, at - 1)) return at
  return onPair(text, to) ? to - 1 : to
}

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x2028 || unit === 0x2029
}

function onPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
