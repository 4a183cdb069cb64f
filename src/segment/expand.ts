// All words of a segment that an automaton accepts: by a tree in memory, or by the trie of the file to the blocks that may have them; then key by key.

import type { Plan, Range } from '../bytes/plan.js'
import { type Automaton, PrefixAutomaton } from './automata.js'
import { roles } from './dictionary.js'
import { EntryScan, type ExpandedWord, readRuns } from './entries.js'
import { sections } from './layout.js'
import { LevenshteinAutomaton } from './levenshtein.js'
import { walkNear } from './near-walk.js'
import { prefixWords } from './prefix-words.js'
import { rangeOf, type Section, type Segment } from './segment.js'
import { blocksFor } from './trie.js'
import { treeOf, type WordTree, walkTree } from './word-tree.js'

/** What an automaton accepts of a segment's words. */
export interface Expansion {
  /** In the order of their UTF-8 bytes; a word that several fields stem otherwise stands there once for each term. */
  readonly words: readonly ExpandedWord[]
  /** Whether these are all. */
  readonly isComplete: boolean
}

/** The most dictionary blocks that are read for one automaton where they are not in memory: of about 700 bytes each. */
export const mostExpandedBlocks = 4096

/**
 * Finds the words that `automaton` accepts, the first `limit` of them. Rounds: trie, but for prefixes; dictionary blocks; of a dictionary in memory only its own. There
 * prefixes are read where they lie; for other patterns a tree of about three bytes a word, at most a sixth of the segment, is kept from the second time on. @throws E_CORRUPT
 */
export function* expand(segment: Segment, automaton: Automaton, limit: number, mostBlocks = mostExpandedBlocks): Plan<Expansion> {
  if (automaton instanceof PrefixAutomaton && segment.resident.isWhole)
    return yield* sideBySide(segment, automaton.bytes, roles.word, limit)
  let tree = knownTree(segment)
  // not by ??: the step that makes CommonJS of it would put the yield into a function of its own
  if (tree === undefined) tree = yield* treeFor(segment)
  if (tree !== undefined) return inMemory(segment, tree, automaton, roles.word, limit)
  return yield* inBlocks(segment, automaton, roles.word, limit, yield* candidateBlocks(segment, automaton, mostBlocks), mostBlocks)
}

/** Finds the terms that start with `head` and that `automaton` accepts, head included: values of a keyword field. One round: dictionary blocks. @throws E_CORRUPT */
export function* expandTerms(segment: Segment, head: Uint8Array, automaton: Automaton, limit: number): Plan<Expansion> {
  if (automaton instanceof PrefixAutomaton && segment.resident.isWhole)
    return yield* sideBySide(segment, automaton.bytes, roles.term, limit)
  let tree = knownTree(segment)
  if (tree === undefined) tree = yield* treeFor(segment)
  if (tree !== undefined) return inMemory(segment, tree, automaton, roles.term, limit)
  const { dictionary } = segment
  const first = Math.max(0, dictionary.find(head))
  const after = Uint8Array.of(...head, 0xff)
  const numbers: number[] = []
  for (let block = first; block <= dictionary.find(after) && numbers.length <= mostExpandedBlocks; block++) numbers.push(block)
  return yield* inBlocks(segment, automaton, roles.term, limit, numbers, mostExpandedBlocks)
}

/** What starts with `head`, of a segment in memory. */
function* sideBySide(segment: Segment, head: Uint8Array, role: number, limit: number): Plan<Expansion> {
  const { dictionary, resident } = segment
  const first = dictionary.findFirst(head)
  if (first < 0) return nothing
  const last = dictionary.findLast(head)
  const { start: base } = segment.sections.get(sections.dictionary) as Section
  const start = base + dictionary.startOf(first)
  const end = base + dictionary.endOf(last)
  if (!resident.has(start, end)) yield [{ resident, start, end }]
  const chunk = resident.chunk(start, end)
  return cut(prefixWords(head, first, last, dictionary, chunk.bytes, base - chunk.start, role, limit), limit, true)
}

const nothing: Expansion = { words: [], isComplete: true }

/** Segments whose words were asked for once, and trees of those of which they were again. */
const trees = new WeakMap<Segment, WordTree | 'asked'>()

function knownTree(segment: Segment): WordTree | undefined {
  const known = trees.get(segment)
  return known === 'asked' ? undefined : known
}

/** The tree of a segment in memory whose dictionary is large enough for a trie; undefined the first time, which a program may not follow up. */
function* treeFor(segment: Segment): Plan<WordTree | undefined> {
  const { dictionary, resident, sections: table } = segment
  if (!resident.isWhole || !table.has(sections.wordTrie)) return undefined
  if (!trees.has(segment)) {
    trees.set(segment, 'asked')
    return undefined
  }
  const range = rangeOf(segment, sections.dictionary)
  if (!resident.has(range.start, range.end)) yield [range]
  const tree = treeOf(dictionary, resident.chunk(range.start, range.end), range.start, resident.byteLength)
  trees.set(segment, tree)
  return tree
}

/** One for all: between two rounds it holds no index. */
const scan = new EntryScan()

function inMemory(segment: Segment, tree: WordTree, automaton: Automaton, role: number, limit: number): Expansion {
  const { start, end } = rangeOf(segment, sections.dictionary)
  const chunk = segment.resident.chunk(start, end)
  // among the entries that a walk is ended by may be some of another role: then it goes further
  for (let most = limit; ; most = 4 * most + 4) {
    scan.open(automaton, role, chunk.bytes, start - chunk.start)
    if (automaton instanceof LevenshteinAutomaton && automaton.isMasked) walkNear(tree, automaton, scan, most)
    else walkTree(tree, automaton, scan, most)
    scan.close()
    const words: ExpandedWord[] = []
    readRuns(scan, segment.dictionary, chunk.bytes, start - chunk.start, role, limit, words)
    if (words.length > limit || scan.found <= most) return cut(words, limit, true)
  }
}

function cut(words: ExpandedWord[], limit: number, isComplete: boolean): Expansion {
  if (words.length <= limit) return { words, isComplete }
  words.length = limit
  return { words, isComplete: false }
}

function* inBlocks(
  segment: Segment,
  automaton: Automaton,
  role: number,
  limit: number,
  numbers: number[],
  mostBlocks: number,
): Plan<Expansion> {
  const { dictionary, resident } = segment
  const isComplete = numbers.length <= mostBlocks
  if (!isComplete) numbers.length = mostBlocks
  if (numbers.length > 0) yield blockRanges(segment, numbers)
  const words: ExpandedWord[] = []
  const { start: base } = rangeOf(segment, sections.dictionary)
  for (const number of numbers) {
    const start = dictionary.startOf(number)
    const end = dictionary.endOf(number)
    const chunk = resident.chunk(base + start, base + end)
    scan.open(automaton, role, chunk.bytes, base - chunk.start)
    scan.some(start, end, 0)
    scan.close()
    readRuns(scan, dictionary, chunk.bytes, base - chunk.start, role, limit, words)
    if (words.length > limit) break
  }
  return cut(words, limit, isComplete)
}

/** One more than `most` where there are more. What starts with some bytes lies side by side, and the top, which is here, tells where: no trie is fetched for it. */
function* candidateBlocks(segment: Segment, automaton: Automaton, most: number): Plan<number[]> {
  const { dictionary, resident, sections: table } = segment
  if (automaton instanceof PrefixAutomaton && automaton.bytes.length > 0) {
    const first = dictionary.findFirst(automaton.bytes)
    const count = first < 0 ? 0 : dictionary.findLast(automaton.bytes) - first + 1
    return Array.from({ length: Math.min(count, most + 1) }, (_, i) => first + i)
  }
  if (!table.has(sections.wordTrie)) return Array.from({ length: Math.min(dictionary.blockCount, most + 1) }, (_, block) => block)
  const range = rangeOf(segment, sections.wordTrie)
  yield [range]
  const { bytes, start } = resident.chunk(range.start, range.end)
  return blocksFor(bytes.subarray(range.start - start, range.end - start), dictionary, automaton, most)
}

/** Neighbours as one range. */
function blockRanges(segment: Segment, numbers: readonly number[]): Range[] {
  const ranges: Range[] = []
  const { dictionary, resident } = segment
  const { start: base } = rangeOf(segment, sections.dictionary)
  for (let i = 0; i < numbers.length; ) {
    const first = i++
    while (i < numbers.length && numbers[i] === numbers[i - 1] + 1) i++
    const start = base + dictionary.startOf(numbers[first])
    const end = base + dictionary.endOf(numbers[i - 1])
    ranges.push({ resident, start, end })
  }
  return ranges
}
