// What a file claims is held against what it has before room is made for it: huge numbers under good checksums make nothing large. `SEED=n` plays a failure again.
// time-out: 300 s

// before all that allocates
import './allocations.js'

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import { checkSegment } from '../../src/segment/check.js'
import { header, sectionRow, sections } from '../../src/segment/layout.js'
import { openSegment } from '../../src/segment/segment.js'
import { randomOf, seed } from '../random.js'
import { sealed } from '../segment/content.js'
import { largest } from './allocations.js'
import { answers, documentsOf, options } from './answers.js'
import { mend } from './mend.js'

const every = sealed(documentsOf(140, 0), options)

/** Columns for a window of documents, and what is inflated of a small file. */
const most = 256 * 1024

const numbers = [0xffffff, 0x1ffffff, 0xfffffff, 0x7ffffffe, 0x7fffffff, 0xffffffff]

/** Everything that reads: opening, searches, a check, a merge. */
function read(bytes: Uint8Array, round: number, what: string): void {
  answers(bytes, round % 2 === 0 ? 'reader' : 'index', what)
  checkSegment(bytes)
  try {
    mergeSegments([bytes])
  } catch (error) {
    if (!isRostrumError(error)) throw new Error(`merging, ${what}: ${error instanceof Error ? error.stack : error}`)
  }
}

test('a large allocation is seen', () => {
  largest.bytes = 0
  assert.is(new Uint32Array(1_000_000).length, 1_000_000)
  assert.is(largest.bytes, 4_000_000)
  largest.bytes = 0
  const view = new Uint8Array(every.buffer, every.byteOffset, every.length)
  assert.equal([view.length, largest.bytes], [every.length, 0])
})

test(`huge numbers in the place of others (seed ${seed})`, () => {
  const random = randomOf(seed)
  const { sections: table } = openSegment(every)
  const places = [...table].filter(([id]) => id !== sections.norms).map(([, { start, end }]) => [start, end] as const)
  places.push([header.flags, header.size], [header.size, header.size + sectionRow * table.size])
  for (let i = 0; i < 1200; i++) {
    const bytes = every.slice()
    const [start, end] = random.pick(places)
    if (end - start < 8) continue
    // counts stand at the beginnings of structures
    const at = start + random.below(Math.min(end - start - 5, random.pick([16, 64, 1 << 30])))
    const number = random.pick(numbers)
    const isVarint = random.oneIn(2)
    if (isVarint) for (let k = 0; k < 5; k++) bytes[at + k] = (Math.floor(number / 2 ** (7 * k)) & 127) | (k < 4 ? 128 : 0)
    else new DataView(bytes.buffer).setUint32(at & ~3, number, true)
    mend(bytes)
    largest.bytes = 0
    const what = `${number} at ${at}${isVarint ? ', a varint' : ''}, seed ${seed}`
    read(bytes, i, what)
    assert.ok(largest.bytes <= most, `${what}: ${largest.bytes} bytes ${largest.stack}`)
  }
})

test.run()
