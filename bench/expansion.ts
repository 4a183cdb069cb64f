// What do words cost that are not typed whole? Searches for prefixes, wildcards and words nearly so, and finding the words alone, against MiniSearch.
//
// Both engines have the words as they are written, folded, in their dictionary. MiniSearch has no wildcards: beside one stands its search for the
// letters before it. Of expansions alone both give the words and what they lead to: the place of a record, and the value in the tree.

import MiniSearch from 'minisearch'
import SearchableMap from 'minisearch/SearchableMap'
import { english } from '../src/analysis/english.js'
import { Tokens } from '../src/analysis/tokens.js'
import { runSync } from '../src/bytes/plan.js'
import { Index } from '../src/index/index.js'
import { fuzzy, prefix, wildcard } from '../src/query/builders.js'
import type { Query } from '../src/query/query.js'
import { type Automaton, prefixAutomaton } from '../src/segment/automata.js'
import { expand } from '../src/segment/expand.js'
import { LevenshteinAutomaton } from '../src/segment/levenshtein.js'
import { openSegment } from '../src/segment/segment.js'
import { type BenchDocument, type Corpus, textOf } from './corpus.js'
import { takeRounds, warmUp } from './measure.js'
import { buildBytes } from './peers.js'
import type { Answer } from './questions.js'
import { randomFrom } from './random.js'

/** Words of the dictionary that is searched alone. */
const manyWords = 200_000
const warmMilliseconds = 2000

/** What both are asked. */
interface Asked {
  word: string
  options: { prefix?: boolean; fuzzy?: number }
  query: Query
}

/** Times searches over the news, then expansions alone. */
export const expansion: Answer = async ({ news, options }, tell) => {
  const corpus = await news()
  const words = wordsOf(corpus)
  searches(corpus, words, options, tell)
  expansions(words, options, tell)
}

type Tell = Parameters<Answer>[1]
interface Timing {
  queries: number
  rounds: number
}

function searches(corpus: Corpus, words: readonly string[], { queries, rounds }: Timing, tell: Tell): void {
  const index = Index.from(buildBytes(corpus))
  const mini = wordMini(corpus)
  const random = randomFrom(5)
  const drawn = Array.from({ length: queries }, () => wordFrom(words, random))
  const shapes: [string, Asked[]][] = [
    ...[3, 5].map((length): [string, Asked[]] => [
      `prefix of ${length} letters`,
      drawn.map((word) => ({ word: word.slice(0, length), options: { prefix: true }, query: prefix(word.slice(0, length)) })),
    ]),
    [
      'wildcard abc*e / prefix of its letters',
      drawn.map((word) => ({ word: word.slice(0, 3), options: { prefix: true }, query: wildcard(`${word.slice(0, 3)}*${word.at(-1)}`) })),
    ],
    ...[1, 2].map((edits): [string, Asked[]] => [
      `fuzzy, ${edits} edit${edits > 1 ? 's' : ''}`,
      drawn.map((word) => {
        const typed = mistyped(word, random)
        return { word: typed, options: { fuzzy: edits }, query: fuzzy(typed, { edits: edits as 1 | 2 }) }
      }),
    ]),
  ]
  const ours = ({ query }: Asked) => index.search(query)
  const theirs = ({ word, options }: Asked) => mini.search(word, options)
  warmUp(
    shapes.flatMap(([, asked]) => asked.slice(0, 20)),
    [ours, theirs],
    warmMilliseconds,
  )
  for (const [name, asked] of shapes) {
    const [own, other] = takeRounds(asked, [ours, theirs], rounds)
    tell({
      corpus: corpus.name,
      name: `search, ${name}`,
      unit: 'us',
      ours: own.median,
      oursP95: own.p95,
      theirs: other.median,
      theirsP95: other.p95,
      ratio: other.median / own.median,
      goal: { atLeast: 5 },
    })
  }
}

function expansions(known: readonly string[], { queries, rounds }: Timing, tell: Tell): void {
  const random = randomFrom(6)
  const words = moreWords(known, random)
  const index = new Index({ fields: { body: {} } })
  for (let i = 0; i < words.length; i += 1000) index.add({ id: i, body: words.slice(i, i + 1000).join(' ') })
  const segment = openSegment(index.toBytes())
  const tree = new SearchableMap<number>()
  for (const word of words) tree.set(word, 1)
  const drawn = Array.from({ length: queries }, () => wordFrom(words, random))
  const typed = drawn.map((word) => mistyped(word, random))
  const rows: [string, readonly string[], (word: string) => Automaton, (word: string) => number, number][] = [
    ['prefix of 4 letters', drawn.map((word) => word.slice(0, 4)), prefixAutomaton, (word) => [...tree.atPrefix(word)].length, 8],
    ['fuzzy, 1 edit', typed, (word) => new LevenshteinAutomaton(word, 1), (word) => tree.fuzzyGet(word, 1).size, 4],
    ['fuzzy, 2 edits', typed, (word) => new LevenshteinAutomaton(word, 2), (word) => tree.fuzzyGet(word, 2).size, 3],
  ]
  for (const [name, asked, automaton, theirs, goal] of rows) {
    const ours = (word: string) => runSync(expand(segment, automaton(word), words.length)).words.length
    warmUp(asked, [ours, theirs], warmMilliseconds)
    const [own, other] = takeRounds(asked, [ours, theirs], rounds)
    const found = asked.reduce((sum, word) => sum + ours(word), 0) / asked.length
    tell({
      corpus: 'words',
      name: `expansion over ${words.length.toLocaleString('en-US')} words, ${name}`,
      unit: 'us',
      ours: own.median,
      oursP95: own.p95,
      theirs: other.median,
      theirsP95: other.p95,
      ratio: other.median / own.median,
      goal: { atLeast: goal },
      note: `${found.toFixed(1)} words found each`,
    })
  }
}

const tokens = new Tokens()

function surfaceOf(text: string): string[] {
  english.tokenize(text, tokens)
  const words: string[] = []
  for (let i = 0; i < tokens.count; i++) words.push(english.normalize(text.slice(tokens.start[i], tokens.end[i]), tokens.kind[i]).word)
  return words.filter((word) => word !== '')
}

function wordMini({ documents, boosts }: Corpus): MiniSearch<BenchDocument> {
  const mini = new MiniSearch<BenchDocument>({
    fields: Object.keys(boosts),
    extractField: (document, field) => (field === 'id' ? document.id : textOf(document, field)),
    tokenize: surfaceOf,
    processTerm: (word) => word,
    searchOptions: { boost: { ...boosts } as Record<string, number>, tokenize: (text) => [text] },
  })
  mini.addAll(documents)
  return mini
}

/** Words of letters, each once. */
function wordsOf({ documents, boosts }: Corpus): string[] {
  const words = new Set<string>()
  for (const document of documents) {
    for (const field of Object.keys(boosts))
      for (const word of surfaceOf(textOf(document, field))) if (/^[a-z]+$/.test(word)) words.add(word)
  }
  return [...words]
}

/** So many words: those there are, and others of the head of one and the end of another. */
function moreWords(known: readonly string[], random: () => number): string[] {
  const words = new Set(known.slice(0, manyWords))
  const long = known.filter((word) => word.length > 5)
  const draw = () => long[Math.floor(random() * long.length)]
  while (words.size < manyWords) words.add(draw().slice(0, 3 + Math.floor(random() * 4)) + draw().slice(3))
  return [...words]
}

function wordFrom(words: readonly string[], random: () => number): string {
  for (;;) {
    const word = words[Math.floor(random() * words.length)]
    if (word.length >= 6 && word.length <= 14) return word
  }
}

/** A word with a letter left out, changed, added, or swapped with the next. */
function mistyped(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2))
  const letter = String.fromCharCode(97 + Math.floor(random() * 26))
  const draw = random()
  if (draw < 0.25) return word.slice(0, at) + word.slice(at + 1)
  if (draw < 0.5) return word.slice(0, at) + letter + word.slice(at + 1)
  if (draw < 0.75) return word.slice(0, at) + letter + word.slice(at)
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
}
