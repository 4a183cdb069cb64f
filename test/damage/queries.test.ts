// A segment with every section, and several in one file, damaged and then asked through both ways to open them: the same answers or a typed
// error, never other answers, never an error of the engine's own, never a loop without end. `SEED=n` plays a failure again.
// time-out: 600 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { crc32 } from '../../src/bytes/crc32.js'
import { isRostrumError } from '../../src/errors.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import { checkSegment } from '../../src/segment/check.js'
import { isContainer, packSegments, unpackSegments } from '../../src/segment/container.js'
import { header, sectionRow, sections } from '../../src/segment/layout.js'
import { openSegment } from '../../src/segment/segment.js'
import { randomOf, seed } from '../random.js'
import { sealed } from '../segment/content.js'
import { answers, checkBounded, documentsOf, known, options } from './answers.js'
import { mend } from './mend.js'
import { mutate } from './mutate.js'

const every = sealed(documentsOf(140, 0), options)
const parts = [
  { bytes: sealed(documentsOf(12, 1), options), deleted: new Uint8Array(3) },
  { bytes: sealed(documentsOf(5, 2), options), deleted: undefined },
]
// the last document of the first segment, which has items
for (const doc of [0, 1, 2]) parts[0].deleted?.set([(parts[0].deleted as Uint8Array)[0] | (1 << doc)], 0)
const several = packSegments(parts)

test('the segment has every section, the file is sound', () => {
  const all = Object.values(sections).filter((id) => id !== sections.impacts)
  assert.equal(
    [...openSegment(every).sections.keys()].sort((a, b) => a - b),
    all.sort((a, b) => a - b),
  )
  assert.equal(checkSegment(every).problems, [])
  assert.equal(checkSegment(several).problems, [])
})

const files: [name: string, bytes: Uint8Array, flips: number][] = [
  ['one segment', every, 4000],
  ['several segments', several, 1000],
]
for (const [name, bytes, flips] of files) {
  test(`${flips} flipped bits of ${name} (seed ${seed})`, () => {
    const random = randomOf(seed)
    const sound = { reader: answers(bytes, 'reader', 'sound'), index: answers(bytes, 'index', 'sound') }
    for (const each of [...sound.reader, ...sound.index]) assert.ok(each.length > 0 && !each.startsWith('E_'), each)
    let detected = 0
    for (let i = 0; i < flips; i++) {
      const at = i % 4 === 0 ? random.below(Math.min(bytes.length, 1200)) : random.below(bytes.length)
      const bit = random.below(8)
      const what = `bit ${bit} of byte ${at}, seed ${seed}`
      bytes[at] ^= 1 << bit
      let isFound = false
      for (const open of i % 2 === 0 ? (['reader', 'index'] as const) : (['index', 'reader'] as const)) {
        const got = answers(bytes, open, what)
        for (const [k, each] of got.entries()) {
          if (known.has(each)) isFound = true
          else assert.is(each, sound[open][k], `${what}, ${open}, answer ${k}`)
        }
      }
      if (isFound) detected++
      bytes[at] ^= 1 << bit
    }
    assert.ok(detected > 0.8 * flips, `${detected} of ${flips}: what no query reads is not looked at`)
  })

  test(`every length of ${name} is refused`, () => {
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length)
      const code = answers(cut, length % 2 === 0 ? 'reader' : 'index', `length ${length}`)
      assert.ok(code.length === 1 && known.has(code[0]), `${length}: ${code}`)
    }
  })
}

const rounds = 4000
test(`${rounds} mutants with good checksums (seed ${seed})`, () => {
  const random = randomOf(seed)
  const { sections: table } = openSegment(every)
  const places = [...table].map(([, { start, end }]) => [start, end] as const)
  places.push([header.flags, header.size], [header.size, header.size + sectionRow * table.size])
  let refused = 0
  for (let i = 0; i < rounds; i++) {
    const bytes = every.slice()
    const what = `round ${i}, seed ${seed}: ${mutate(bytes, places, random)}`
    mend(bytes)
    const got = answers(bytes, i % 2 === 0 ? 'reader' : 'index', what)
    checkBounded(got, what)
    if (got.some((each) => known.has(each))) refused++
    if (i % 8 === 0) attemptMerge(bytes, what)
    const { ok, problems } = checkSegment(bytes)
    for (const { code, message, cure } of problems)
      assert.ok(known.has(code) && !message.includes('unexpectedly') && cure.length > 10, `${what}: ${code} ${message}`)
    if (ok) assert.ok(!got.some((each) => known.has(each)), `${what}: sound, says the check, but ${got}`)
  }
  assert.ok(refused > rounds / 8, `${refused} of ${rounds} were refused`)
})

function attemptMerge(bytes: Uint8Array, what: string): void {
  try {
    mergeSegments([bytes])
  } catch (error) {
    const isKnown = isRostrumError(error) && (known.has(error.code) || error.code === 'E_DUPLICATE_ID' || error.code === 'E_LIMIT')
    if (!isKnown) throw new Error(`merging, ${what}: ${error instanceof Error ? error.stack : error}`)
  }
}

test(`1000 mutants of several segments (seed ${seed})`, () => {
  const random = randomOf(seed)
  const starts = unpackSegments(several).map(({ bytes }) => [bytes.byteOffset, bytes.byteOffset + bytes.length] as const)
  let refused = 0
  for (let i = 0; i < 1000; i++) {
    const bytes = several.slice()
    const what = `round ${i}, seed ${seed}: ${mutate(bytes, i % 2 === 0 ? [[8, starts[0][0]]] : starts, random)}`
    for (const [start, end] of starts) mend(bytes.subarray(start, end))
    const view = new DataView(bytes.buffer)
    const headLength = view.getUint32(24, true)
    if (isContainer(bytes) && headLength >= 32 && headLength <= bytes.length)
      view.setUint32(28, crc32(bytes, 32, headLength, crc32(bytes, 0, 28)), true)
    const got = answers(bytes, i % 4 < 2 ? 'reader' : 'index', what)
    checkBounded(got, what)
    if (got.some((each) => known.has(each))) refused++
    if (i % 8 === 0) attemptMerge(bytes, what)
    for (const { code, message } of checkSegment(bytes).problems)
      assert.ok(known.has(code) && !message.includes('unexpectedly'), `${what}: ${code} ${message}`)
  }
  assert.ok(refused > 300, `${refused} of 1000 were refused`)
})

test.run()
