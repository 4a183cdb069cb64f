// What does the worst cost that can be asked? Queries of each kind at their limits, over the news: processor time and memory of each.
//
// Processor time, so that what else the machine does counts less; the best of several rounds. Memory is what a search leaves on the heap and beside it
// before anything is collected, at its highest of the rounds. A case that is to be refused must be, by name of the error.

import { isRostrumError } from '../src/errors.js'
import { Index } from '../src/index/index.js'
import { fuzzy, match, phrase, wildcard } from '../src/query/builders.js'
import type { Query } from '../src/query/query.js'
import type { SearchOptions } from '../src/search/options.js'
import type { BenchDocument, Corpus } from './corpus.js'
import { collect } from './measure.js'
import { buildBytes } from './peers.js'
import type { Answer } from './questions.js'

const goals = { milliseconds: { atMost: 100 }, mebibytes: { atMost: 16 } }

interface Case {
  name: string
  query: string | Query
  options?: SearchOptions
  /** The code with which it is refused. */
  refused?: string
}

/** Times each case. */
export const worst: Answer = async ({ news, options }, tell) => {
  const corpus = await news()
  const index = Index.from(buildBytes(corpus))
  const tagged = new Index<{ id: string | number; tag: string }>({ fields: { tag: { type: 'keyword' } } })
  tagged.addAll(corpus.documents.map(({ id }) => ({ id, tag: `tag ${id}` })))
  const values = Index.from(tagged.toBytes())
  const rounds = 2 * options.rounds
  for (const each of casesOf(corpus)) report(each, () => index.search(each.query, each.options), rounds, tell)
  const every: SearchOptions = { facets: ['tag'], sort: ['tag'], limit: 100 }
  report(
    { name: 'E15 facets and order of as many values as documents', query: '*' },
    () => values.search('*', every as object),
    rounds,
    tell,
  )

  function report({ name, refused }: Case, run: () => { count: number; truncated?: boolean }, times: number, to: typeof tell): void {
    let [least, most, note] = [Number.POSITIVE_INFINITY, 0, '']
    for (let round = 0; round <= times; round++) {
      collect()
      const before = held()
      const from = process.cpuUsage()
      note = outcomeOf(run)
      const { user, system } = process.cpuUsage(from)
      if (round > 0) least = Math.min(least, (user + system) / 1000)
      if (round > 0) most = Math.max(most, (held() - before) / 2 ** 20)
    }
    if (refused !== undefined ? note !== refused : note.startsWith('E_'))
      throw new Error(`Expected ${refused ?? 'an answer'} to ${name}; got ${note}.`)
    to({ corpus: corpus.name, name, unit: 'ms', ours: least, goal: goals.milliseconds, note })
    to({ corpus: corpus.name, name: `${name}, memory`, unit: 'MiB', ours: most, goal: goals.mebibytes })
  }
}

function outcomeOf(run: () => { count: number; truncated?: boolean }): string {
  try {
    const { count, truncated } = run()
    return `${count.toLocaleString('en-US')} documents${truncated === true ? ', truncated' : ''}`
  } catch (error) {
    if (!isRostrumError(error)) throw error
    return error.code
  }
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const leading: SearchOptions = { leadingWildcards: true }

function casesOf(corpus: Corpus): Case[] {
  const words = wordsOf(corpus, 1024)
  const alphabet = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i))
  const signs = '"(+-:^~*?[]{}\\ab '
  const garbage = Array.from({ length: 1024 }, (_, i) => signs[(i * 7 + (i >>> 3)) % signs.length]).join('')
  return [
    { name: 'E1 1 KiB of signs', query: garbage },
    { name: 'E2 a million parentheses', query: '('.repeat(1e6) },
    { name: 'E2 100,000 NOT', query: `${'NOT '.repeat(1e5)}a` },
    { name: 'E2 100,000 AND', query: 'a AND b AND '.repeat(5e4) },
    { name: 'E3 two edits of a word of 76 letters', query: `${'internationalization'.repeat(4).slice(0, 76)}~2` },
    { name: 'E3 two edits of 8,000 letters', query: fuzzy('x'.repeat(8000), { edits: 2 }) },
    { name: 'E3 two edits of one letter', query: fuzzy('a', { edits: 2 }) },
    { name: 'E3 two edits of three letters', query: fuzzy('the', { edits: 2 }) },
    { name: 'E4 a*', query: 'a*' },
    { name: 'E4 *', query: '*' },
    { name: 'E4 ?*', query: '?*', options: leading },
    { name: 'E4 *a*b*c*d*e*f*', query: wildcard('*a*b*c*d*e*f*'), options: leading },
    { name: 'E4 *e*', query: wildcard('*e*'), options: leading },
    { name: 'E4 a prefix of each letter', query: alphabet.map((letter) => `${letter}*`).join(' ') },
    { name: 'E4 a prefix 1,000 times', query: 'a* '.repeat(1000) },
    { name: 'E6 1,024 words', query: match(words.join(' ')) },
    { name: 'E6 100,000 words', query: match('word '.repeat(1e5)), refused: 'E_QUERY_LIMIT' },
    { name: 'E7 a slop of 2^31', query: '"the of"~2147483648' },
    { name: 'E7 one word 1,000 times in a phrase', query: `"${'the '.repeat(1000)}"` },
    { name: 'E7 one word 8 times in a loose phrase', query: `"${'the '.repeat(8)}"~99` },
    { name: 'E7 8 common words in a loose phrase', query: '"the of to a in and that for"~99' },
    { name: 'E7 8 common words near each other', query: 'NEAR(the of to a in and that for, 99)' },
    { name: 'E7 a phrase of 5,000 words', query: `"${words.join(' ').repeat(5)}"` },
    { name: 'E7 a phrase object beyond the cap', query: phrase('the '.repeat(2000)), refused: 'E_QUERY_LIMIT' },
    { name: 'E7 "the a*"', query: '"the a*"' },
    { name: 'E7 "the of a*"~99', query: '"the of a*"~99' },
    { name: 'E8 boosts beyond numbers', query: 'the^1e308 of^NaN to^-1 in^ and~x' },
    { name: 'E9 limit 10^9', query: 'the', options: { limit: 1e9 }, refused: 'E_QUERY_LIMIT' },
    { name: 'E9 limit 10,000', query: 'the', options: { limit: 10_000 } },
    { name: 'E10 fields that are none', query: 'constructor:x __proto__:y the' },
    { name: 'E11 what is not closed', query: '\u201cthe of\u201d (headline:(a OR "b c' },
  ]
}

/** The first different words of letters. */
function wordsOf({ documents }: { documents: readonly BenchDocument[] }, count: number): string[] {
  const words = new Set<string>()
  for (const { body = '' } of documents) {
    for (const [word] of body.toLowerCase().matchAll(/[a-z]{2,}/g)) {
      words.add(word)
      if (words.size === count) return [...words]
    }
  }
  return [...words]
}
