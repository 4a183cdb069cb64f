// A segment of the web profile, damaged and then asked whole and by ranges: the same answers or a typed error. `SEED=n` plays a failure again.
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { openRemote, type Source } from '../../src/remote/index.js'
import { checkSegment } from '../../src/segment/check.js'
import { header, sectionRow } from '../../src/segment/layout.js'
import { mergeForWeb } from '../../src/segment/merge.js'
import { openSegment } from '../../src/segment/segment.js'
import { randomOf, seed } from '../random.js'
import { sealed } from '../segment/content.js'
import { answers, checkBounded, documentsOf, known, ofAnotherSchema, options, queries } from './answers.js'
import { mend } from './mend.js'
import { mutate } from './mutate.js'

const plain = sealed(documentsOf(140, 0), { ...options, lengths: 'byte' })
const web = mergeForWeb([{ segment: openSegment(plain), deleted: undefined }])

/** What a file that changes or lies about its length is refused with, beside the codes of damage. */
const ofRanges = new Set([...known, ...ofAnotherSchema, 'E_SOURCE_CHANGED', 'E_RANGE_MISMATCH', 'E_NETWORK'])

/** The answers by ranges, as those of a whole file. */
async function remoteAnswers(bytes: Uint8Array<ArrayBuffer>, what: string): Promise<string[]> {
  const source: Source = { name: 'damaged', read: async (start, end) => ({ bytes: bytes.slice(start, end), start, total: bytes.length }) }
  const attempt = async (work: () => Promise<unknown>): Promise<string> => {
    try {
      return JSON.stringify(await work())
    } catch (error) {
      if (isRostrumError(error) && ofRanges.has(error.code)) return error.code
      throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`)
    }
  }
  let remote: Awaited<ReturnType<typeof openRemote>> | undefined
  const opened = await attempt(async () => {
    remote = await openRemote(source, { headBytes: 16384 })
    return remote.count
  })
  const asked = remote
  if (asked === undefined) return [opened]
  const found: string[] = [opened]
  for (const [query, given] of queries) {
    found.push(
      await attempt(async () => {
        const { hits, count } = await asked.search(query, given as never)
        return [count, hits]
      }),
    )
  }
  return found
}

test('sound, whole and by ranges', async () => {
  assert.equal(checkSegment(web).problems, [])
  const whole = answers(web, 'reader', 'sound')
  assert.equal(await remoteAnswers(web, 'sound'), whole.slice(0, 1 + queries.length))
  for (const each of whole) assert.ok(each.length > 0 && !each.startsWith('E_'), each)
})

test(`1000 flipped bits (seed ${seed})`, async () => {
  const random = randomOf(seed)
  const sound = answers(web, 'reader', 'sound')
  let detected = 0
  for (let i = 0; i < 1000; i++) {
    const at = i % 4 === 0 ? random.below(1200) : random.below(web.length)
    const bit = random.below(8)
    const what = `bit ${bit} of byte ${at}, seed ${seed}`
    web[at] ^= 1 << bit
    const got = i % 4 === 1 ? await remoteAnswers(web, what) : answers(web, 'reader', what)
    const isRefused = (each: string) => known.has(each) || (i % 4 === 1 && ofRanges.has(each))
    if (got.some(isRefused)) detected++
    for (const [k, each] of got.entries()) if (!isRefused(each)) assert.is(each, sound[k], `${what}, answer ${k}`)
    web[at] ^= 1 << bit
  }
  assert.ok(detected > 500, `${detected} of 1000: what no query reads is not looked at`)
})

test('every length is refused', () => {
  for (let length = 0; length < web.length; length++) {
    const code = answers(web.subarray(0, length), 'reader', `length ${length}`)
    assert.ok(code.length === 1 && known.has(code[0]), `${length}: ${code}`)
  }
})

test(`1000 mutants with good checksums (seed ${seed})`, async () => {
  const random = randomOf(seed)
  const { sections: table } = openSegment(web)
  const places = [...table].map(([, { start, end }]) => [start, end] as const)
  places.push([header.flags, header.size], [header.size, header.size + sectionRow * table.size])
  let refused = 0
  for (let i = 0; i < 1000; i++) {
    const bytes = web.slice()
    const what = `round ${i}, seed ${seed}: ${mutate(bytes, places, random)}`
    mend(bytes)
    const got = i % 4 === 1 ? await remoteAnswers(bytes, what) : answers(bytes, 'reader', what)
    checkBounded(
      got.filter((each) => !ofRanges.has(each)),
      what,
    )
    if (got.some((each) => ofRanges.has(each))) refused++
    for (const { code, message } of checkSegment(bytes).problems)
      assert.ok(known.has(code) && !message.includes('unexpectedly'), `${what}: ${code} ${message}`)
  }
  assert.ok(refused > 100, `${refused} of 1000 were refused`)
})

test.run()
