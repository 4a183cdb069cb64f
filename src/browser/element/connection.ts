// The index that an element asks: opened when it is first needed, given up with the element, and asked one search at a time.

import type { Searcher, SearcherInfo } from '../searcher.js'
import { type Opening, openSource } from './open-source.js'

/** A searcher, or the way to one. */
export class Connection {
  /** What the index has, once it is known. */
  info: SearcherInfo | undefined
  readonly #opening: () => Opening
  #searcher: Promise<Searcher> | undefined
  /** Whether the index was opened here, and is closed here. */
  #isOwn = false
  /** Gives up the search before, where the index can. */
  #running: AbortController | undefined

  /** `opening` says how to come to an index when none was given. */
  constructor(opening: () => Opening) {
    this.#opening = opening
  }

  /** Whether there is an index, or it is being opened. */
  get isThere(): boolean {
    return this.#searcher !== undefined
  }

  /** Asks this one from now on. */
  give(searcher: Searcher): void {
    this.close()
    this.#searcher = Promise.resolve(searcher)
  }

  /** The index, and what it has. What failed is tried again the next time. @throws as `openSource` */
  async ready(): Promise<Searcher> {
    const searcher = await (this.#searcher ?? this.#open())
    this.info ??= await searcher.info()
    return searcher
  }

  /** Whether another index answers than did before, as where the file was replaced; what it has is known anew then. Of one that was given, never. @throws as `ready` */
  async isAnother(): Promise<boolean> {
    const searcher = await this.ready()
    if (!this.#isOwn) return false
    const before = JSON.stringify(this.info)
    this.info = await searcher.info()
    return JSON.stringify(this.info) !== before
  }

  #open(): Promise<Searcher> {
    const opened = openSource(this.#opening())
    this.#searcher = opened
    this.#isOwn = true
    opened.catch(() => {
      if (this.#searcher === opened) this.#searcher = undefined
    })
    return opened
  }

  /** Lets an index that was given go, and closes one that was opened here; `ifOwn` leaves one that was given. */
  close(ifOwn = false): void {
    if (ifOwn && !this.#isOwn) return
    if (this.#isOwn) this.#searcher?.then((searcher) => searcher.close?.()).catch(() => undefined)
    this.#isOwn = false
    this.#searcher = undefined
    this.info = undefined
  }

  /** Takes the turn of the search before, which is given up, where the index can: what an option `signal` tells it, where it takes one. */
  async turn(): Promise<{ searcher: Searcher; signal: { signal?: AbortSignal } }> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    const searcher = await this.ready()
    return { searcher, signal: searcher.prefetch === undefined ? {} : { signal: running.signal } }
  }

  /** Fetches what a search will need, where the index is elsewhere; what goes wrong is said by the search. */
  async prefetch(query: string): Promise<void> {
    try {
      await (await this.ready()).prefetch?.(query)
    } catch {
      // by the search
    }
  }

  /** What typed text may become; nothing where it is all there is, or something is wrong. */
  async completions(typed: string): Promise<string[]> {
    if (typed.trim().length < 2) return []
    try {
      const { completions } = await (await this.ready()).suggest(typed.trimStart(), { limit: 6 })
      const texts = completions.map(({ text }) => text)
      return texts.length === 1 && texts[0] === typed.trim().toLowerCase() ? [] : texts
    } catch {
      return []
    }
  }
}
