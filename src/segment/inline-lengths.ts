// Of the web profile: the lengths that stand behind a list, one for each of its documents, so that who has not the whole file reads no others (FORMAT.md §15).

import { PostingCursor } from './posting-cursor.js'
import type { ListEntry } from './postings.js'
import type { Segment } from './segment.js'

/** What was read of a segment so far: by field, lengths by document, and where the lists start that they are from. */
interface Learnt {
  readonly classes: (Uint8Array | undefined)[]
  readonly lists: Set<number>
}

const learnt = new WeakMap<Segment, Learnt>()

/** Whether a search of the segment goes by the lengths behind its lists: where not all of it is here. */
export function readsInline({ isWeb, resident }: Segment): boolean {
  return isWeb && !resident.isWhole
}

/** Whether lists of a field have lengths behind them. */
export function hasInline({ isWeb, schema }: Segment, field: number): boolean {
  return isWeb && schema.fields[field]?.type === 'text'
}

/** The lengths of a field by document that are known: those of the lists that were learnt, 0 elsewhere. */
export function inlineLengths(segment: Segment, field: number): Uint8Array {
  const { classes } = learntOf(segment)
  return (classes[field] ??= new Uint8Array(segment.documentCount))
}

/** Takes in the lengths behind a list, whose bytes must have been read; once for each. O(documents of the list). @throws E_CORRUPT */
export function learnLengths(segment: Segment, list: ListEntry, withPositions: boolean): void {
  const { lists } = learntOf(segment)
  if (lists.has(list.start)) return
  const chunk = segment.resident.chunk(list.start, list.end + list.df)
  const lengths = inlineLengths(segment, list.field)
  const cursor = PostingCursor.of(chunk, list, withPositions, segment.documentCount)
  const from = list.end - chunk.start
  for (let i = 0; i < list.df; i++) lengths[cursor.next()] = chunk.bytes[from + i]
  cursor.release()
  lists.add(list.start)
}

function learntOf(segment: Segment): Learnt {
  let own = learnt.get(segment)
  if (own === undefined) learnt.set(segment, (own = { classes: [], lists: new Set() }))
  return own
}
