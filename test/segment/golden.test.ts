// Golden segments: files that earlier builds wrote are read, checked and searched as they were. `GOLDEN=write` writes those of this
// version anew, until it is frozen.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
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

if (process.env.GOLDEN === 'write' && formatVersion.major === 0) {
  mkdirSync(folder, { recursive: true })
  for (const [name, make] of golden) {
    const bytes = make()
    writeFileSync(new URL(`${version}-${name}.rostrum`, folder), bytes)
    writeFileSync(new URL(`${version}-${name}.json`, folder), json(goldenContent(bytes)))
  }
}

const names = readdirSync(folder).filter((name) => name.endsWith('.rostrum'))

for (const name of names) {
  const bytes = new Uint8Array(readFileSync(new URL(name, folder)))
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
      'other bytes than in seeds/golden: GOLDEN=write node --import tsx test/segment/golden.test.ts writes those of format 0 anew',
    )
  })
}

test('files of every version that the change log says is read are there', () => {
  const log = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8')
  const rows = [...log.matchAll(/^\| ([\d.]+) \| ([\d.]+) \| ([\d., ]+) \|$/gm)]
  assert.ok(rows.length > 0)
  const [, , writes, reads] = rows[rows.length - 1]
  assert.is(writes, version)
  for (const format of reads.split(',')) {
    assert.ok(
      names.some((name) => name.startsWith(`${format.trim()}-`)),
      `no golden segment of format ${format}`,
    )
  }
})

test.run()
