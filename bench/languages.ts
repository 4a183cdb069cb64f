// Do analyzers find the words that people mark in sentences, and does the guess find the language? Sentences of treebanks, where they are there.

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Analyzer } from '../src/analysis/analyzer.js'
import { detectLanguage } from '../src/analysis/detect.js'
import { english } from '../src/analysis/english.js'
import { arabic } from '../src/analysis/languages/ar.js'
import { german } from '../src/analysis/languages/de.js'
import { spanish } from '../src/analysis/languages/es.js'
import { french } from '../src/analysis/languages/fr.js'
import { italian } from '../src/analysis/languages/it.js'
import { japanese } from '../src/analysis/languages/ja.js'
import { korean } from '../src/analysis/languages/ko.js'
import { portuguese } from '../src/analysis/languages/pt.js'
import { russian } from '../src/analysis/languages/ru.js'
import { chinese } from '../src/analysis/languages/zh.js'
import { Tokens } from '../src/analysis/tokens.js'
import { Index } from '../src/index/index.js'
import type { Answer } from './questions.js'

interface Sentence {
  id: string
  text: string
  tokens: string[]
}

const analyzers: Readonly<Record<string, Analyzer>> = {
  en: english,
  fr: french,
  de: german,
  es: spanish,
  it: italian,
  pt: portuguese,
  ru: russian,
  ar: arabic,
  ja: japanese,
  ko: korean,
  zh: chinese,
}
const mostQueries = 400

/** Percents: of gold boundaries that are ours, of gold words that find their sentence, of what they find that has the word, of guesses that are right. */
export const languages: Answer = (_, tell) => {
  for (const [code, analyzer] of Object.entries(analyzers)) {
    const file = new URL(`../../shared/data/languages/ud_${code}.jsonl.gz`, import.meta.url)
    if (!existsSync(file)) {
      tell({ corpus: code, name: 'skipped: the sentences are not there', unit: '', ours: Number.NaN })
      continue
    }
    const sentences = gunzipSync(readFileSync(file))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Sentence)
    tell({ corpus: code, name: 'gold boundaries', unit: '%', ours: boundaries(analyzer, sentences), note: `${sentences.length} sentences` })
    const { recall, precision } = found(analyzer, sentences)
    tell({ corpus: code, name: 'gold words that find their sentence', unit: '%', ours: recall, note: `${mostQueries} words` })
    tell({
      corpus: code,
      name: 'sentences found that have the very word',
      unit: '%',
      ours: precision,
      note: 'others have another form of it, or parts',
    })
    const guessed = sentences.filter(({ text }) => detectLanguage(text) === code).length
    tell({ corpus: code, name: 'language guessed from one sentence', unit: '%', ours: (100 * guessed) / sentences.length })
  }
}

function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token)
}

function boundaries(analyzer: Analyzer, sentences: readonly Sentence[]): number {
  const tokens = new Tokens()
  let gold = 0
  let ours = 0
  for (const { text, tokens: marked } of sentences) {
    analyzer.tokenize(text, tokens)
    const edges = new Set([...tokens.start.subarray(0, tokens.count), ...tokens.end.subarray(0, tokens.count)])
    let at = 0
    for (const token of marked) {
      const start = text.indexOf(token, at)
      // contractions are marked as the words they stand for
      if (start < 0) continue
      at = start + token.length
      if (!isWord(token)) continue
      gold += 2
      ours += Number(edges.has(start)) + Number(edges.has(at))
    }
  }
  return (100 * ours) / gold
}

function found(analyzer: Analyzer, sentences: readonly Sentence[]): { recall: number; precision: number } {
  const index = new Index<{ id: number; text: string }>({ fields: { text: {} }, analyzer })
  index.addAll(sentences.map(({ text }, id) => ({ id, text })))
  const words = sentences.map(({ tokens }) => new Set(tokens.map((token) => token.toLowerCase())))
  const step = Math.max(1, Math.floor(sentences.length / mostQueries))
  let asked = 0
  let hit = 0
  let all = 0
  let right = 0
  for (let i = 0; i < sentences.length && asked < mostQueries; i += step) {
    const { tokens, text } = sentences[i]
    const [word] = tokens.filter((token) => isWord(token) && text.includes(token)).sort((a, b) => b.length - a.length)
    if (word === undefined) continue
    asked++
    const { hits } = index.search({ kind: 'term', text: word }, { limit: 1000 })
    if (hits.some(({ id }) => id === i)) hit++
    all += hits.length
    for (const { id } of hits) if (words[id as number].has(word.toLowerCase())) right++
  }
  return { recall: (100 * hit) / asked, precision: (100 * right) / all }
}
