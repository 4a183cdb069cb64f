// A filter that is a function: what is stored of each match is read, and what it says no to is left out like a deleted document, so that ranking, counts
// and facets are those of what is left.

import type { Plan } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import { noMoreDocuments } from '../segment/layout.js'
import type { Deadline } from './deadline.js'
import { readDocuments, type StoredDocument } from './documents.js'
import { scorerOf, scoringOf } from './evaluate.js'
import { resolved } from './patterns.js'
import { parentOf } from './search.js'
import { prepare } from './terms.js'
import { hasBit, type SegmentView, type View } from './view.js'

/** Documents whose stored fields are read at once. */
const together = 256

/** Whether a document is kept; of an item, the document that it stands in is given too. */
export type Passes = (document: StoredDocument, parent: StoredDocument | undefined) => boolean

/** The view without the matches of `node` that do not pass. Reads what is stored of every match. @throws E_TIMEOUT, E_CORRUPT, what `passes` throws */
export function* passing(
  view: View,
  asked: Node,
  { boosts, target }: { boosts: readonly number[]; target: number },
  passes: Passes,
  deadline: Deadline | undefined,
): Plan<View> {
  const { node } = yield* resolved(view, asked)
  const prepared = yield* prepare(view, node, [])
  const scoring = scoringOf(prepared, boosts, deadline)
  const segments: SegmentView[] = []
  for (const segment of prepared.segments) {
    const { segment: opened, deleted } = segment.view
    const left = new Uint8Array((opened.documentCount + 7) >>> 3)
    if (deleted !== undefined) left.set(deleted)
    const scorer = scorerOf(node, segment, scoring)
    let doc = scorer.next()
    while (doc !== noMoreDocuments) {
      const docs: number[] = []
      for (; docs.length < together && doc !== noMoreDocuments; doc = scorer.next()) {
        if (!hasBit(deleted, doc)) docs.push(doc)
        deadline?.step()
      }
      const places = docs.map((each) => ({ segment: opened, doc: each }))
      if (target > 0) for (const each of docs) places.push({ segment: opened, doc: parentOf(segment, each) })
      const documents = yield* readDocuments(places)
      deadline?.check()
      for (let i = 0; i < docs.length; i++) {
        if (!passes(documents[i], target === 0 ? undefined : documents[docs.length + i])) left[docs[i] >>> 3] |= 1 << (docs[i] & 7)
      }
    }
    segments.push({ ...segment.view, deleted: left })
  }
  return { ...view, segments }
}
