// What was said, in a terminal: `rostrum quotes`, and the conversation's :quotes, :speakers and :who.

import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openBytes } from '../../src/cli/open.js'
import { localEngine } from '../../src/cli/repl/engine.js'
import { answer } from '../../src/cli/repl/loop.js'
import { startSession } from '../../src/cli/repl/session.js'
import { recorder, runHere, workshop } from './program.js'

const shop = workshop()
test.after(() => shop.remove())
const articles = [
  {
    id: 'a',
    headline: 'Levy stays',
    outlet: 'The Lamp',
    published: '2017-11-02',
    body: '“The harbour levy stays,” President Ana Korrin said on Monday, according to Kyodo.\n\n“The levy is fair,” Korrin said.',
  },
  { id: 'b', headline: 'Levy goes', published: '2018-01-03', body: 'Olaf Brandt said the levy would be gone by May.' },
]
const source = shop.write('two.jsonl', articles.map((article) => JSON.stringify(article)).join('\n'))
const index = shop.path('two.rostrum')
const plain = shop.path('plain.rostrum')
await runHere(['build', source, '-o', index])
await runHere(['build', source, '-o', plain, '--no-quotations'])

const first =
  /^ 1\. Ana Korrin, reported by Kyodo\n {4}“The \*harbour\* levy stays”\n {4}Levy stays\n {4}The Lamp · 2017-11-02 · \d\.\d\d · a\n\n/

const runs: [args: string[], code: number, stdout: RegExp, stderr: RegExp][] = [
  [[index, 'harbour', '--speaker', 'ana korrin'], 0, new RegExp(`${first.source}1 quotation\n$`), /^$/],
  [[index, 'levy', '--kind', 'indirect'], 0, /1\. Olaf Brandt\n {4}the \*levy\* would be gone by May\n.*not word for word/s, /^$/],
  [[index], 0, /1\. Olaf Brandt.*2\. Ana Korrin.*3\. Ana Korrin.*3 quotations\n$/s, /^$/],
  [[index, '-s', 'korrin', '--published', '..2017'], 0, /2 quotations\n$/, /^$/],
  [[index, '--published', '2018-01'], 0, /1 quotation\n$/, /^$/],
  [[index, '--reported-by', 'kyodo', '--outlet', 'the lamp', '--min-confidence', '0.5'], 0, /1 quotation\n$/, /^$/],
  [[index, 'levy', '--sort', '-published,speaker', '-n', '1', '--offset', '1'], 0, /^ 2\. Ana Korrin/, /^$/],
  [[index, 'speaker:brandt said:levy'], 0, /^ 1\. Olaf Brandt.*1 quotation\n$/s, /^$/],
  [
    [index, '--count', 'speaker,outlet'],
    0,
    /^ {7}2 {2}Ana Korrin\n {7}1 {2}Olaf Brandt\n {7}2 {2}The Lamp\n {7}1 {2}\(none\)\n3 quotations\n$/,
    /^$/,
  ],
  [[index, '--speakers'], 0, /^ {2}Ana Korrin {3}2 {2}2017-11-02.*\n {2}Olaf Brandt {2}1 {2}2018-01-03.*\n2 speakers\n$/, /^$/],
  [[index, '--speakers', '-s', 'ol'], 0, /^ {2}Olaf Brandt/, /^$/],
  [[index, '--speakers', '-s', 'zz'], 1, /^Nobody\.\n$/, /^$/],
  [[index, 'zebra'], 1, /^0 quotations\n$/, /^$/],
  [[index, 'levy', '-s', 'Xi Jinping'], 1, /^0 quotations\n$/, /^Nobody who is quoted is called Xi Jinping/],
  [[], 2, /^$/, /an index file and a query/],
  [[plain, 'levy'], 2, /^$/, /an index with quotations.*--no-quotations/s],
  [[index, 'levy', '--kind', 'spoken'], 2, /^$/, /direct, mixed or indirect after --kind/],
  [[index, 'levy', '--min-confidence', 'high'], 2, /^$/, /a number from 0 to 1/],
  [[index, 'levy', '--sort', 'publshed'], 2, /^$/, /Did you mean "published"/],
  [[index, 'levy', '--published', 'soon'], 2, /^$/, /date/],
  [[index, 'levy', '--speakr', 'x'], 2, /^$/, /Did you mean "--speaker/],
  [[source, 'levy'], 3, /^$/, /not an index|index/],
  [[shop.path('none.rostrum'), 'levy'], 5, /^$/, /no such file/],
]
for (const [args, code, stdout, stderr] of runs) {
  test(`quotes ${args.slice(1).join(' ')}`, async () => {
    const given = await runHere(['quotes', ...args])
    assert.match(given.stdout, stdout)
    assert.match(given.stderr, stderr)
    assert.is(given.code, code)
  })
}

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const sayings = [
  { id: 'due', headline: 'Coal', body: '“It closes in due course,” Dara Voss said.' },
  { id: 'other', headline: 'Tram', body: '“It is late,” Dara Voss said. “A course in ice,” Olaf Brandt said.' },
]
const saying = shop.write('sayings.jsonl', sayings.map((article) => JSON.stringify(article)).join('\n'))
const debate = shop.write(
  'debate.vtt',
  `WEBVTT - Debate\n${['Ann Lee>The ice is dear.', 'Bo Karlsen>The ice is thin.', 'Ann Lee>We pay.'].map((said, i) => `\n00:0${i}:01.000 --> 00:0${i}:09.000\n<v ${said}\n`).join('')}`,
)
const promises: [name: string, source: string, query: RegExp, rest: string[], stdout: RegExp][] = [
  ['a row of both in one quotation', saying, /^\| `(quotations:\(.*?\))` \| both in one/m, [], /^ 1\. Coal\n.* due\n.*\n1 document\n$/s],
  [
    'a speaker and a word',
    debate,
    /--target turns\s+'(.*?)'` finds where/,
    ['--target', 'turns'],
    /Ann \*Lee\*:\n {4}The \*ice\* is dear\.\n\n1 item\n$/,
  ],
]
for (const [name, from, query, rest, stdout] of promises) {
  test(`README keeps its word: ${name}`, async () => {
    const built = `${from}.rostrum`
    await runHere(['build', from, '-o', built, '-q'])
    const given = await runHere(['search', built, query.exec(readme)?.[1] ?? '', ...rest])
    assert.is(given.stderr, '')
    assert.match(given.stdout, stdout)
  })
}

test('quotes as JSON: a quotation, a count or a speaker a line', async () => {
  const lines = async (...args: string[]) =>
    (await runHere(['quotes', index, ...args, '--json'])).stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  const [hit, ...others] = await lines('harbour')
  assert.equal(others, [])
  const { number, id, text, speaker, reportedBy, headline, outlet, published, start, end } = hit
  assert.equal(
    { number, id, text, speaker, reportedBy, headline, outlet, published },
    {
      number: 1,
      id: 'a',
      text: 'The harbour levy stays',
      speaker: 'Ana Korrin',
      reportedBy: 'Kyodo',
      headline: 'Levy stays',
      outlet: 'The Lamp',
      published: '2017-11-02',
    },
  )
  assert.is(articles[0].body.slice(start, end), text)
  assert.equal(await lines('--count', 'kind'), [
    { kind: 'direct', count: 2 },
    { kind: 'indirect', count: 1 },
  ])
  assert.equal(
    (await lines('--speakers')).map(({ name, count, since }) => [name, count, since]),
    [
      ['Ana Korrin', 2, '2017-11-02'],
      ['Olaf Brandt', 1, '2018-01-03'],
    ],
  )
})

const talks: [lines: string, stdout: RegExp, stderr: RegExp][] = [
  [':quotes harbour\n', new RegExp(`${first.source}1 quotation\n$`), /^$/],
  [':quotes\n:open 2\n', /3 quotations, newest first\nLevy stays\n.*harbour levy stays/s, /^$/],
  [
    ':limit 1\n:quotes levy\n:more\n:more\n:more\n',
    /3 quotations; 1 shown, :more.* 2\. .*2 shown.* 3\. .*3 quotations\nNo more\.\n$/s,
    /^1 hit/,
  ],
  [':quotes levy\nharbour\n:more\n', /3 quotations.*1 document\nNo more\.\n$/s, /^$/],
  [':quotes speaker:brandt\n', /^ 1\. Olaf Brandt.*1 quotation\n$/s, /^$/],
  [':quotes zebra\n', /^Nobody said that/, /^$/],
  [':quotes speakr:brandt\n', /./, /Did you mean "speaker"/],
  [':speakers\n', /^ {2}Ana Korrin {3}2.*2 speakers\n$/s, /^$/],
  [':speakers br\n', /^ {2}Olaf Brandt/, /^$/],
  [':speakers zz\n', /^Nobody of that name/, /^$/],
  [':who levy\n', /^ 1\. Ana Korrin.* 2\. Olaf Brandt.*Ana Korrin 2, Olaf Brandt 1\n$/s, /^$/],
  [':who zebra\n', /^Nobody with a name/, /^$/],
  [':who\n', /^$/, /words after :who, got none/],
]
for (const [lines, stdout, stderr] of talks) {
  test(`answers ${JSON.stringify(lines)}`, async () => {
    const output = recorder()
    const session = startSession(localEngine({ index: await openBytes(readFileSync(index)) }), output)
    for (const line of lines.split('\n').slice(0, -1)) if (!(await answer(session, line))) break
    assert.match(output.written, stdout)
    assert.match(output.said, stderr)
  })
}

test('an opened article has the quotation marked', async () => {
  const output = recorder({ color: true })
  const session = startSession(localEngine({ index: await openBytes(readFileSync(index)) }), output)
  await answer(session, ':quotes harbour')
  await answer(session, ':open 1')
  assert.ok(output.written.includes(output.colors.bold(output.colors.yellow('The harbour levy stays'))))
})

test('an index without quotations says so', async () => {
  const output = recorder()
  const session = startSession(localEngine({ index: await openBytes(readFileSync(plain)) }), output)
  for (const line of [':quotes levy', ':speakers', ':who levy']) await answer(session, line)
  assert.is(output.written, '')
  assert.is(output.said.split('--no-quotations').length, 4)
})

test.run()
