// The tokens of one text, as columns: filled by a tokenizer, read by the builder, the query and the highlighter.

/**
 * What a token is. Stacked kinds (compound, tag, mention, bigram, shout, spelling) stand at the position of the word they repeat, directly after it or, for a
 * compound, after its last part.
 */
export const tokenKinds = {
  /** a run of letters, digits and inner apostrophes */
  word: 0,
  /** digits with their separators: `1,000.5` */
  number: 1,
  /** `U.S.`, and capitals that collide with a function word: `US` */
  acronym: 2,
  /** the whole of `well-known`, stacked on `well` */
  compound: 3,
  /** `#MeToo`, stacked on `MeToo` */
  tag: 4,
  /** `@name`, stacked on `name` */
  mention: 5,
  /** one emoji, with its joined parts */
  emoji: 6,
  /** two neighbouring characters of a script without spaces, stacked on the first, which is a `word` itself */
  bigram: 7,
  /** a word by its diacritics, stacked on the word, of analyzers that tell them */
  spelling: 8,
} as const

/** One of the values of `tokenKinds`. */
export type TokenKind = (typeof tokenKinds)[keyof typeof tokenKinds]

/** Tokens of one text in order of position, as parallel columns; reused from text to text, so nothing is allocated per token. */
export class Tokens {
  /** How many tokens the columns hold. */
  count = 0
  /** First UTF-16 code unit of each token. */
  start = new Uint32Array(256)
  /** UTF-16 code unit after the last of each token (half-open). */
  end = new Uint32Array(256)
  /** Counts words from 0; a stacked token has the position of what it repeats. Never decreases but for a stacked compound. */
  position = new Uint32Array(256)
  /** A TokenKind each. */
  kind = new Uint8Array(256)
  /**
   * The last eight characters of each token, in small letters, as two numbers, where the word tokenizer has read them: of ASCII letters and digits alone.
   * Else both are 0.
   */
  low = new Uint32Array(256)
  high = new Uint32Array(256)
  /** The most tokens a text can have; a tokenizer that goes on pushing is stopped soon after. Set from the text before each is read. */
  limit = Number.POSITIVE_INFINITY

  /** Appends a token; amortised O(1). `low` and `high` are for the word tokenizer. @throws RangeError well beyond `limit` */
  push(start: number, end: number, position: number, kind: number, low = 0, high = 0): void {
    const i = this.count
    if (i === this.start.length) this.#grow()
    this.start[i] = start
    this.end[i] = end
    this.position[i] = position
    this.kind[i] = kind
    this.low[i] = low
    this.high[i] = high
    this.count = i + 1
  }

  #grow(): void {
    if (this.count > this.limit) throw new RangeError(`more than ${this.limit} tokens for one text`)
    const capacity = this.start.length * 2
    this.start = widen(this.start, capacity)
    this.end = widen(this.end, capacity)
    this.position = widen(this.position, capacity)
    this.low = widen(this.low, capacity)
    this.high = widen(this.high, capacity)
    const kind = new Uint8Array(capacity)
    kind.set(this.kind)
    this.kind = kind
  }
}

function widen(column: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(capacity)
  wider.set(column)
  return wider
}
