// How words start, as columns: of a dictionary that is in memory, made when it is asked for patterns a second time (bench: expansion).
//
// The trie of the file (trie.ts) names blocks and is read byte by byte; this one names entries, goes as deep as is worth its while, and has the
// children of a node side by side, so that most of them are passed over with a look at their byte. The nodes of one depth make up a level.

import type { Chunk } from '../bytes/resident.js'
import type { Automaton } from './automata.js'
import { BlockCursor, type DictionaryTop } from './dictionary.js'
import type { EntryScan } from './entries.js'

/** The nodes of one depth, in the order of their words. */
export interface Level {
  count: number
  /** The last of the bytes that their words start with. */
  bytes: Uint8Array
  /** Where their first entry starts in the section of the dictionary. */
  entries: Uint32Array
  /** What their words go on with: a bit for each next byte, by its lowest five bits; and `endsHere` where one of them is a key. */
  letters: Int32Array
  /** Their first child; the others follow, up to the first of the next node. Empty in the last level. */
  children: Uint32Array
}

/** A tree of how the keys of a dictionary start. */
export interface WordTree {
  readonly levels: readonly Level[]
  /** Bytes of the section: where the entries of the last node end. */
  readonly end: number
  readonly byteLength: number
}

/** A node of fewer entries has no children: they are looked through as fast. More, where there is not much room. */
const fewEntries = [8, 12, 18]

/** Among the letters of a node, its own key. */
export const endsHere = 1 << 31

/** The most bytes that a node stands for. */
const mostDeep = 16

/** A tree takes at most one part in so many of its segment's bytes: its deepest levels are left out where it would be more. */
const part = 6

/** Bytes of a node, and of one of the last level, which has no children; and those that a tree takes for an entry where eight are few, as a rule. */
const nodeBytes = { inner: 13, last: 9, perEntry: 3 }

/** The tree of a dictionary whose section starts at `base` of `chunk`'s file. O(dictionary). @throws E_CORRUPT */
export function treeOf(dictionary: DictionaryTop, chunk: Chunk, base: number, segmentBytes: number): WordTree {
  const levels = Array.from({ length: mostDeep + 1 }, newLevel)
  const room = segmentBytes / part
  const few = fewEntries.find((count) => (nodeBytes.perEntry * dictionary.entryCount * fewEntries[0]) / count <= room) ?? fewEntries[2]
  const key = new Uint8Array(mostDeep)
  /** by depth, how many entries came before those of its open node */
  const before = new Uint32Array(mostDeep + 1)
  let depth = 0
  let number = 0
  let end = 0
  const closeTo = (least: number) => {
    for (; depth > least; depth--) {
      const own = levels[depth - 1]
      if (number - before[depth] < few) levels[depth].count = own.children[own.count - 1]
    }
  }
  const cursor = new BlockCursor()
  for (let block = 0; block < dictionary.blockCount; block++) {
    end = dictionary.endOf(block)
    cursor.open(chunk, base + dictionary.startOf(block), base + end, dictionary.recordOffset(block))
    while (cursor.next()) {
      const length = Math.min(mostDeep, cursor.keyLength)
      let common = 0
      while (common < depth && common < length && key[common] === cursor.key[common]) common++
      closeTo(common)
      for (; depth < length; depth++) {
        key[depth] = cursor.key[depth]
        if (depth > 0) levels[depth - 1].letters[levels[depth - 1].count - 1] |= 1 << (key[depth] & 31)
        add(levels[depth], key[depth], cursor.start - base, levels[depth + 1].count)
        before[depth + 1] = number
      }
      if (length > 0) levels[length - 1].letters[levels[length - 1].count - 1] |= endsHere
      number++
    }
  }
  closeTo(0)
  // what is beyond the deepest was not looked at
  levels[mostDeep - 1].letters.fill(-1)
  return trimmed(levels, end, room)
}

function newLevel(): Level {
  return { count: 0, bytes: new Uint8Array(64), entries: new Uint32Array(64), letters: new Int32Array(64), children: new Uint32Array(64) }
}

function add(level: Level, byte: number, entry: number, child: number): void {
  const { count } = level
  if (count === level.bytes.length) resize(level, 2 * count)
  level.bytes[count] = byte
  level.entries[count] = entry
  level.letters[count] = 0
  level.children[count] = child
  level.count++
}

function resize(level: Level, length: number): void {
  const { bytes, entries, letters, children, count } = level
  level.bytes = new Uint8Array(length)
  level.entries = new Uint32Array(length)
  level.letters = new Int32Array(length)
  level.children = new Uint32Array(length)
  level.bytes.set(bytes.subarray(0, count))
  level.entries.set(entries.subarray(0, count))
  level.letters.set(letters.subarray(0, count))
  level.children.set(children.subarray(0, count))
}

/** The levels that there is room for, each as long as it is, with an entry more, at which the last node ends. */
function trimmed(levels: readonly Level[], end: number, room: number): WordTree {
  let deep = 0
  let byteLength = 0
  for (; deep < mostDeep && levels[deep].count > 0; deep++) {
    const above = deep === 0 ? 0 : (nodeBytes.inner - nodeBytes.last) * levels[deep - 1].count
    const more = above + nodeBytes.last * levels[deep].count
    if (byteLength + more > room) break
    byteLength += more
  }
  const kept = levels.slice(0, deep)
  for (const [depth, level] of kept.entries()) {
    const { count } = level
    resize(level, count + 1)
    level.entries[count] = end
    level.children[count] = levels[depth + 1].count
    if (depth === deep - 1) level.children = noChildren
  }
  return { levels: kept, end, byteLength }
}

const noChildren = new Uint32Array(0)

const places = new Uint32Array(mostDeep + 1)
const ends = new Uint32Array(mostDeep + 1)
const limits = new Uint32Array(mostDeep + 1)

/**
 * Goes down to all entries whose keys `automaton` accepts, in order, and hands ranges of them to `scan`: until it has more than `limit`.
 * O(nodes met, and entries of the last of them). @throws E_CORRUPT
 */
export function walkTree({ levels, end }: WordTree, automaton: Automaton, scan: EntryScan, limit: number): void {
  if (levels.length === 0) return
  const deepest = levels.length - 1
  const { masks } = automaton
  places[0] = 0
  ends[0] = levels[0].count
  limits[0] = end
  for (let depth = 0; scan.found <= limit; ) {
    const { bytes, entries, children } = levels[depth]
    const last = ends[depth]
    const from = scan.states[depth]
    const wanted = automaton.wanted(from)
    let node = places[depth]
    const only = automaton.only(from)
    if (only >= 0) node = find(bytes, node, last, only)
    let goesDown = false
    while (node < last) {
      const at = node++
      if ((masks[bytes[at]] & wanted) === 0) continue
      const state = automaton.step(from, bytes[at])
      if (only >= 0) node = last
      if (state < 0) continue
      const until = at + 1 < last ? entries[at + 1] : limits[depth]
      scan.states[depth + 1] = state
      if (automaton.isTotal(state)) scan.all(entries[at], until, state)
      else if (depth === deepest || children[at] === children[at + 1]) scan.some(entries[at], until, depth + 1)
      else {
        places[depth] = node
        depth++
        places[depth] = children[at]
        ends[depth] = children[at + 1]
        limits[depth] = until
        const first = levels[depth].entries[children[at]]
        // the key itself, before those that go on
        if (entries[at] < first && automaton.isMatch(state)) scan.all(entries[at], first, state)
        goesDown = true
        break
      }
      if (scan.found > limit) return
    }
    if (goesDown) continue
    if (depth === 0) return
    depth--
  }
}

/** The first of the bytes [from, to), ascending, that is `byte`; `to` where there is none. */
function find(bytes: Uint8Array, from: number, to: number, byte: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (bytes[middle] < byte) low = middle + 1
    else high = middle
  }
  return low < to && bytes[low] === byte ? low : to
}
