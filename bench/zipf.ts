// Documents made up where there are no others: words by Zipf's law, in topics, of the lengths that news has. The same in every run.

import type { BenchDocument } from './corpus.js'
import { randomFrom } from './random.js'
import { stopWords } from './stop-words.js'

const vocabularySize = 60_000
const topics = 200
const wordsPerTopic = 150

/** `count` documents from number `from`; their headlines have about 8 words and their bodies a median of 350. */
export function zipfDocuments(count: number, seed: number, from = 0): BenchDocument[] {
  const random = randomFrom(seed)
  const words = vocabulary(random)
  const cumulated = new Float64Array(words.length)
  let sum = 0
  for (let rank = 0; rank < words.length; rank++) cumulated[rank] = sum += 1 / (rank + 2.7)
  const pick = (next: () => number) => words[lowerBound(cumulated, next() * sum)]
  const names = Array.from(
    { length: 2000 },
    () => `${capital(words[500 + Math.floor(random() * 40_000)])} ${capital(words[500 + Math.floor(random() * 40_000)])}`,
  )
  const topicWords = Array.from({ length: topics }, () =>
    Array.from({ length: wordsPerTopic }, () => words[stopWords.length + Math.floor(random() ** 2 * 20_000)]),
  )
  return Array.from({ length: count }, (_, i) => {
    const next = randomFrom(seed * 1_000_003 + from + i)
    const topic = topicWords[Math.floor(next() * topics)]
    const word = () => (next() < 0.2 ? topic[Math.floor(next() ** 2 * wordsPerTopic)] : pick(next))
    const sentence = (length: number) => capital(Array.from({ length }, word).join(' '))
    const gauss = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    let left = Math.min(20_000, Math.max(20, Math.round(350 * Math.exp(0.8 * gauss))))
    const sentences: string[] = []
    while (left > 0) {
      const length = Math.min(left, 8 + Math.floor(next() * 25))
      sentences.push(`${sentence(length)}.${next() < 0.2 ? '\n\n' : ' '}`)
      left -= length
    }
    const speaker = Array.from({ length: Math.floor(next() * 3) }, () => names[Math.floor(next() ** 2 * names.length)])
    return { id: `zipf-${from + i}`, headline: sentence(5 + Math.floor(next() * 7)), speaker, body: sentences.join('').trimEnd() }
  })
}

function vocabulary(random: () => number): string[] {
  const onsets = 'b c d f g h j k l m n p r s t v w br cr dr fl gr pl pr sh st th tr'.split(' ')
  const vowels = 'a e i o u ai ea io ou'.split(' ')
  const codas = ['', '', '', 'l', 'm', 'n', 'nd', 'nt', 'r', 'rk', 's', 'st', 't']
  const endings = ['', '', '', '', 's', 'ed', 'ing', 'ion', 'ment', 'er', 'al']
  const of = (parts: readonly string[]) => parts[Math.floor(random() * parts.length)]
  const words = new Set(stopWords)
  while (words.size < vocabularySize) {
    const syllables = 1 + Math.floor(random() * 3)
    words.add(Array.from({ length: syllables }, () => of(onsets) + of(vowels) + of(codas)).join('') + of(endings))
  }
  return [...words]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lowerBound(cumulated: Float64Array, wanted: number): number {
  let low = 0
  let high = cumulated.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cumulated[middle] < wanted) low = middle + 1
    else high = middle
  }
  return low
}
