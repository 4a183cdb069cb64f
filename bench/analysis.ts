// How fast is text turned into terms? Tokenizer alone, tokenizer and memoised stems, and a plain regular expression, in turns.
// Run: node --import tsx bench/analysis.ts

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { normalized } from '../src/analysis/analyze.js'
import { english } from '../src/analysis/english.js'
import { Tokens } from '../src/analysis/tokens.js'
import { tokenizeWords } from '../src/analysis/words.js'

const rounds = 7
const target = 20_000_000

const { texts, source } = readTexts()
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
const tokens = new Tokens()

const contenders: { name: string; run: () => number }[] = [
  { name: '/[\\p{L}\\p{N}]+/gu', run: byExpression },
  { name: 'tokenize', run: byLoop },
  { name: 'tokenize + normalize (english, memoised)', run: byAnalyzer },
]

const seconds = new Map(contenders.map(({ name }): [string, number[]] => [name, []]))
const found = new Map<string, number>()
// One round to warm up, then the contenders take turns, so that a busy machine slows all alike.
for (let round = 0; round <= rounds; round++) {
  for (const { name, run } of contenders) {
    const from = performance.now()
    found.set(name, run())
    if (round > 0) seconds.get(name)!.push((performance.now() - from) / 1000)
  }
}

console.log(`${source}: ${texts.length} texts, ${(bytes / 1e6).toFixed(1)} MB of UTF-8; Node ${process.version}; median of ${rounds}`)
const baseline = median(seconds.get(contenders[0].name)!)
for (const { name } of contenders) {
  const time = median(seconds.get(name)!)
  const speed = `${(bytes / 1e6 / time).toFixed(1)} MB/s`
  console.log(`${name.padEnd(42)} ${speed.padStart(11)}  ${(baseline / time).toFixed(2).padStart(5)} x  ${found.get(name)} tokens`)
}

function byExpression(): number {
  let count = 0
  for (const text of texts) for (const _ of text.matchAll(/[\p{L}\p{N}]+/gu)) count++
  return count
}

function byLoop(): number {
  let count = 0
  for (const text of texts) {
    tokenizeWords(text, tokens)
    count += tokens.count
  }
  return count
}

function byAnalyzer(): number {
  let count = 0
  for (const text of texts) {
    english.tokenize(text, tokens)
    for (let i = 0; i < tokens.count; i++) {
      if (normalized(english, text.slice(tokens.start[i], tokens.end[i]), tokens.kind[i]).term !== '') count++
    }
  }
  return count
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

/** Bodies of the shared news corpus where it is there, else text made up with the same mix of words. */
function readTexts(): { texts: string[]; source: string } {
  const corpus = new URL('../../shared/data/news/wire.jsonl.gz', import.meta.url)
  if (!existsSync(corpus)) return { texts: makeTexts(), source: 'generated text' }
  const texts: string[] = []
  let size = 0
  for (const line of gunzipSync(readFileSync(corpus)).toString('utf8').split('\n')) {
    if (size > target) break
    if (line === '') continue
    const { body } = JSON.parse(line) as { body: string }
    texts.push(body)
    size += body.length
  }
  return { texts, source: 'news bodies' }
}

function makeTexts(): string[] {
  const words =
    'the minister said on Monday that U.S. and European well-known leaders\u2019 talks, worth 1,200,000 dollars, don\u2019t end in Bogot\u00e1'.split(
      ' ',
    )
  let state = 1
  return Array.from({ length: 4000 }, () => {
    const text: string[] = []
    for (let i = 0; i < 800; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      text.push(words[state % words.length])
    }
    return text.join(' ')
  })
}
