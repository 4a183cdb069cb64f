// What a reader of one version makes of another's segments: numbers in the header, flags, sections and properties it does not know.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { checkSegment } from '../../src/segment/check.js'
import { flags, formatVersion, header, sectionRow, sections } from '../../src/segment/layout.js'
import { merge, mergeForWeb } from '../../src/segment/merge.js'
import { openSegment } from '../../src/segment/segment.js'
import { checkFlags, checkVersion } from '../../src/segment/version.js'
import { headSum } from '../../src/segment/write.js'
import { mend } from '../damage/mend.js'
import { contentOf, sampleDocuments, sampleOptions, sealed } from './content.js'

const sound = sealed(sampleDocuments(50, 7))

function outcome(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (!isRostrumError(error)) throw error
    assert.match(error.message, /Update rostrum|Rebuild the index/)
    return error.code
  }
  return 'read'
}

const rows: [mine: string, found: string, outcome: string][] = [
  ['0.1', '0.1', 'read'],
  ['0.1', '0.2', 'E_FORMAT_TOO_NEW'],
  ['0.1', '0.0', 'E_FORMAT_TOO_OLD'],
  ['0.1', '1.0', 'E_FORMAT_TOO_NEW'],
  ['0.1', '65535.65535', 'E_FORMAT_TOO_NEW'],
  ['1.0', '0.1', 'E_FORMAT_TOO_OLD'],
  ['1.0', '0.65535', 'E_FORMAT_TOO_OLD'],
  ['1.0', '1.0', 'read'],
  ['1.0', '1.1', 'read'],
  ['1.0', '1.65535', 'read'],
  ['1.0', '2.0', 'E_FORMAT_TOO_NEW'],
  ['1.3', '1.0', 'read'],
  ['1.3', '1.4', 'read'],
  ['2.0', '1.9', 'E_FORMAT_TOO_OLD'],
]
const parsed = (text: string) => {
  const [major, minor] = text.split('.').map(Number)
  return { major, minor }
}
for (const [mine, found, expected] of rows) {
  test(`a reader of ${mine} meets ${found}: ${expected}`, () =>
    assert.is(
      outcome(() => checkVersion(parsed(found), parsed(mine))),
      expected,
    ))
}

const isFrozen = formatVersion.major > 0
const patches: [name: string, major: number, minor: number, expected: string][] = [
  ['this version', formatVersion.major, formatVersion.minor, 'read'],
  ['the next minor', formatVersion.major, formatVersion.minor + 1, isFrozen ? 'read' : 'E_FORMAT_TOO_NEW'],
  ['the next major', formatVersion.major + 1, 0, 'E_FORMAT_TOO_NEW'],
  ['before all', 0, 0, 'E_FORMAT_TOO_OLD'],
]
for (const [name, major, minor, expected] of patches) {
  test(`a segment of ${name} is ${expected}`, () => {
    const bytes = sound.slice()
    const view = new DataView(bytes.buffer)
    view.setUint16(header.major, major, true)
    view.setUint16(header.minor, minor, true)
    // a later major may put its checksums elsewhere: its number is all that is looked at
    if (major === formatVersion.major) mend(bytes)
    assert.is(
      outcome(() => openSegment(bytes)),
      expected,
    )
    const { problems } = checkSegment(bytes)
    assert.equal(
      problems.map(({ code }) => code),
      expected === 'read' ? [] : [expected],
    )
  })
}

for (let bit = 0; bit < 32; bit++) {
  const given = (flags.positions | (1 << bit)) >>> 0
  const expected = bit <= 2 || bit > 15 ? 'read' : 'E_FORMAT_TOO_NEW'
  test(`flag ${bit} is ${expected}`, () => {
    assert.is(
      outcome(() => checkFlags(given)),
      expected,
    )
    const exact = given === 5 ? sealed(sampleDocuments(50, 7), { ...sampleOptions, lengths: 'exact' }) : sound.slice()
    const bytes = given === 3 ? mergeForWeb([{ segment: openSegment(exact), deleted: undefined }]) : exact
    new DataView(bytes.buffer).setUint32(header.flags, given, true)
    mend(bytes)
    assert.is(
      outcome(() => openSegment(bytes)),
      expected,
    )
    assert.equal(
      checkSegment(bytes).problems.map(({ code }) => code),
      expected === 'read' ? [] : [expected],
    )
  })
}

/** The segment with one more section of eight bytes at its end, and its row at the end of the table. */
function withSection(id: number): Uint8Array<ArrayBuffer> {
  const old = new DataView(sound.buffer)
  const count = sound[header.sectionCount]
  const tableEnd = header.size + sectionRow * count
  const bytes = new Uint8Array(sound.length + sectionRow + 8)
  const view = new DataView(bytes.buffer)
  bytes.set(sound.subarray(0, tableEnd))
  bytes.set(sound.subarray(tableEnd), tableEnd + sectionRow)
  for (let row = header.size; row < tableEnd; row += sectionRow)
    view.setBigUint64(row + 8, old.getBigUint64(row + 8, true) + BigInt(sectionRow), true)
  view.setUint32(tableEnd, id, true)
  view.setBigUint64(tableEnd + 8, BigInt(bytes.length - 8), true)
  view.setBigUint64(tableEnd + 16, 8n, true)
  bytes.set([1, 2, 3, 4, 5, 6, 7, 8], bytes.length - 8)
  bytes[header.sectionCount] = count + 1
  view.setBigUint64(header.fileLength, BigInt(bytes.length), true)
  view.setUint32(header.headLength, old.getUint32(header.headLength, true) + sectionRow, true)
  mend(bytes)
  return bytes
}

// 21 is kept for the impacts of the web profile, which stand beside the rest unless a flag says otherwise
for (const id of [200, sections.impacts]) {
  test(`section ${id}, which is not known, is skipped by reading, checking and merging`, () => skips(id))
}

function skips(id: number): void {
  const bytes = withSection(id)
  assert.equal(checkSegment(bytes).problems, [])
  assert.is(contentOf(bytes), contentOf(sound))
  const merged = merge([{ segment: openSegment(bytes), deleted: undefined }])
  assert.not.ok(openSegment(merged).sections.has(id))
  assert.equal(merged, merge([{ segment: openSegment(sound), deleted: undefined }]))
}

test('a segment of the web profile is read, and not merged', () => {
  const web = mergeForWeb([{ segment: openSegment(sound), deleted: undefined }])
  assert.equal(checkSegment(web).problems, [])
  assert.ok(openSegment(web).isWeb)
  assert.throws(() => merge([{ segment: openSegment(web), deleted: undefined }]), /one of the web profile/)
})

test('properties of the meta that are not known are left aside', () => {
  const bytes = sound.slice()
  const { start, end } = openSegment(bytes).sections.get(sections.meta) as { start: number; end: number }
  const json = new TextDecoder().decode(bytes.subarray(start, end))
  const changed = json
    .replaceAll('"boost":1,', '"toosb":1,')
    .replace('"k1":1.2', '"k2":1.2,"k1":1.2')
    .replace(/"version":\d+,/, '')
  assert.ok(changed.includes('toosb') && changed.includes('k2') && changed.length <= end - start)
  bytes.set(new TextEncoder().encode(changed.padEnd(end - start)), start)
  const view = new DataView(bytes.buffer)
  view.setUint32(header.headSum, headSum(bytes, view.getUint32(header.headLength, true)), true)
  assert.is(contentOf(bytes), contentOf(sound))
})

test.run()
