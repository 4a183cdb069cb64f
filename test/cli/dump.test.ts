// `rostrum dump`: each part of an index as text, cut at a limit, made safe for a terminal.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { packSegments } from '../../src/segment/container.js'
import { dumpParts } from '../../src/segment/dump.js'
import { sealed } from '../segment/content.js'
import { runHere, workshop } from './program.js'

const shop = workshop()
test.after(() => shop.remove())

const documents = [
  {
    id: 'a',
    headline: 'Fast road',
    body: 'The fast road is open. Trucks cross.',
    outlet: ['Wire', 'Late Wire'],
    words: 7,
    dates: Date.UTC(2017, 10, 2),
  },
  { id: 2, headline: 'Ministers vote', body: 'Fast \u001b[31m', outlet: 'Herald' },
  ...Array.from({ length: 200 }, (_, i) => ({ id: `more ${i}`, body: 'fast fast' })),
]
const index = shop.write('sample.rostrum', sealed(documents))

const rows: [args: string[], code: number, expected: (string | RegExp)[]][] = [
  [[], 0, [/^version +\d+\.\d+\nflags +1 \(positions\)\n/, 'documents   202\n', /id +[0-9a-f]{32}\n/]],
  [['sections'], 0, [/^ 1 {2}meta {12}\[/, /\n20 {2}keywordColumns {2}\[\d+, \d+\) {2}\d+ bytes\n/]],
  [['checksums'], 0, [/^0 {2}\[\d+, \d+\) {2}[0-9a-f]{8}\n$/]],
  [['blocks'], 0, [/^dictionary 0 {2}\[0, \d+\), records from 0\nstored 0 {2}\[0, \d+\), documents \[0, 202\)\n$/]],
  [['meta'], 0, [/^\{\n {2}"schema": \{\n/]],
  [
    ['dictionary', '-n', '0'],
    0,
    [/^#2:herald {2}term, record \[/, /\nroad {2}word and term, record \[\d+, \d+\)\n/, /\ntrucks {2}word, record/],
  ],
  [['dictionary', 'road', '-n', '2'], 0, [/^road {2}word and term, .*\nthe {2}word and term, .*\n$/]],
  [
    ['term', 'fast', '-n', '6'],
    0,
    [
      /^fast {2}word and term, .*\n {2}202 documents\n {2}headline: 1 documents, \d+ bytes, bounds up to \d+\n {4}0 at 0\n {2}body: 202 documents, .*\n {4}0 at 1\n$/,
    ],
  ],
  [['term', 'ministers'], 0, [/^ministers {2}word.*, record .*\n {2}1 documents\n {2}headline: 1 documents, .*\n {4}1 at 0\n/]],
  [['term', 'outlet:WIRE'], 0, [/^#2:wire {2}term, .*\n {2}1 documents\n {2}outlet: .*\n {4}0\n$/]],
  [['term', 'nowhere'], 1, [/^$/]],
  [['norms', '-n', '3'], 0, [/^0 {2}headline 2, body \d\n1 {2}headline 2, body \d\n2 {2}headline 0, body 2\n$/]],
  [['columns', '-n', '3'], 0, ['0  words 7, dates 2017-11-02T00:00:00.000Z, outlet "Late Wire" "Wire"\n1  outlet "Herald"\n2  \n']],
  [['ids', '-n', '3'], 0, ['0  "a"\n1  2\n2  "more 0"\n']],
  [['ids', '201'], 0, [/^201 {2}"more 199"\n$/]],
  [['ids', '202'], 1, [/^$/]],
  [['stored', '-n', '1'], 0, ['0  {"headline":"Fast road","words":7}\n']],
  [['stored', '1', '-n', '2'], 0, ['1  {"headline":"Ministers vote","words":null}\n2  {"headline":null,"words":null}\n']],
]
for (const [args, code, expected] of rows) {
  test(`dump ${args.join(' ')}`, async () => {
    const run = await runHere(['dump', index, ...args])
    assert.is(run.code, code, run.stderr)
    for (const each of expected) {
      if (typeof each === 'string') assert.ok(run.stdout.includes(each), run.stdout)
      else assert.match(run.stdout, each)
    }
    assert.not.ok(run.stdout.includes('\u001b'))
    assert.not.ok(run.stdout.includes('\u0001'))
  })
}

test('dump of checksums names the block that is damaged', async () => {
  const bytes = sealed(documents)
  bytes[bytes.length - 40] ^= 1
  const run = await runHere(['dump', shop.write('damaged.rostrum', bytes), 'checksums'])
  assert.match(run.stdout, /^0 {2}\[.*, does not hold\n$/)
})

const nested = sealed([{ id: 1, body: 'ice', quotes: [{ text: 'a' }, { text: 'b' }] }, { id: 2 }], {
  fields: { body: {}, 'quotes.text': {} },
  nested: ['quotes'],
})
const several = shop.write(
  'several.rostrum',
  packSegments([
    { bytes: nested, deleted: Uint8Array.of(0b1000) },
    { bytes: nested, deleted: Uint8Array.of(0b0111) },
  ]),
)
const ofSeveral: [args: string[], code: number, expected: RegExp][] = [
  [['ids'], 0, /^segment 0 of 2, bytes \[\d+, \d+\)\n0 {2}1\n1 {2}1\n2 {2}1\n3 {2}2\nsegment 1 of 2/],
  [['parents', '--segment', '1'], 0, /^0 {2}quotes 0 of 2\n1 {2}quotes 1 of 2\n2\n3\n$/],
  [['deleted'], 0, /^segment 0 .*\n3\nsegment 1 .*\n0\n1\n2\n$/],
  [['deleted', '1', '--segment', '1'], 0, /^1\n2\n$/],
  [['header', '--segment', '2'], 2, /^$/],
]
for (const [args, code, expected] of ofSeveral) {
  test(`dump of several segments ${args.join(' ')}`, async () => {
    const run = await runHere(['dump', several, ...args])
    assert.is(run.code, code, run.stderr)
    assert.match(run.stdout, expected)
  })
}

test('the trie of words, where there is one', async () => {
  const words = Array.from({ length: 600 }, (_, i) => `w${String(i).padStart(3, '0')}`)
  const path = shop.write('words.rostrum', sealed([{ id: 1, body: `a ${words.join(' ')}` }], { fields: { body: {} } }))
  const { stdout } = await runHere(['dump', path, 'trie', '-n', '4'])
  assert.is(stdout, 'a  block 0\nw  from block 0\n  w0  from block 0\n    w00  from block 0\n')
  assert.is((await runHere(['dump', index, 'trie'])).code, 1)
})

test('a term of an index with exact forms: as which of its words it stands where', async () => {
  const options = { fields: { body: { analyzer: 'english' as const } }, exactForms: true }
  const path = shop.write(
    'forms.rostrum',
    sealed(
      [
        { id: 1, body: 'Reported: she reports' },
        { id: 2, body: 'report' },
      ],
      options,
    ),
  )
  const { stdout } = await runHere(['dump', path, 'term', 'report'])
  assert.match(stdout, /\n {4}0, 2 times at 0=reported 2=reports\n {4}1 at 0=report\n/)
})

test('a long part is cut, and says so', async () => {
  const { stdout, stderr } = await runHere(['dump', index, 'ids'])
  assert.is(stdout.split('\n').length, 101)
  assert.match(stderr, /more after 100 lines/)
  assert.is((await runHere(['dump', index, 'ids', '-n', '0'])).stdout.split('\n').length, 203)
})

const refused: [args: string[], code: number, says: RegExp][] = [
  [['dump'], 2, /an index file/],
  [['dump', index, 'dictonary'], 2, /Did you mean "dictionary"\?/],
  [['dump', index, 'term'], 2, /a word after "term"/],
  [['dump', index, 'ids', 'x'], 2, /the number of a document/],
  [['dump', index, 'ids', '1', '2'], 2, /one of its parts, got more/],
  [['dump', shop.write('other.txt', 'other')], 3, /other\.txt/],
  [['dump', shop.path('nowhere')], 5, /no such file/],
]
for (const [args, code, says] of refused) {
  test(`refuses ${args.slice(2).join(' ') || args.length}: ${says}`, async () => {
    const run = await runHere(args)
    assert.is(run.code, code)
    assert.match(run.stderr, says)
    assert.is(run.stdout, '')
  })
}

test('damage is said with the name of the file', async () => {
  const bytes = sealed(documents)
  bytes[bytes.length - 3] ^= 1
  const run = await runHere(['dump', shop.write('damaged.rostrum', bytes), 'columns'])
  assert.is(run.code, 3)
  assert.match(run.stderr, /checksum .* damaged\.rostrum|damaged\.rostrum/)
})

test('the help tells every part', async () => {
  const { stdout } = await runHere(['help', 'dump'])
  for (const [name, { summary }] of dumpParts) assert.ok(stdout.includes(`  ${name}`) && stdout.includes(summary), name)
})

test.run()
