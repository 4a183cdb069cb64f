// The index as a list of lists: when documents are sealed together, merged, and forgotten, by the rules that the documentation gives.

import { deletedPart, mergeFrom } from '../../src/index/merge-policy.js'
import { fewDocuments } from '../../src/index/tail.js'
import { type Analysed, type Lexicon, type OracleSegment, type Perturbation, type PlainDocument, Snapshot } from './oracle.js'

/** Mirrors an `Index`: call the same method with the same document at the same moment. */
export class Model {
  readonly #lexicon: Lexicon
  readonly #positions: boolean
  readonly #perturbed: Perturbation
  #segments: OracleSegment[] = []
  #tail: OracleSegment = { documents: [], deleted: [] }
  #snapshot: Snapshot | undefined
  #changed = false

  constructor(lexicon: Lexicon, positions: boolean, perturbed: Perturbation = {}) {
    this.#lexicon = lexicon
    this.#positions = positions
    this.#perturbed = perturbed
  }

  /** Ids that can be found, in order of addition. */
  get ids(): (string | number)[] {
    return [...this.#segments, this.#tail].flatMap(({ documents, deleted }) => documents.filter((_, i) => !deleted[i]).map(({ id }) => id))
  }

  add(document: PlainDocument): void {
    this.#append(this.#lexicon.analyse(document))
  }

  remove(id: string | number): void {
    for (const { documents, deleted } of [...this.#segments, this.#tail]) {
      const at = documents.findIndex((document, i) => document.id === id && !deleted[i])
      if (at < 0) continue
      deleted[at] = true
      this.#changed = true
      return
    }
  }

  replace(document: PlainDocument): void {
    this.remove(document.id)
    this.add(document)
  }

  /** Whether a read of everything seals the tail. */
  get isMany(): boolean {
    const { length } = this.#tail.documents
    return length >= fewDocuments || this.#tail.deleted.filter(Boolean).length > deletedPart * length
  }

  /** What a read of everything sees: a tail of many documents is sealed, one of none is forgotten, and what the policy says is merged. */
  read(): Snapshot {
    if (this.#snapshot !== undefined && !this.#changed) return this.#snapshot
    this.settle()
    this.#changed = false
    return (this.#snapshot = this.#view())
  }

  /** What a read of everything does before it looks. */
  settle(): void {
    if (!this.#tail.deleted.includes(false)) this.#tail = { documents: [], deleted: [] }
    if (this.isMany) this.#seal()
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const { documents, deleted } = this.#segments[i]
      if (deleted.filter(Boolean).length > deletedPart * documents.length) this.#merge(i, i + 1)
    }
    const from = mergeFrom(this.#segments.map(({ documents }) => documents.length))
    if (from >= 0) this.#merge(from, this.#segments.length)
  }

  /** What is in the bytes: one segment, nothing deleted. The index is that segment from then on. */
  toBytes(): void {
    this.#seal()
    if (this.#segments.length > 1 || this.#segments.some(({ deleted }) => deleted.includes(true))) this.#merge(0, this.#segments.length)
    this.#changed = true
  }

  /** The same documents in segments of their own, as `Index.from` gives after `toBytes`. */
  copy(): Model {
    const copy = new Model(this.#lexicon, this.#positions, this.#perturbed)
    copy.#segments = this.#segments.map(({ documents, deleted }) => ({ documents: [...documents], deleted: [...deleted] }))
    copy.#changed = true
    return copy
  }

  #append(document: Analysed): void {
    this.#tail.documents.push(document)
    this.#tail.deleted.push(false)
    this.#changed = true
  }

  #seal(): void {
    if (this.#tail.documents.length === 0) return
    this.#segments.push(this.#tail)
    this.#tail = { documents: [], deleted: [] }
  }

  #merge(from: number, to: number): void {
    const documents = this.#segments.slice(from, to).flatMap((segment) => segment.documents.filter((_, i) => !segment.deleted[i]))
    const merged = documents.length === 0 ? [] : [{ documents, deleted: documents.map(() => false) }]
    this.#segments.splice(from, to - from, ...merged)
  }

  #view(): Snapshot {
    const { documents, deleted } = this.#tail
    const tail = documents.length === 0 ? [] : [{ documents: [...documents], deleted: [...deleted] }]
    return new Snapshot(this.#lexicon, [...this.#segments, ...tail], this.#positions, this.#perturbed)
  }
}
