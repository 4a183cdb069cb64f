// As which word each occurrence of a term stands in its field: what a segment that keeps exact forms is given beside the postings.

import { compareKeys } from '../segment/dictionary.js'
import { forEachToken, type Stream } from './stream.js'

/** A field's occurrences in order of term, then document, then as they came. */
interface FormField {
  starts: Uint32Array
  documents: Uint32Array
  positions: Uint32Array
  forms: Uint32Array
}

/** The words of terms, and the occurrences of a segment in the making by word. */
export class Forms {
  /** By term, its words in the order of the dictionary. */
  readonly words: string[][]
  readonly #fields: (FormField | undefined)[]

  /** `streams` are those of text fields, by field number. Linear in the tokens, and in the words but for their order. */
  constructor(streams: readonly (Stream | undefined)[], pairWord: readonly string[], pairTerm: readonly number[], termCount: number) {
    const pairs: number[][] = Array.from({ length: termCount }, () => [])
    for (let pair = 0; pair < pairTerm.length; pair++) pairs[pairTerm[pair]].push(pair)
    const formOf = new Uint32Array(pairTerm.length)
    this.words = pairs.map((own) => {
      own.sort((a, b) => compareKeys(pairWord[a], pairWord[b]))
      own.forEach((pair, form) => {
        formOf[pair] = form
      })
      return own.map((pair) => pairWord[pair])
    })
    this.#fields = streams.map((stream) => stream && invert(stream, pairTerm, formOf, termCount))
  }

  /** The places of words among those of a term, for its occurrences in a field by document and position; undefined for fields that are not text. */
  of(term: number, field: number): Uint32Array | undefined {
    const inverted = this.#fields[field]
    if (inverted === undefined) return undefined
    const { starts, documents, positions, forms } = inverted
    const end = starts[term + 1]
    const [places, out] = [new Uint32Array(end - starts[term]), new Uint32Array(end - starts[term])]
    let written = 0
    for (let i = starts[term]; i < end; ) {
      const document = documents[i]
      const first = written
      for (; i < end && documents[i] === document; i++) {
        // as the postings have them: positions ascending and single, the first word of those that stand at one
        let at = written
        while (at > first && places[at - 1] > positions[i]) at--
        if (at > first && places[at - 1] === positions[i]) continue
        places.copyWithin(at + 1, at, written)
        out.copyWithin(at + 1, at, written)
        places[at] = positions[i]
        out[at] = forms[i]
        written++
      }
    }
    return out.subarray(0, written)
  }
}

function invert(stream: Stream, pairTerm: readonly number[], formOf: Uint32Array, termCount: number): FormField {
  const starts = new Uint32Array(termCount + 1)
  let total = 0
  forEachToken(stream, (_document, _position, pair) => {
    starts[pairTerm[pair] + 1]++
    total++
  })
  for (let term = 0; term < termCount; term++) starts[term + 1] += starts[term]
  const next = starts.slice(0, termCount)
  const [documents, positions, forms] = [new Uint32Array(total), new Uint32Array(total), new Uint32Array(total)]
  forEachToken(stream, (document, position, pair) => {
    const slot = next[pairTerm[pair]]++
    documents[slot] = document
    positions[slot] = position
    forms[slot] = formOf[pair]
  })
  return { starts, documents, positions, forms }
}
