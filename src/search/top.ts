// The best k documents: a heap with the worst of them on top. Higher key first; of equal keys the lower document.

/** A document that was kept. */
export interface Best {
  readonly key: number
  readonly doc: number
  readonly mask: number
}

/** One that nobody uses; kept as spare lists are (bulk.ts). */
let spare: Top | undefined
/** A larger one is not kept. */
const largestSpare = 128

/** Keeps the best `size` of the documents offered. */
export class Top {
  #count = 0
  #size: number
  readonly #keys: number[] = []
  readonly #docs: number[] = []
  readonly #masks: number[] = []

  /** `size` is at most the number of documents there are. */
  constructor(size: number) {
    this.#size = size
  }

  /** An empty one, which may have been released. */
  static of(size: number): Top {
    const top = spare ?? new Top(size)
    spare = undefined
    top.#size = size
    top.#count = 0
    return top
  }

  /** Leaves it to the next search: it must not be used again. */
  release(): void {
    if (this.#size <= largestSpare) spare = this
  }

  /** The key that a later document must exceed to enter; -Infinity while there is room. */
  get threshold(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#count < this.#size ? Number.NEGATIVE_INFINITY : this.#keys[0]
  }

  /** Offers a document, with bits to keep beside it. O(log k), and O(1) for one that does not enter. */
  offer(key: number, doc: number, mask = 0): void {
    const size = this.#size
    if (this.#count < size) {
      this.#up(this.#count++, key, doc, mask)
    } else if (size > 0 && this.#worse(this.#keys[0], this.#docs[0], key, doc)) this.#down(key, doc, mask)
  }

  /** Takes out what was kept and gives it best first. O(k log k). */
  sorted(): Best[] {
    const sorted: Best[] = []
    while (this.#count > 0) {
      sorted.push({ key: this.#keys[0], doc: this.#docs[0], mask: this.#masks[0] })
      // the last takes the place of the worst, in a heap one smaller
      const last = --this.#count
      if (last > 0) this.#down(this.#keys[last], this.#docs[last], this.#masks[last])
    }
    return sorted.reverse()
  }

  #worse(key: number, doc: number, otherKey: number, otherDoc: number): boolean {
    return key < otherKey || (key === otherKey && doc > otherDoc)
  }

  #up(at: number, key: number, doc: number, mask: number): void {
    while (at > 0) {
      const parent = (at - 1) >>> 1
      if (!this.#worse(key, doc, this.#keys[parent], this.#docs[parent])) break
      this.#keys[at] = this.#keys[parent]
      this.#docs[at] = this.#docs[parent]
      this.#masks[at] = this.#masks[parent]
      at = parent
    }
    this.#keys[at] = key
    this.#docs[at] = doc
    this.#masks[at] = mask
  }

  #down(key: number, doc: number, mask: number): void {
    const count = this.#count
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= count) break
      if (child + 1 < count && this.#worse(this.#keys[child + 1], this.#docs[child + 1], this.#keys[child], this.#docs[child])) child++
      if (!this.#worse(this.#keys[child], this.#docs[child], key, doc)) break
      this.#keys[at] = this.#keys[child]
      this.#docs[at] = this.#docs[child]
      this.#masks[at] = this.#masks[child]
      at = child
    }
    this.#keys[at] = key
    this.#docs[at] = doc
    this.#masks[at] = mask
  }
}
