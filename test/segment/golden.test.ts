// Golden segments: files that earlier builds wrote are read, checked and searched as they were; those of formats that the change log does not say
// are read are refused. `GOLDEN=write` writes those of this version: anew, until it is frozen, then only those that are not there.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import { openIndex } from '../../src/reader/index.js'
import { checkSegment } from '../../src/segment/check.js'
import { formatVersion } from '../../src/segment/layout.js'
import { golden, goldenContent } from './golden.js'

const folder = new URL('../../seeds/golden/', import.meta.url)
const version = `${formatVersion.major}.${formatVersion.minor}`

/** As it stands in the file: a line for each property of each part. */
function json(content: Record<string, unknown>): string {
  const parts = Object.entries(content).map(([name, value]) => {
    const isTable = typeof value === 'object' && value !== null && !Array.isArray(value)
    const rows = isTable ? Object.entries(value).map(([key, each]) => `\n    ${JSON.stringify(key)}: ${JSON.stringify(each)}`) : []
    return `\n  ${JSON.stringify(name)}: ${isTable ? `{${rows.join(',')}\n  }` : JSON.stringify(value)}`
  })
  return `{${parts.join(',')}\n}\n`
}

if (process.env.GOLDEN === 'write') {
  mkdirSync(folder, { recursive: true })
  for (const [name, make] of golden) {
    if (formatVersion.major > 0 && existsSync(new URL(`${version}-${name}.rostrum`, folder))) continue
    const bytes = make()
    writeFileSync(new URL(`${version}-${name}.rostrum`, folder), bytes)
    writeFileSync(new URL(`${version}-${name}.json`, folder), json(goldenContent(bytes)))
  }
}

const names = readdirSync(folder).filter((name) => name.endsWith('.rostrum'))

const log = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8')
/** The last row of the change log's table: what this version writes, and what it reads. */
const [, , writes, reads] = [...log.matchAll(/^\| ([\d.]+) \| ([\d.]+) \| ([\d., ]+) \|$/gm)].at(-1) ?? []
const readable = (reads ?? '').split(',').map((format) => format.trim())

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (isRostrumError(error)) return `${error.code}: ${error.cure}`
    throw error
  }
  return 'read'
}

for (const name of names) {
  const bytes = new Uint8Array(readFileSync(new URL(name, folder)))
  if (!readable.includes(name.split('-')[0])) {
    test(`${name}, of a format that is not read, is refused with what to do`, () => {
      for (const run of [() => openIndex(bytes), () => Index.from(bytes), () => mergeSegments([bytes])])
        assert.match(codeOf(run), /^E_FORMAT_TOO_OLD: Rebuild the index/)
      assert.match(checkSegment(bytes).problems[0].cure, /^Rebuild the index/)
    })
    continue
  }
  test(`${name} is sound, and holds what it held`, () => {
    assert.equal(checkSegment(bytes).problems, [])
    const expected = JSON.parse(readFileSync(new URL(name.replace(/rostrum$/, 'json'), folder), 'utf8'))
    assert.equal(JSON.parse(JSON.stringify(goldenContent(bytes))), expected)
  })
}

for (const [name, make] of golden) {
  test(`this version writes ${version}-${name}, byte for byte`, () => {
    assert.ok(names.includes(`${version}-${name}.rostrum`))
    const same = Buffer.compare(make(), readFileSync(new URL(`${version}-${name}.rostrum`, folder))) === 0
    // of a frozen version the writer is to be mended, not the file
    assert.ok(
      same,
      'other bytes than in seeds/golden: GOLDEN=write node --import tsx test/segment/golden.test.ts writes those of format 0 anew, or of a new version',
    )
  })
}

test('files of every version that the change log says is read are there', () => {
  assert.is(writes, version, 'the last row of the table in CHANGELOG.md says what this version writes')
  for (const format of readable)
    assert.ok(
      names.some((name) => name.startsWith(`${format}-`)),
      `no golden segment of format ${format}`,
    )
})

test.run()
