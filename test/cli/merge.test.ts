// `rostrum merge`: one file of several, that answers as one built of all articles; and which file it is that cannot be merged.

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openFile } from '../../src/cli/open.js'
import { Index } from '../../src/index/index.js'
import { rostrum, runHere, threeArticles, workshop } from './program.js'

const shop = workshop()
test.after(() => shop.remove())

const lines = threeArticles.trimEnd().split('\n')
const files = new Map<string, string>()
async function built(name: string, text: string, ...args: string[]): Promise<string> {
  const path = shop.path(`${name}.rostrum`)
  const { code, stderr } = await runHere(['build', shop.write(`${name}.jsonl`, `${text}\n`), '-o', path, '-q', ...args])
  assert.is(code, 0, stderr)
  files.set(name, path)
  return path
}
const [early, late, whole] = [
  await built('early', lines[0]),
  await built('late', lines.slice(1).join('\n')),
  await built('whole', threeArticles),
]
const german = await built('german', '{"id":"g","body":"Die Häuser"}', '--language', 'german')
const smaller = await built('smaller', '{"id":"s","body":"a"}', '--store', 'headline')
const again = await built('again', lines[1])
const web = await built('web', '{"id":"w","body":"a"}', '--profile', 'web')
const out = shop.path('merged.rostrum')

test('answers as the index that is built of all', async () => {
  const { code, stdout, stderr } = await runHere(['merge', early, late, '-o', out])
  assert.is(stderr, '')
  assert.match(stdout, /^3 documents, [\d.]+ KB in 2 indexes, [\d.]+ KB out to .*merged\.rostrum, [\d.]+ s\n$/)
  assert.is(code, 0)
  const [merged, one] = [await openFile(out), await openFile(whole)]
  for (const query of ['*', 'harbour', '"was high"', 'outlet:Coast', 'published:2017-11', 'quotations:(text:tide)'])
    assert.equal(merged.search(query), one.search(query), query)
  assert.is((await runHere(['check', out])).code, 0)
})

test('as JSON, laid out for a host, over one of its own inputs, and of one with several segments', async () => {
  const target = shop.path('target.rostrum')
  writeFileSync(target, readFileSync(early))
  const json = await runHere(['merge', target, late, '-o', target, '--json'])
  assert.equal(Object.keys(JSON.parse(json.stdout)), ['file', 'indexes', 'documents', 'bytesIn', 'bytesOut', 'seconds'])
  const { documents, bytesOut, indexes } = JSON.parse(json.stdout)
  assert.equal([documents, bytesOut, indexes], [3, statSync(target).size, 2])
  const hosted = shop.path('hosted.rostrum')
  assert.is((await runHere(['merge', early, late, '-o', hosted, '--profile', 'web', '-q'])).code, 0)
  assert.equal((await openFile(hosted)).search('harbour'), (await openFile(whole)).search('harbour'))
  const several = Index.from<Record<string, unknown>>(readFileSync(whole))
  several.remove('b')
  several.add({ id: 'new', body: 'Another harbour' })
  const path = shop.write('several.rostrum', several.toBytes())
  assert.is((await runHere(['merge', path, '-o', out, '-q'])).stdout, '')
  const info = (await openFile(out)).info()
  assert.equal([info.segmentCount, info.documentCount, info.deletedCount], [1, 3, 0])
})

const refusals: [what: string, args: string[], code: number, message: RegExp][] = [
  ['nothing to merge', ['-o', out], 2, /index files to merge, got none/],
  ['nowhere to write', [early, late], 2, /-o FILE, where to write the index/],
  ['another profile', [early, '-o', out, '--profile', 'wbe'], 2, /Did you mean "web"/],
  ['an unknown option', [early, '-o', out, '--lang', 'x'], 2, /an option of rostrum merge/],
  ['a file that is not there', [early, shop.path('none.rostrum'), '-o', out], 5, /none\.rostrum" \(no such file/],
  ['a file that is no index', [early, shop.path('late.jsonl'), '-o', out], 3, /late\.jsonl"/],
  ['another analyzer', [early, german, '-o', out], 2, /one schema, got ".*german\.rostrum" with another than ".*early\.rostrum"/],
  ['other stored fields', [early, late, smaller, '-o', out], 2, /one schema, got ".*smaller\.rostrum" with another than ".*": storeFields/],
  [
    'the same id twice',
    [early, late, again, '-o', out],
    5,
    /in one of the indexes only, got "b" in ".*late\.rostrum" and ".*again\.rostrum"/,
  ],
  ['an index of the web profile', [early, web, '-o', out], 2, /one of the web profile, ".*web\.rostrum"/],
]
for (const [what, args, code, message] of refusals) {
  test(`${what} is refused, and nothing is written`, async () => {
    const target = shop.path('refused.rostrum')
    const got = await runHere(['merge', ...args.map((each) => (each === out ? target : each))])
    assert.match(got.stderr, message)
    assert.is(got.code, code)
    assert.is(got.stdout, '')
    assert.not(existsSync(target))
  })
}

test('a damaged file is named', async () => {
  const bytes = readFileSync(late)
  const path = shop.write('cut.rostrum', bytes.subarray(0, bytes.length - 8))
  const { code, stderr } = await runHere(['merge', early, path, '-o', out])
  assert.is(code, 3)
  assert.match(stderr, /cut\.rostrum"/)
})

test('its help, and its line in the list of commands', async () => {
  assert.match((await runHere(['merge', '--help'])).stdout, /^Usage: rostrum merge INDEX\.\.\. -o FILE \[options\]\n/)
  const { stdout } = rostrum(['--help'])
  assert.match(stdout, /\n {2}merge +Merge index files into one\n/)
})

test.run()
