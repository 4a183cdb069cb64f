// As which of their words terms stand in a segment, and a walk over the occurrences of one of them: what `="reported"` asks for.

import { type Plan, together } from '../bytes/plan.js'
import type { PhraseNode } from '../query/node.js'
import { betweenAutomaton } from '../segment/automata.js'
import { expand } from '../segment/expand.js'
import { type FormCursor, findForms, TermForms } from '../segment/forms.js'
import { noMoreDocuments, sections } from '../segment/layout.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import type { TermEntry } from '../segment/postings.js'
import { rangeOf, type Segment } from '../segment/segment.js'
import type { PhrasePositions, PhrasePostings } from './phrase.js'

/** A term found, and where its record lies in the postings section. */
export interface PlacedTerm {
  readonly entry: TermEntry
  readonly record: number
}

/** One word of a term in a segment. */
export interface ExactWord {
  /** Undefined where the term has no other word there. */
  readonly forms: TermForms | undefined
  readonly ordinal: number
}

/** By `wordKey`, the words that a segment has. */
export type ExactWords = ReadonlyMap<string, ExactWord>

/** Names a word of a term. */
export function wordKey(term: string, word: string): string {
  return `${term}\u0000${word}`
}

/** The most terms that one word of a dictionary has: one for each analyzer. */
const mostTerms = 256

/** Finds the words of exact phrases in a segment. Rounds: head of the forms, and trie; their directory, and dictionary blocks; the forms. @throws E_CORRUPT */
export function* findWords(segment: Segment, phrases: readonly PhraseNode[], terms: ReadonlyMap<string, PlacedTerm>): Plan<ExactWords> {
  const wanted = new Map<string, { word: string; term: PlacedTerm }>()
  for (const { keys, words } of phrases) {
    for (const [i, key] of keys.entries()) {
      const term = terms.get(key)
      if (term !== undefined) wanted.set(wordKey(key, words[i]), { word: words[i], term })
    }
  }
  const found = new Map<string, ExactWord>()
  if (wanted.size === 0 || !segment.sections.has(sections.forms)) return found
  const all = yield* together([...wanted.values()].map((each) => findWord(segment, each.word, each.term)))
  for (const [i, key] of [...wanted.keys()].entries()) {
    const word = all[i]
    if (word !== undefined) found.set(key, word)
  }
  return found
}

function* findWord(segment: Segment, word: string, { entry, record }: PlacedTerm): Plan<ExactWord | undefined> {
  const { resident, schema } = segment
  const section = rangeOf(segment, sections.forms)
  const { start } = section
  yield [{ resident, start, end: start + 8 }]
  const chunk = resident.chunk(start, start + 8)
  const count = chunk.words[(start - chunk.start) >>> 2]
  const end = Math.min(section.end, start + 8 + 8 * count)
  yield [{ resident, start, end }]
  const place = findForms(resident.chunk(start, end), section, record)
  if (place === undefined) {
    // its one word: this, or another
    const { words } = yield* expand(segment, betweenAutomaton(word, word), mostTerms)
    return words.some(({ offset }) => offset === record) ? { forms: undefined, ordinal: 0 } : undefined
  }
  yield [{ resident, start: place.start, end: place.end }]
  const texts = entry.lists.filter(({ field }) => schema.fields[field]?.type === 'text')
  const forms = new TermForms(resident.chunk(place.start, place.end), place, texts)
  const ordinal = forms.ordinal(word)
  return ordinal < 0 ? undefined : { forms, ordinal }
}

/** The occurrences of one word among those of its term. */
export class ExactTerm implements PhrasePostings, PhrasePositions {
  doc = -1
  freq = 0
  readonly df: number
  readonly #cursor: PostingCursor
  readonly #positions: PhrasePositions
  readonly #forms: FormCursor
  readonly #ordinal: number
  #out = new Uint32Array(16)

  /** `cursor` stands before its first document, `positions` and `forms` are of it. */
  constructor(cursor: PostingCursor, positions: PhrasePositions, forms: FormCursor, ordinal: number) {
    this.df = cursor.df
    this.#cursor = cursor
    this.#positions = positions
    this.#forms = forms
    this.#ordinal = ordinal
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    const cursor = this.#cursor
    this.freq = 0
    let doc = cursor.doc < target ? cursor.advance(target) : cursor.doc
    for (; doc !== noMoreDocuments; doc = cursor.next()) {
      this.freq = this.#forms.count(this.#ordinal)
      if (this.freq > 0) break
    }
    return (this.doc = doc)
  }

  read(): Uint32Array {
    const { freq } = this.#cursor
    const at = this.#positions.read()
    const words = this.#forms.read()
    if (this.#out.length < freq) this.#out = new Uint32Array(2 * freq)
    let filled = 0
    for (let i = 0; i < freq; i++) if (words[i] === this.#ordinal) this.#out[filled++] = at[i]
    return this.#out
  }
}
