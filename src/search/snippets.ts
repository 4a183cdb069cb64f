// Which stretches of a text to show: those with most of what was asked for, the rarest first, near each other; whole sentences where they fit.

import { characterEnd, characterStart, sentenceEnd, sentenceStart, skipSpaces, wordEnd, wordStart } from './boundaries.js'
import type { Clause } from './clauses.js'
import type { Fragment } from './html.js'
import type { Match } from './marks.js'
import type { Shape } from './shape.js'

/** The most marks a text is given; beyond it a reader sees no more, and memory stays bounded. */
const mostMarks = 1000

/** What is shown already counts for so much in a further fragment. */
const shownAgain = 0.25

/** How many code units apart two words are when their nearness counts for half. */
const halfNear = 40

/** A text with what matches in it, by start. */
export interface Marked {
  readonly text: string
  readonly matches: readonly Match[]
}

/** A stretch that was chosen. */
interface Stretch {
  readonly value: number
  readonly from: number
  readonly to: number
}

/**
 * Fragments of the values of a field, in their order: the best, or the beginning of the first where nothing matches. Linear in the matches, times the
 * count.
 */
export function fragmentsOf(values: readonly Marked[], clauses: readonly Clause[], { count, length }: Shape): Fragment[] {
  if (values.length === 0) return []
  const chosen: Stretch[] = []
  const worths = worthsOf(clauses)
  if (count === undefined) {
    values.forEach((value, i) => {
      const best = bestOf(value, worths, length, i, [])
      if (best !== undefined) chosen.push(best.stretch)
    })
  } else {
    while (chosen.length < count) {
      let best: Best | undefined
      values.forEach((value, i) => {
        const own = bestOf(value, worths, length, i, chosen)
        if (own !== undefined && (best === undefined || own.worth > best.worth + 1e-9)) best = own
      })
      if (best === undefined) break
      const { stretch, asked } = best as Best
      chosen.push(stretch)
      for (const each of asked) worths[each] *= shownAgain
    }
    chosen.sort((a, b) => a.value - b.value || a.from - b.from)
  }
  if (chosen.length === 0) {
    const [{ text }] = values
    const [from, to] = text.length <= length ? [0, text.length] : whole(text, extent(text, 0, 0, length, 0, text.length))
    chosen.push({ value: 0, from, to })
  }
  return chosen.map(({ value, from, to }) => fragment(values[value], from, to))
}

/** By what was asked for, what it is worth; even what has no say in the score is worth showing. */
function worthsOf(clauses: readonly Clause[]): number[] {
  const worths: number[] = []
  for (const { asked, worth } of clauses) worths[asked] = Math.max(worths[asked] ?? 0, worth, 1e-3)
  return worths
}

interface Best {
  readonly worth: number
  readonly stretch: Stretch
  readonly asked: readonly number[]
}

/** The best stretch of a value beside those chosen; the earliest of equals. */
function bestOf(
  { text, matches }: Marked,
  worths: readonly number[],
  length: number,
  value: number,
  chosen: readonly Stretch[],
): Best | undefined {
  if (matches.length === 0) return undefined
  const taken = chosen.filter((each) => each.value === value).sort((a, b) => a.from - b.from)
  if (text.length <= length && taken.length > 0) return undefined
  let best: { worth: number; first: number; last: number } | undefined
  const window = new Window(matches, worths)
  let next = 0
  for (let i = 0; i < matches.length; i++) {
    const { start, end } = matches[i]
    while (next < taken.length && taken[next].to <= start) {
      next++
      window.restart(i)
    }
    if (next < taken.length && end > taken[next].from) {
      window.restart(i + 1)
      continue
    }
    const worth = window.add(i, length)
    if (best === undefined || worth > best.worth + 1e-9) best = { worth, first: window.first, last: i }
  }
  if (best === undefined) return undefined
  const { first, last } = best
  const { start } = matches[first]
  let end = start
  const asked = new Set<number>()
  for (let i = first; i <= last; i++) {
    end = Math.max(end, matches[i].end)
    asked.add(matches[i].asked)
  }
  let [floor, ceiling] = [0, text.length]
  for (const each of taken) {
    if (each.to <= start) floor = each.to
    else ceiling = Math.min(ceiling, each.from)
  }
  const [from, to] = text.length <= length ? [0, text.length] : whole(text, extent(text, start, end, length, floor, ceiling))
  return { worth: best.worth, stretch: { value, from, to }, asked: [...asked] }
}

/** Matches in a row that fit into a fragment, and what they are worth: each thing asked for once, then nearness and repetition, never worth more than half of one. */
class Window {
  first = 0
  readonly #matches: readonly Match[]
  readonly #worths: readonly number[]
  readonly #counts: number[]
  readonly #least: number
  #distinct = 0
  #more = 0

  constructor(matches: readonly Match[], worths: readonly number[]) {
    this.#matches = matches
    this.#worths = worths
    this.#counts = worths.map(() => 0)
    this.#least = worths.reduce((least, worth) => Math.min(least, worth), Number.POSITIVE_INFINITY)
  }

  /** Begins anew with match `first`. */
  restart(first: number): void {
    this.#counts.fill(0)
    this.#distinct = 0
    this.#more = 0
    this.first = first
  }

  /** Takes match `last`, gives up those too far before it, and gives the worth of what is left. */
  add(last: number, length: number): number {
    const matches = this.#matches
    const { asked, end } = matches[last]
    if (this.#counts[asked]++ === 0) this.#distinct += this.#worths[asked]
    if (last > this.first) this.#more += this.#bond(last)
    while (this.first < last && end - matches[this.first].start > length) {
      const gone = matches[this.first++].asked
      if (--this.#counts[gone] === 0) this.#distinct -= this.#worths[gone]
      this.#more -= this.#bond(this.first)
    }
    const most = this.#least / 2
    return this.#distinct + (most * this.#more) / (this.#more + 1)
  }

  /** What match `i` adds to the one before it: nearness where they are different things, else a little. */
  #bond(i: number): number {
    const [a, b] = [this.#matches[i - 1], this.#matches[i]]
    const near = halfNear / (halfNear + Math.max(0, b.start - a.end))
    return a.asked === b.asked ? near / 8 : near
  }
}

/** A stretch grown to whole characters: a mark may stand on a space. */
function whole(text: string, [from, to]: readonly [number, number]): [from: number, to: number] {
  return [characterStart(text, from), characterEnd(text, to)]
}

/** A stretch of about `length` around [start, end) within [floor, ceiling): whole sentences where they fit, else whole words. */
function extent(text: string, start: number, end: number, length: number, floor: number, ceiling: number): [from: number, to: number] {
  const first = sentenceStart(text, start, Math.max(floor, end - length))
  const last = sentenceEnd(text, end, Math.min(ceiling, start + length))
  if (first !== undefined && last !== undefined && last - first <= length) {
    let [from, to] = [first, last]
    // further sentences while they fit, those behind first
    for (;;) {
      const next = to < ceiling ? sentenceEnd(text, to + 1, Math.min(ceiling, from + length)) : undefined
      if (next === undefined) break
      to = next
    }
    for (;;) {
      const least = Math.max(floor, to - length)
      const before = backOver(text, from, least)
      const next = before > least ? sentenceStart(text, before - 1, least) : undefined
      if (next === undefined || next >= from) break
      from = next
    }
    // of a sentence that does not fit, its beginning, where little is shown otherwise
    if (2 * (to - from) < length && to < ceiling) to = cutEnd(text, to, from + length, ceiling)
    return [from, to]
  }
  if (first !== undefined) return [first, cutEnd(text, end, first + length, ceiling)]
  if (last !== undefined) return [cutStart(text, start, last - length, floor), last]
  const room = Math.max(0, length - (end - start))
  const from = cutStart(text, start, start - Math.floor(room / 3), floor)
  return [from, cutEnd(text, end, from + length, ceiling)]
}

/** The end of a word at about `to`, not before `least` nor beyond `ceiling`. */
function cutEnd(text: string, least: number, to: number, ceiling: number): number {
  if (to >= ceiling) return backOver(text, ceiling, least)
  return Math.max(least, wordEnd(text, Math.max(to, least), least))
}

/** The start of a word at about `from`, not beyond `most` nor before `floor`. */
function cutStart(text: string, most: number, from: number, floor: number): number {
  if (from <= floor) return skipSpaces(text, floor, most)
  return Math.min(most, wordStart(text, Math.min(from, most), most))
}

/** The place behind the last character before `at` that is no white space, at least `least`. */
function backOver(text: string, at: number, least: number): number {
  while (at > least && text.slice(at - 1, at).trim() === '') at--
  return at
}

/** The fragment [from, to) with its marks: whole characters, and one where matches overlap. */
function fragment({ text, matches }: Marked, from: number, to: number): Fragment {
  const marks: [number, number][] = []
  for (const match of matches) {
    if (match.start < from || match.end > to) continue
    const start = Math.max(0, characterStart(text, match.start) - from)
    const end = Math.min(to, characterEnd(text, match.end)) - from
    const last = marks[marks.length - 1]
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end)
    else if (marks.length < mostMarks) marks.push([start, end])
    else break
  }
  return { text: text.slice(from, to), start: from, marks }
}
