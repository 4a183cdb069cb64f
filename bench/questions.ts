// The table of questions: one file each, loaded when asked.

import type { Bench } from './main.js'
import type { Row } from './rows.js'

/** Answers a question row by row. */
export type Answer = (bench: Bench, tell: (row: Omit<Row, 'question'>) => void) => void | Promise<void>

/** A question by name. */
export interface Question {
  name: string
  title: string
  /** Asked only by name. */
  optional?: boolean
  load: () => Promise<Answer>
}

/** Every question, in the order they are asked. */
export const questions: readonly Question[] = [
  { name: 'build', title: 'how long does it take to build an index?', load: async () => (await import('./build.js')).build },
  { name: 'size', title: 'how many bytes is it?', load: async () => (await import('./size.js')).size },
  { name: 'open', title: 'how long does it take to open one?', load: async () => (await import('./open.js')).open },
  { name: 'search', title: 'how long does a search take?', load: async () => (await import('./search.js')).search },
  { name: 'bm25f', title: 'what do several fields cost over one?', load: async () => (await import('./bm25f.js')).bm25f },
  { name: 'highlights', title: 'what do fragments and suggestions cost?', load: async () => (await import('./highlights.js')).highlights },
  {
    name: 'expansion',
    title: 'what do words cost that are not typed whole?',
    load: async () => (await import('./expansion.js')).expansion,
  },
  {
    name: 'percolate',
    title: 'which of many stored queries find a new article?',
    load: async () => (await import('./percolate.js')).percolate,
  },
  { name: 'worst', title: 'what does the worst cost that can be asked?', load: async () => (await import('./worst.js')).worst },
  { name: 'memory', title: 'what memory does an opened index take?', load: async () => (await import('./memory.js')).memory },
  { name: 'update', title: 'how long do additions between searches take?', load: async () => (await import('./update.js')).update },
  { name: 'stream', title: 'what does it take to build from a large file?', load: async () => (await import('./stream.js')).stream },
  { name: 'bundle', title: 'what does a page load?', load: async () => (await import('./bundle.js')).bundle },
  { name: 'remote', title: 'what does a question cost over a wire?', load: async () => (await import('./remote.js')).remote },
  { name: 'page', title: 'what does a page wait for at first?', load: async () => (await import('./page.js')).page },
  { name: 'keystroke', title: 'how long from a key to its results?', load: async () => (await import('./keystroke.js')).keystroke },
  { name: 'unpack', title: 'how fast are integers unpacked?', load: async () => (await import('./unpack.js')).unpackers },
  {
    name: 'layout',
    title: 'which layout of lists and dictionary?',
    optional: true,
    load: async () => (await import('./layout.js')).layout,
  },
  { name: 'analysis', title: 'how fast is text turned into terms?', load: async () => (await import('./terms.js')).terms },
  { name: 'relevance', title: 'how good is the order of the hits?', load: async () => (await import('./relevance.js')).relevance },
  { name: 'stemmers', title: 'which stemmers agree with Snowball?', load: async () => (await import('./stemmers.js')).stemmers },
  { name: 'languages', title: 'are the words of other languages found?', load: async () => (await import('./languages.js')).languages },
  { name: 'quotes', title: 'who said what?', load: async () => (await import('./quotes.js')).quotes },
  { name: 'profile', title: 'where does the time go?', optional: true, load: async () => (await import('./profile.js')).profile },
]
