// What somebody who typed a query may have meant: words that nothing or next to nothing has, put right so that the whole finds something.
//
// A noisy channel of the simplest kind: how often a word is written, times how seldom such a slip is made. An edit (a letter added, left out, changed, or
// swapped with its neighbour) divides by 100, one at the first letter by 5 more; a swap is a slip twice as common. No keyboard is assumed.

import { normalized } from '../analysis/analyze.js'
import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { tokenKinds } from '../analysis/tokens.js'
import { type Plan, together } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import type { TypedWord } from '../query/typed-words.js'
import { LevenshteinAutomaton } from '../segment/levenshtein.js'
import { countable, countOf } from './counting.js'
import { commonest, type SuggestContext } from './suggest.js'

export { typedWords } from '../query/typed-words.js'
export { checkSuggestOptions } from './suggest-options.js'

/** A query that finds something, near to one that was typed. */
export interface Correction {
  /** The whole query. */
  text: string
  /** Documents that match all of its words, removed ones left out; counted up to 1,000. */
  count: number
  /** How many letters were added, left out, changed or swapped, in all. */
  edits: number
  /** The words put right, in order; `start` and `end` are half-open offsets in what was typed. */
  changes: { from: string; to: string; start: number; end: number }[]
}

/** Words that more documents have are never put right. */
const mostMisspelt = 3

/** A word that some documents have is put right only by one an edit away that has so many times as many. */
const timesCommoner = 50

/** Code units of a query, words looked at, put right together, candidates for each, and whole queries tried. */
const most = { text: 1024, words: 16, changed: 3, counted: 24, candidates: 5, tried: 24, count: 1000 }

/** Words near to one that are held against each other. */
const mostNear = 2048

const perEdit = Math.log(100)
/** What is a hundredth as likely as the best is not worth saying. */
const mostUnlikely = Math.log(100)

const perFirstLetter = Math.log(5)
const perSwap = Math.log(2)

interface Candidate {
  readonly to: string
  readonly edits: number
  readonly score: number
}

/** Puts a query right: the likeliest first. None where every word is common enough, or the query is longer than 1,024 code units. Rounds: those of expansions and of three searches. */
export function* correct(
  context: SuggestContext,
  typed: string,
  words: readonly TypedWord[],
  whole: (text: string) => Node,
  limit: number,
): Plan<Correction[]> {
  const { view, boosts, ask } = context
  if (typed.length > most.text) return []
  const looked = words.filter(({ word }) => editsFor(word) > 0).slice(0, most.words)
  const own = yield* countable(
    view,
    looked.map(({ word }) => ask('all', word)),
    boosts,
  )
  const doubted = looked
    .map((each, i) => ({ ...each, count: countOf(own.nodes[i], own.scoring, mostMisspelt + 1) }))
    .filter(({ count }) => count <= mostMisspelt)
    .slice(0, most.changed)
  if (doubted.length === 0) return []
  const candidates = yield* together(doubted.map(({ word, count }) => candidatesFor(context, word, count)))
  const combined = combinations(candidates).slice(0, most.tried)
  const texts = combined.map(({ choice }) => {
    let [text, at] = ['', 0]
    choice.forEach((candidate, i) => {
      if (candidate === undefined) return
      text += typed.slice(at, doubted[i].start) + candidate.to
      at = doubted[i].end
    })
    return text + typed.slice(at)
  })
  const queries = yield* countable(view, texts.map(whole), boosts)
  const found: Correction[] = []
  for (let i = 0; i < texts.length && found.length < limit; i++) {
    const count = countOf(queries.nodes[i], queries.scoring, most.count)
    if (count === 0) continue
    const changes = combined[i].choice.flatMap((candidate, w) => {
      const { start, end } = doubted[w]
      return candidate === undefined ? [] : [{ from: typed.slice(start, end), to: candidate.to, start, end }]
    })
    found.push({ text: texts[i], count, edits: combined[i].edits, changes })
  }
  return found
}

/** As many edits as a fuzzy word has: none for one or two letters, one up to five, else two. */
function editsFor(word: string): number {
  const { length } = Array.from(word)
  return length < 3 ? 0 : length < 6 ? 1 : 2
}

/** Letters, and what joins them within a word: nothing that means something in a query. */
const plainWord = /^[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*$/u

function* candidatesFor({ view, fields, boosts, ask }: SuggestContext, word: string, count: number): Plan<Candidate[]> {
  const analyzer = fields[0].analyzer as Analyzer
  const automaton = new LevenshteinAutomaton(word, editsFor(word))
  const near = (yield* commonest(view, automaton, mostNear))
    .filter((each) => each.word !== word && plainWord.test(each.word))
    .map((each) => ({ to: each.word, edits: automaton.distance(each.state), size: each.size }))
    .sort((a, b) => a.edits - b.edits || b.size - a.size)
  // some of each distance: the nearest are not always the likeliest
  const counted = [1, 2].flatMap((edits) => near.filter((each) => each.edits === edits).slice(0, most.counted))
  const { nodes, scoring } = yield* countable(
    view,
    counted.map(({ to }) => ask('all', to)),
    boosts,
  )
  const candidates: Candidate[] = []
  counted.forEach(({ to, edits }, i) => {
    const own = countOf(nodes[i], scoring)
    if (own === 0 || (count > 0 && (edits > 1 || own < timesCommoner * count))) return
    const isSwap = edits === 1 && to.length === word.length && sorted(to) === sorted(word)
    candidates.push({
      to,
      edits,
      score: Math.log(own) - edits * perEdit - (to[0] === word[0] ? 0 : perFirstLetter) + (isSwap ? perSwap : 0),
    })
  })
  candidates.sort((a, b) => b.score - a.score || (a.to < b.to ? -1 : 1))
  // of the words of one stem, which find the same, the likeliest
  const stems = new Set<string>()
  const [part] = partsOf(analyzer)
  const distinct = candidates.filter(({ to, score }) => {
    if (score < candidates[0].score - mostUnlikely) return false
    const { term } = normalized(part, to, tokenKinds.word)
    return !stems.has(term) && stems.add(term)
  })
  return distinct.slice(0, most.candidates)
}

function sorted(word: string): string {
  return Array.from(word).sort().join('')
}

/** A candidate, or none, for each word. */
interface Combination {
  readonly choice: readonly (Candidate | undefined)[]
  readonly edits: number
  readonly score: number
}

/** Every choice of candidates in which each word that has some is put right, the likeliest first. */
function combinations(candidates: readonly (readonly Candidate[])[]): Combination[] {
  let all: Combination[] = [{ choice: [], edits: 0, score: 0 }]
  for (const own of candidates) {
    const choices = own.length === 0 ? [undefined] : own
    all = all.flatMap(({ choice, edits, score }) =>
      choices.map((each) => ({ choice: [...choice, each], edits: edits + (each?.edits ?? 0), score: score + (each?.score ?? 0) })),
    )
  }
  return all.filter(({ edits }) => edits > 0).sort((a, b) => b.score - a.score)
}
