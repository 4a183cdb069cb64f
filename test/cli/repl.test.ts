// The conversation: by pipe and as JSON, what it is answered by, what Tab completes and Ctrl-R finds.
// time-out: 180 s

import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openBytes } from '../../src/cli/open.js'
import { complete } from '../../src/cli/repl/complete.js'
import { type Engine, localEngine, threadEngine } from '../../src/cli/repl/engine.js'
import { startKeySearch } from '../../src/cli/repl/key-search.js'
import { answer } from '../../src/cli/repl/loop.js'
import { startSession } from '../../src/cli/repl/session.js'
import { isRostrumError } from '../../src/errors.js'
import { nodeArguments, recorder, rostrum, threeArticles, workshop } from './program.js'

const shop = workshop()
const articles = shop.write('three.jsonl', threeArticles)
const index = shop.path('three.rostrum')
rostrum(['build', articles, '-o', index])
shop.write('long.jsonl', '')
test.after(() => shop.remove())

const say = (lines: string, ...args: string[]) => rostrum(['repl', index, ...args], { input: lines })

test('a pipe gives plain text: no prompt, no banner, no colours, exit code 0', () => {
  const { code, stdout, stderr } = say('dawn\n')
  assert.is(code, 0)
  assert.is(stderr, '')
  assert.match(
    stdout,
    /^ 1\. Harbour reopens\n {4}The Lamp · 2017-11-02 · \d\.\d\d · a\n {4}The harbour is open again\. Ships came at \*dawn\*\.\n\n1 document\n$/,
  )
})

const talks: [lines: string, stdout: RegExp, stderr: RegExp][] = [
  ['\n', /^ 1\. Harbour reopens\n.* 2\. Storm.* 3\. We measured.*3 documents, newest first\n$/s, /^$/],
  ['zzz\n', /^Nothing found/, /^$/],
  ['harbour\n:more\n', /2 documents\nNo more\.\n$/, /^$/],
  [':limit 1\nharbour\n:more\n', /^ 1\. .*2 documents; 1 shown, :more for more\n 2\. .*2 documents\n$/s, /^1 hit a page\n$/],
  ['storm\n:open 1\n', /\nStorm closes harbour\n2017-10-30 · The Lamp · b\n\nA storm closed the harbour on Monday\.\n$/, /^$/],
  ['storm\n:explain 1\n', /Storm closes harbour\n {2}\d\.\d{4} /, /^$/],
  [':fields\n', /^Document count: +3\n/, /^$/],
  [':analyze The ministers’ plans\n', /ministers +word ministers +term minist/, /^$/],
  [':time on\nstorm\n', /1 document in [\d.]+ ms\n$/, /^time on\n$/],
  [':help\n', /^ {2}:help.*:quit/s, /^$/],
  [':quit\nstorm\n', /^$/, /^$/],
  [':q\nstorm\n', /^$/, /^$/],
  ['exit\nstorm\n', /^$/, /^$/],
  [':opn 1\n', /^$/, /^Expected a command after ":", got "opn"\. Did you mean "open"\? Known: help, .* and \d+ more; :help lists all\.\n$/],
  [':\n', /^$/, /Say :help/],
  [':open 1\n', /^$/, /^Expected the number of a hit that was shown after :open, got "1"\. Ask a query first\.\n$/],
  ['storm\n:open 2\n', /1 document\n$/, /1 to 1, after :open, got "2"/],
  ['storm\n:explain x\n', /1 document\n$/, /got "x"/],
  [':limit many\n', /^$/, /a number from 1 to 1000 after :limit, got "many"/],
  [':time maybe\n', /^$/, /on or off after :time/],
  [':set\n', /^ {2}limit +10 .*\n {2}time +off /, /^$/],
  [':set limit 1\nharbour\n', /1 shown, :more/, /^limit 1\n$/],
  [':set words all\nharbour dawn\n', /1 document\n$/, /^words all\n$/],
  [':set fields headline\ndawn\n', /^Nothing found/, /^fields headline\n$/],
  [':set limt 1\n', /^$/, /a setting after :set, got "limt"\. Did you mean "limit"/],
  [':set words some\n', /^$/, /any or all after :set words, got "some"\. Write for example: :set words all/],
  ['harbour\n:filter published:2017-11\n:filter\n', /2 documents\n.*1 document within published:2017-11\n.*2 documents\n$/s, /^$/],
  [
    ':compare harbour\n',
    /^Rostrum: 2 documents in [\d.]+ ms +│ MiniSearch: 2 documents in [\d.]+ ms\n 1\. +\d+\.\d\d {2}Harbour reopens +│ +1\. +\d+\.\d\d {2}Harbour reopens\n 2\. .*│ +2\. /,
    /^MiniSearch's index of the stored documents took/,
  ],
  [
    'storm\n:compare\n:remove b\n:compare\n',
    /Storm closes harbour +│.*Rostrum: 0 documents .*MiniSearch: 0 documents/s,
    /took.*removed.*took/s,
  ],
  ['harbour\n:similar 1\n', /2 documents\n.*Storm closes \*harbour\*.*the nearest of 1 document\n$/s, /^$/],
  [':facets outlet\n', /^outlet\n {2}The Lamp {2}2 █+\n {2}Coast {5}1 █+[▏▎▍▌▋▊▉]?\n$/, /^$/],
  ['harbour\n:facets\n', /outlet\n {2}The Lamp {2}2 █+\nsection\n {2}2 without a value\n$/, /^$/],
  [':facets body\n', /^$/, /keyword, number or date field to count values of, got "body"/],
  [':histogram published month\n', /^ {2}2017-10 {2}1 █+\n {2}2017-11 {2}1 █+\n {2}1 without a value\n$/, /^$/],
  [':trend\n', /^ {2}2017-10 {2}1 of 1 {2}100\.0 % █+\n {2}2017-11 {2}1 of 1 {2}100\.0 % █+\n3 documents\n$/, /^$/],
  ['storm\n:trend year\n', /\n {2}2017 {2}1 of 2 {3}50\.0 % █+\n1 document\n$/, /^$/],
  [':trend hour\n', /^$/, /Expected day, week, month, year after :trend, got "hour"/],
  [
    ':terms storm harbours nowhere\n',
    /^ {2}storm {5}\d times in 1 document: .*\n {2}harbours {2}\d times in 2 documents: .*\n {2}nowhere {3}0 times in 0 documents\n$/,
    /^$/,
  ],
  [':terms\n', /^$/, /Expected words after :terms/],
  [':set copies once\nharbour\n', /2 documents\n$/, /^copies once\n$/],
  [':set copies twice\n', /^$/, /all or once/],
  [':histogram\n', /2017-10/, /^$/],
  [':histogram published hour\n', /^$/, /Expected day, week, month, year after :histogram published, got "hour"/],
  [':words ha\n', /^ {2}harbour {2}2 █+\n$/, /^$/],
  [':words zz\n', /^No words\.\n$/, /^$/],
  [':words\n', /^$/, /the start of a word after :words/],
  [
    'harbour\n:sort published\n:sort published desc\n',
    /1\. Storm.*2\. \*Harbour.*2 documents, by published\n 1\. \*Harbour.*2\. Storm.*by -published\n$/s,
    /^$/,
  ],
  [':sort body\nharbour\n', /2 documents\n$/, /to sort by, or score, got "body"/],
  ['habrour\n', /^Nothing found/, /^Did you mean harbour \(2\)\?\n$/],
  [':set fuzzy auto\nhabrour\n', /2 documents\n$/, /^fuzzy auto\n$/],
  [':info outlet\n', /^ {2}outlet +type keyword/, /^$/],
  [':info nowhere\n', /^$/, /no field "nowhere": headline,/],
  [':help open\n', /^ {2}:open N {2}the whole/, /^$/],
  [':help opn\n', /^$/, /got "opn"\. Did you mean "open"/],
  [':remove b\nharbour\n', /1 document\n$/, /^removed, 2 documents left\n$/],
  [':remove 3\n', /^$/, /^removed, 2/],
  [':remove zz\n', /^$/, /no document with id "zz"/],
  ['harbour\n:remove a\n:open 1\n', /./, /Ask a query first/],
  [':load\n', /^$/, /a file after :load, got none/],
  [':load /nowhere.rostrum\n:info\n', /^Document count: +3/, /no such file/],
  [':analyze\n', /^$/, /a text after :analyze/],
  ['hedline:x storm\n', /1 document/, /^hedline:x storm\n\^{7}\nExpected .*Did you mean "headline"/],
  [`${'word '.repeat(100000)}\nstorm\n`, /1 document\n$/, /Expected/],
]
for (const [lines, stdout, stderr] of talks) {
  test(`answers ${JSON.stringify(lines.slice(0, 40))}`, async () => {
    const output = recorder()
    const session = startSession(localEngine({ index: await openBytes(readFileSync(index)) }), output)
    for (const line of lines.split(/\r?\n/).slice(0, -1)) if (!(await answer(session, line))) break
    assert.match(output.written, stdout)
    assert.match(output.said, stderr)
  })
}

test(':add tells which articles it leaves out and why, the first twenty with file and line, and adds the others', async () => {
  const bad = '{"id":"n","body":"one new"}\nnot json\n{"id":"a","body":"again"}\n{"id":"m","body":"two new","date":"03/04/2017"}\n'
  const [some, many] = [shop.write('some-bad.jsonl', bad), shop.write('many-bad.jsonl', `{"body":"last new"}\n${'x\n'.repeat(50)}`)]
  const output = recorder()
  const session = startSession(localEngine({ index: await openBytes(readFileSync(index)) }), output)
  for (const line of [`:add ${some}`, `:add ${many}`, 'new']) await answer(session, line)
  const said = output.said.split('\n')
  assert.is(said.length, 3 + 1 + 20 + 2 + 1)
  assert.match(said[0], /some-bad\.jsonl:2: Expected an article as JSON/)
  // refused when it is added, after all were read
  assert.match(said[1], /some-bad\.jsonl:4: Expected a date, got "03\/04\/2017"/)
  assert.match(said[2], /some-bad\.jsonl:3: Expected an id that is not in the index, got "a"/)
  assert.is(said[3], '2 documents added, 2 records skipped, 5 documents in all')
  assert.match(said[4], /many-bad\.jsonl:2: Expected an article as JSON/)
  assert.is(said[24], 'and 30 more problems')
  assert.is(said[25], '1 document added, 50 records skipped, 6 documents in all')
  assert.match(output.written, /3 documents\n$/)
})

test('a conversation by pipe ends with its input, or with :quit', () => {
  assert.equal(say(''), { code: 0, stdout: '', stderr: '' })
  const { code, stdout } = say('storm\r\nhedline:x\r\n:open 7\r\n:q\r\ndawn\r\n')
  assert.match(stdout, /^ 1\. \*Storm\* closes/)
  assert.not.match(stdout, /dawn/)
  assert.is(code, 0)
})

test('as JSON: one object a hit, and an object for each answer', () => {
  const { code, stdout } = say('harbour\n:open 1\n:explain 1\n:fields\n:analyze a b\n', '--json')
  assert.is(code, 0)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(
    lines.map((line) => Object.keys(line)[0]),
    ['number', 'number', 'id', 'id', 'documentCount', 'text', 'text'],
  )
})

test('articles are read into memory where no index is given', () => {
  const { stdout, code } = rostrum(['repl', articles], { input: 'dawn\n' })
  assert.match(stdout, /Harbour reopens/)
  assert.is(code, 0)
})

test('Tab completes commands, and fields', async () => {
  const engine: Engine = localEngine({ index: await openBytes(readFileSync(index)) })
  const rows: [line: string, found: string[], word: string][] = [
    [':op', [':open '], ':op'],
    [':qui', [':quit'], ':qui'],
    ['head', ['headline:'], 'head'],
    ['storm +(bo', ['body:'], 'bo'],
    ['storm zzq', [], 'zzq'],
    [':set ti', ['time '], 'ti'],
    [':filter out', ['outlet:'], 'out'],
    [':more x', [], 'x'],
    [':facets se', ['section '], 'se'],
    [':words harb', ['harbour '], 'harb'],
    ['+harb', ['harbour '], 'harb'],
    ['storm outlet:th', ['"The Lamp" '], 'th'],
    ['outlet:"', ['"The Lamp"  (2)', '"Coast"  (1)'], '"'],
    [`:add ${shop.path('lon')}`, [shop.path('long.jsonl')], shop.path('lon')],
  ]
  for (const [line, found, word] of rows) assert.equal(await complete(engine, line), [found, word], line)
})

test('an engine in a thread answers, is stopped, and keeps what was changed', async () => {
  const engine = threadEngine(new Uint8Array(readFileSync(index)), nodeArguments)
  try {
    assert.is(await engine.ask('count'), 3)
    assert.is(await engine.ask('remove', 'b'), 'b')
    const asked = engine.ask('search', 'harbour', {}).then(
      () => 'answered',
      (error: Error) => error.name,
    )
    while (!engine.isBusy) await Promise.resolve()
    engine.interrupt()
    assert.is(await asked, 'Interrupted')
    assert.is.not(engine.isBusy, true)
    assert.equal(
      (await engine.ask('search', 'harbour', {})).hits.map(({ id }) => id),
      ['a'],
    )
    const wrong = await engine.ask('search', 'storm', { fields: ['nowhere'] }).catch((error) => error)
    assert.ok(isRostrumError(wrong))
    assert.match(wrong.message, /nowhere/)
  } finally {
    await engine.close()
  }
})

test('Ctrl-R finds lines typed before', () => {
  const history = ['silk road', 'carbon tax', 'old silk']
  const rows: [keys: string[], line: string, rest: string][] = [
    [['silk', '\r'], 'silk road', '\r'],
    [['silk', '\u0012', '\r'], 'old silk', '\r'],
    [['silk', '\u0012', '\u0012', '\r'], 'old silk', '\r'],
    [['silkx', '\u007f', '\r'], 'silk road', '\r'],
    [['ca', 'rb', '\u001b[C'], 'carbon tax', '\u001b[C'],
    [['silk', '\u0003'], '', ''],
    [['silk', '\u001b'], '', ''],
    [['zzz', '\r'], '', '\r'],
    [['\r'], '', '\r'],
  ]
  for (const [keys, line, rest] of rows) {
    const got: string[] = []
    const search = startKeySearch(
      history,
      () => {},
      (...found) => got.push(...found),
    )
    for (const key of keys) search.take(key)
    assert.equal(got, [line, rest], JSON.stringify(keys))
  }
})

test.run()
