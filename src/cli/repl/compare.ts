// The same words asked of MiniSearch over the same stored documents, to see two rankings side by side.

import type MiniSearch from 'minisearch'
import type { SearchOptions } from '../../index.js'
import { changeable, type StoredDocument } from '../open.js'
import type { Held } from './questions.js'

/** A hit of either engine. */
export interface ComparedHit {
  id: string | number
  score: number
  document: StoredDocument
}

/** What one engine found, and the median of how many milliseconds it took. */
export interface ComparedSide {
  hits: ComparedHit[]
  count: number
  milliseconds: number
}

/** What both found, with how long it took to make MiniSearch's index, 0 where it was there. */
export interface Comparison {
  ours: ComparedSide
  theirs: ComparedSide
  building: number
}

/** MiniSearch's index of the documents, kept until ours changes. */
export interface Other {
  mini: MiniSearch
  documents: StoredDocument[]
}

/**
 * Asks both engines. MiniSearch is asked for the words of the query as they are typed, with our boosts; it knows no fields, phrases or signs. O(stored
 * text) the first time.
 */
export async function compared(held: Held, query: string, options: SearchOptions): Promise<Comparison> {
  const started = performance.now()
  const isThere = held.other !== undefined
  held.other ??= await otherOf(held)
  const building = isThere ? 0 : performance.now() - started
  const { mini, documents } = held.other
  const { limit = 10, combineWith = 'or' } = options
  const [{ hits, count }, milliseconds] = timed(() => held.index.search(query, options))
  const [found, theirMilliseconds] = timed(() => mini.search(query, { combineWith: combineWith === 'or' ? 'OR' : 'AND' }))
  return {
    ours: { hits: hits.map(({ id, score, document }) => ({ id, score, document })), count, milliseconds },
    theirs: {
      hits: found.slice(0, limit).map(({ id, score }) => ({ id: idOf(documents[id]), score, document: documents[id] })),
      count: found.length,
      milliseconds: theirMilliseconds,
    },
    building,
  }
}

/** What work gives, and its median time: done again for a twentieth of a second, because a first time is not like the others. */
function timed<T>(work: () => T): [value: T, milliseconds: number] {
  const times: number[] = []
  const until = performance.now() + 50
  for (;;) {
    const started = performance.now()
    const value = work()
    const ended = performance.now()
    times.push(ended - started)
    if (ended < until) continue
    times.sort((a, b) => a - b)
    return [value, times[times.length >> 1]]
  }
}

async function otherOf({ index }: Held): Promise<Other> {
  const { default: Mini } = await import('minisearch')
  const fields = index.info().fields.filter(({ name, type }) => type === 'text' && !name.includes('.'))
  const documents = [...changeable(index).documents()]
  const mini = new Mini({
    fields: fields.map(({ name }) => name),
    idField: 'place',
    extractField: (document: { place: number }, name) => (name === 'place' ? document.place : textOf(documents[document.place][name])),
    searchOptions: { boost: Object.fromEntries(fields.map(({ name, boost }) => [name, boost])) },
  })
  mini.addAll(documents.map((_, place) => ({ place })))
  return { mini, documents }
}

/** A document comes with its id first. */
function idOf(document: StoredDocument): string | number {
  const [id] = Object.values(document)
  return id as string | number
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join('\n') : value === undefined ? '' : String(value)
}
