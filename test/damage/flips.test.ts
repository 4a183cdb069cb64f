// Damaged segments: a bit, a stretch, an end missing, or hostile bytes under good checksums. Always a typed error or the right content,
// never an error of the engine's own, never a loop without end. `SEED=n` plays a failure again.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { checkSegment } from '../../src/segment/check.js'
import { header, sectionRow, sections } from '../../src/segment/layout.js'
import { openSegment } from '../../src/segment/segment.js'
import { randomOf, seed } from '../random.js'
import { contentOf, Spent, sampleDocuments, sealed } from '../segment/content.js'
import { mend } from './mend.js'
import { mutate } from './mutate.js'

const small = sealed(sampleDocuments(40, 1))
const long = sealed(sampleDocuments(300, 2))
const codes = new Set(['E_NOT_AN_INDEX', 'E_CORRUPT', 'E_TRUNCATED', 'E_FORMAT_TOO_NEW', 'E_FORMAT_TOO_OLD', 'E_ANALYZER'])

/** What reading all of `bytes` comes to: its content, or the code of a typed error. Any other error is the failure looked for. */
function outcome(bytes: Uint8Array, what: string, budget = Number.POSITIVE_INFINITY): string {
  try {
    return contentOf(bytes, { left: budget })
  } catch (error) {
    if (error instanceof Spent) return 'spent'
    if (isRostrumError(error) && codes.has(error.code)) return error.code
    throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`)
  }
}

function checked(bytes: Uint8Array, what: string): boolean {
  const { ok, problems } = checkSegment(bytes)
  for (const { code, message } of problems) {
    assert.ok(codes.has(code) && !message.includes('unexpectedly') && message.length > 20, `${what}: ${code} ${message}`)
  }
  assert.is(ok, problems.length === 0, what)
  return ok
}

test(`5,000 flipped bits (seed ${seed})`, () => {
  const random = randomOf(seed)
  const content = contentOf(small)
  let detected = 0
  for (let i = 0; i < 5000; i++) {
    const at = random.below(small.length)
    const bit = random.below(8)
    const what = `bit ${bit} of byte ${at}, seed ${seed}`
    small[at] ^= 1 << bit
    const got = outcome(small, what)
    assert.ok(got === content || codes.has(got), what)
    assert.not.ok(checked(small, what), what)
    if (got !== content) detected++
    small[at] ^= 1 << bit
  }
  assert.is(contentOf(small), content)
  assert.ok(detected > 4800, `${detected} of 5000: only padding is never read`)
})

test('every length is refused', () => {
  for (let length = 0; length < small.length; length++) {
    const got = outcome(small.subarray(0, length), `length ${length}`)
    assert.ok(codes.has(got), `${length}: ${got}`)
    if (length % 50 === 0) assert.not.ok(checked(small.subarray(0, length), `length ${length}`))
  }
})

test(`stretches zeroed, filled, doubled or swapped (seed ${seed})`, () => {
  const random = randomOf(seed)
  const content = contentOf(long)
  for (let i = 0; i < 300; i++) {
    const bytes = long.slice()
    const length = 1 + random.below(4096)
    const [from, to] = [random.below(bytes.length - length), random.below(bytes.length - length)]
    const kind = random.below(4)
    if (kind === 0) bytes.fill(0, from, from + length)
    else if (kind === 1) for (let at = from; at < from + length; at++) bytes[at] = random.below(256)
    else bytes.copyWithin(to, from, from + length)
    if (kind === 3) bytes.set(long.subarray(to, to + length), from)
    const same = Buffer.compare(bytes, long) === 0
    const what = `kind ${kind}, ${length} bytes at ${from} and ${to}, seed ${seed}`
    const got = outcome(bytes, what)
    assert.ok(got === content || codes.has(got), what)
    assert.is(checked(bytes, what), same, what)
  }
})

test('blocks of another file do not pass', () => {
  const other = sealed(sampleDocuments(300, 3))
  const length = Math.min(long.length, other.length) - 16384
  const bytes = long.slice()
  const base = openSegment(long).sections.get(sections.dictionary)?.start as number
  for (let at = base; at < length; at += 16384) {
    bytes.set(other.subarray(at, at + 16384), at)
    assert.not.ok(checked(bytes, `block at ${at}`))
    bytes.set(long.subarray(at, at + 16384), at)
  }
})

const hostile: [name: string, bytes: Uint8Array, rounds: number][] = [
  ['short lists', small, 1000],
  ['long lists', long, 1000],
]
for (const [name, given, rounds] of hostile) {
  test(`${rounds} mutants with good checksums, ${name} (seed ${seed})`, () => {
    const random = randomOf(seed)
    const content = contentOf(given)
    const { sections: table } = openSegment(given)
    const places = [...table].map(([, { start, end }]) => [start, end] as const)
    // norms and stored bytes hold no structure of their own; the header's numbers do
    const structural = places.filter(([start]) => start !== table.get(sections.norms)?.start)
    structural.push([header.flags, header.size], [header.size, header.size + sectionRow * table.size])
    let [refused, spent] = [0, 0]
    for (let i = 0; i < rounds; i++) {
      const bytes = given.slice()
      const what = `round ${i}, seed ${seed}: ${mutate(bytes, structural, random)}`
      mend(bytes)
      const got = outcome(bytes, what, 2_000_000)
      if (codes.has(got)) refused++
      if (got === 'spent') spent++
      // checking may say that all is well only where nothing is different in kind: what it lets pass must at least be readable
      if (checked(bytes, what)) assert.ok(!codes.has(got) && got !== 'spent', what)
      else if (got === content) continue
    }
    assert.ok(refused > rounds / 4, `${refused} of ${rounds} were refused, ${spent} stopped`)
  })
}

test.run()
