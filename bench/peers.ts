// The two engines over the same documents: same fields, same boosts, same memoised analysis.

import MiniSearch from 'minisearch'
import { english } from '../src/analysis/english.js'
import { Tokens } from '../src/analysis/tokens.js'
import { Index } from '../src/index/index.js'
import { type BenchDocument, type Boosts, type Corpus, textOf } from './corpus.js'

/** What both engines index: the fields of `boosts`, `text` being all of a document in one. */
export interface Content {
  documents: readonly BenchDocument[]
  boosts: Boosts
}

/** The engines with a corpus in them. */
export interface Pair {
  bytes: Uint8Array
  index: Index<IndexedDocument>
  mini: MiniSearch<BenchDocument>
}

/** A document as it is given to our index. */
export interface IndexedDocument {
  id: string
  headline?: string
  speaker?: string[]
  body?: string
  text?: string
}

const pairs = new WeakMap<readonly BenchDocument[], Pair>()

/** Both engines over a corpus, made once. Ours is opened from its bytes. */
export function pairOf(corpus: Corpus): Pair {
  let pair = pairs.get(corpus.documents)
  if (pair === undefined) {
    const bytes = buildBytes(corpus)
    pair = { bytes, index: Index.from(bytes), mini: buildMini(corpus) }
    pairs.set(corpus.documents, pair)
  }
  return pair
}

/** Keeps what was built elsewhere, so that it is not built again. */
export function keepPair(corpus: Corpus, bytes: Uint8Array, mini: MiniSearch<BenchDocument>): void {
  pairs.set(corpus.documents, { bytes, index: Index.from(bytes), mini })
}

/** Our documents for these fields. Nothing is analysed here. */
export function indexedDocuments({ documents, boosts }: Content): IndexedDocument[] {
  const has = (field: keyof Boosts) => boosts[field] !== undefined
  return documents.map((document) => ({
    id: document.id,
    ...(has('headline') && { headline: document.headline }),
    ...(has('speaker') && { speaker: document.speaker }),
    ...(has('body') && { body: document.body }),
    ...(has('text') && { text: textOf(document, 'text') }),
  }))
}

/** An empty index of ours: English, nothing stored. */
export function emptyIndex(boosts: Boosts, positions = true): Index<IndexedDocument> {
  const fields = Object.fromEntries(Object.entries(boosts).map(([name, boost]) => [name, { boost }]))
  return new Index<IndexedDocument>({ fields, analyzer: 'english', positions })
}

/** The bytes of our index. */
export function buildBytes(content: Content, positions = true): Uint8Array {
  const index = emptyIndex(content.boosts, positions)
  index.addAll(indexedDocuments(content))
  return index.toBytes()
}

/** MiniSearch with our analysis; prefix and fuzzy search off, as they are by default. */
export function emptyMini(boosts: Boosts): MiniSearch<BenchDocument> {
  return new MiniSearch<BenchDocument>({
    fields: Object.keys(boosts),
    extractField: (document, field) => (field === 'id' ? document.id : textOf(document, field)),
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: { boost: { ...boosts } as Record<string, number>, combineWith: 'OR', prefix: false, fuzzy: false },
  })
}

/** MiniSearch over a corpus. */
export function buildMini({ documents, boosts }: Content): MiniSearch<BenchDocument> {
  const mini = emptyMini(boosts)
  mini.addAll(documents)
  return mini
}

/** What MiniSearch does before it ranks and makes results: documents with their scores. Not public, but what its `search` calls first. */
export function miniKernel(mini: MiniSearch<BenchDocument>, query: string, combineWith: 'OR' | 'AND'): unknown {
  return (mini as unknown as { executeQuery(query: string, options: { combineWith: string }): unknown }).executeQuery(query, {
    combineWith,
  })
}

const memo = new Map<number, Map<string, string>>()
const tokens = new Tokens()

/** The terms our index has for a text: tokens of the same tokenizer, stems remembered by token. */
export function termsOf(text: string): string[] {
  english.tokenize(text, tokens)
  const terms: string[] = []
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]
    let known = memo.get(kind)
    if (known === undefined) memo.set(kind, (known = new Map()))
    const raw = text.slice(tokens.start[i], tokens.end[i])
    let term = known.get(raw)
    if (term === undefined) known.set(raw, (term = english.normalize(raw, kind).term))
    if (term !== '') terms.push(term)
  }
  return terms
}
