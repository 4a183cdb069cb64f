// What is asked: words and phrases that stand in the documents, drawn from a seed.

import { analyze } from '../src/analysis/analyze.js'
import { english } from '../src/analysis/english.js'
import type { Corpus } from './corpus.js'
import { randomFrom } from './random.js'
import { stopWords } from './stop-words.js'

/** Tokens of the body that the words of a query are taken from. */
const windowLength = 14

/** Plain lower-case words: what has dots, digits or hyphens means different things to different query languages. */
const plain = /^[a-z]+$/
const stops = new Set(stopWords)

/** A kind of query. */
export interface Shape {
  name: string
  title: string
  combineWith: 'or' | 'and'
  /** Words, or the bounds of how many. */
  words: readonly [number, number]
  from: 'window' | 'run' | 'phrase' | 'headline'
  isPhrase?: true
}

/** Every shape. */
export const shapes: readonly Shape[] = [
  { name: 'or1', title: 'one word', combineWith: 'or', words: [1, 1], from: 'window' },
  { name: 'or2', title: 'OR of 2 words', combineWith: 'or', words: [2, 2], from: 'window' },
  { name: 'or3', title: 'OR of 3 words', combineWith: 'or', words: [3, 3], from: 'window' },
  { name: 'or5', title: 'OR of 5 words', combineWith: 'or', words: [5, 5], from: 'window' },
  { name: 'stop5', title: 'five words with stop words', combineWith: 'or', words: [5, 5], from: 'run' },
  { name: 'and2', title: 'AND of 2 words', combineWith: 'and', words: [2, 2], from: 'window' },
  { name: 'and3', title: 'AND of 3 words', combineWith: 'and', words: [3, 3], from: 'window' },
  { name: 'and5', title: 'AND of 5 words', combineWith: 'and', words: [5, 5], from: 'window' },
  { name: 'phrase', title: 'phrase of 2 or 3 words', combineWith: 'and', words: [2, 3], from: 'phrase', isPhrase: true },
]

/** One content word of a headline. */
export const headlineWord: Shape = {
  name: 'headline1',
  title: 'one word of a headline',
  combineWith: 'or',
  words: [1, 1],
  from: 'headline',
}

/** The shape of that name. */
export function shapeNamed(name: string): Shape {
  const found = [...shapes, headlineWord].find((shape) => shape.name === name)
  if (found === undefined) throw new Error(`Expected a shape among ${shapes.map((shape) => shape.name).join(', ')}; got ${name}.`)
  return found
}

/** `count` texts of a shape, without operators or quotes: words with a space between. The same for the same corpus. */
export function queriesOf({ documents }: Corpus, shape: Shape, count: number, seed = 1): string[] {
  const random = randomFrom(seed * 7919 + shape.name.split('').reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 0))
  const queries: string[] = []
  for (let tries = 0; queries.length < count && tries < count * 1000; tries++) {
    const { headline, body } = documents[Math.floor(random() * documents.length)]
    const words = draw(shape, headline, body, random)
    if (words !== undefined) queries.push(words.join(' '))
  }
  if (queries.length < count) throw new Error(`Expected ${count} queries of shape ${shape.name}; got ${queries.length}.`)
  return queries
}

function draw({ from, words: [least, most] }: Shape, headline: string, body: string, random: () => number): string[] | undefined {
  const wanted = least + Math.floor(random() * (most - least + 1))
  const at = Math.floor(random() * body.length)
  // the words around a place, not of the whole body: some are long
  const text = from === 'headline' ? headline : body.slice(Math.max(0, at - 200), at + 200)
  const words = analyze(english, text)
    .filter(({ kind }) => kind === 0)
    .map(({ word }) => word)
    .slice(from === 'headline' ? 0 : 1, from === 'headline' ? undefined : -1)
  if (from === 'run' || from === 'phrase') {
    const start = Math.floor(random() * Math.max(1, words.length - wanted))
    const run = words.slice(start, start + wanted)
    if (run.length < wanted || !run.every((word) => plain.test(word))) return undefined
    if (from === 'run') return run.filter((word) => stops.has(word)).length >= 2 && new Set(run).size === wanted ? run : undefined
    return isContent(run[0]) && isContent(run[wanted - 1]) ? run : undefined
  }
  const start = Math.floor(random() * Math.max(1, words.length - windowLength))
  const content = [...new Set(words.slice(start, start + windowLength).filter(isContent))]
  if (content.length < wanted) return undefined
  const drawn: string[] = []
  while (drawn.length < wanted) drawn.push(...content.splice(Math.floor(random() * content.length), 1))
  return drawn
}

function isContent(word: string): boolean {
  return word.length >= 3 && plain.test(word) && !stops.has(word)
}
