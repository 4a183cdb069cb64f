// The conversation: by pipe, as JSON, and in a pseudo-terminal with prompt, Tab, history and Ctrl-C.
// time-out: 120 s

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openFile } from '../../src/cli/open.js'
import { complete } from '../../src/cli/repl/complete.js'
import { answer } from '../../src/cli/repl/loop.js'
import { startSession } from '../../src/cli/repl/session.js'
import { mainPath, recorder, rostrum, threeArticles, workshop } from './program.js'

const shop = workshop()
const articles = shop.write('three.jsonl', threeArticles)
const index = shop.path('three.rostrum')
rostrum(['build', articles, '-o', index])
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
  [':opn 1\n', /^$/, /^Expected a command after ":", got "opn"\. Did you mean "open"\?/],
  [':\n', /^$/, /Say :help/],
  [':open 1\n', /^$/, /^Expected the number of a hit that was shown after :open, got "1"\. Ask a query first\.\n$/],
  ['storm\n:open 2\n', /1 document\n$/, /1 to 1, after :open, got "2"/],
  ['storm\n:explain x\n', /1 document\n$/, /got "x"/],
  [':limit many\n', /^$/, /a number from 1 to 1000 after :limit, got "many"/],
  [':time maybe\n', /^$/, /on or off after :time/],
  [':analyze\n', /^$/, /a text after :analyze/],
  ['hedline:x storm\n', /1 document/, /^hedline:x storm\n\^{7}\nExpected .*Did you mean "headline"/],
  [`${'word '.repeat(100000)}\nstorm\n`, /1 document\n$/, /Expected/],
]
for (const [lines, stdout, stderr] of talks) {
  test(`answers ${JSON.stringify(lines.slice(0, 40))}`, async () => {
    const output = recorder()
    const session = startSession(await openFile(index), output)
    for (const line of lines.split(/\r?\n/).slice(0, -1)) if (!answer(session, line)) break
    assert.match(output.written, stdout)
    assert.match(output.said, stderr)
  })
}

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

test('Tab completes commands and fields', () => {
  const fields = { info: () => ({ fields: [{ name: 'headline' }, { name: 'body' }] }) } as unknown as Parameters<typeof complete>[0]
  assert.equal(complete(fields, ':op'), [[':open '], ':op'])
  assert.equal(complete(fields, ':q'), [[':quit'], ':q'])
  assert.equal(complete(fields, 'head'), [['headline:'], 'head'])
  assert.equal(complete(fields, 'storm +(b'), [['body:'], 'b'])
  assert.equal(complete(fields, 'storm zz'), [[], 'zz'])
})

const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false
if (!hasScript) console.log('skipped: no pseudo-terminal, because util-linux script is not there')
const terminal = hasScript ? test : test.skip

/** Types keys into a pseudo-terminal, each once what it waits for has been shown. */
function typeKeys(
  steps: [awaited: string, keys: string][],
  env: Record<string, string> = {},
): Promise<{ shown: string; code: number | null }> {
  const command = `stty cols 80 rows 30; '${process.execPath}' --import tsx '${mainPath}' repl '${index}'`
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '', FORCE_COLOR: '', XDG_STATE_HOME: shop.path('state'), ...env },
  })
  const left = [...steps]
  let shown = ''
  let seen = 0
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    shown += text
    for (let [step] = left; step !== undefined && shown.includes(step[0], seen); [step] = left) {
      seen = shown.indexOf(step[0], seen) + step[0].length
      child.stdin.write(step[1])
      left.shift()
    }
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ shown, code }))
  })
}

terminal('a terminal has banner, prompt, colours, Tab, and problems under the query', async () => {
  const { shown, code } = await typeKeys([
    ['rostrum> ', 'headl\t'],
    ['headline:', 'storm\r'],
    ['1 document', 'hedline:x\r'],
    ['searched as text', ':op\t'],
    [':open ', '1\r'],
    ['after :open', '\u0004'],
  ])
  assert.match(shown, /Rostrum.*: 3 documents, .*\. Type words to search, :help for more/)
  assert.match(shown, /\u001b\[1m\u001b\[33mstorm|\u001b\[33m.*Storm/i, 'marks are coloured')
  assert.match(shown, / {9}\^{7}/, 'the place is under the query, behind the prompt')
  assert.is(code, 0)
})

terminal('Ctrl-C clears the line, and twice leaves', async () => {
  const { shown, code } = await typeKeys([
    ['rostrum> ', 'storm'],
    ['storm', '\u0003'],
    ['^C', '\u0003'],
  ])
  assert.not.match(shown, /1 document/)
  assert.is(code, 0)
})

terminal('Ctrl-C on an empty line tells how to leave', async () => {
  const { shown, code } = await typeKeys([
    ['rostrum> ', '\u0003'],
    ['Ctrl-C again or Ctrl-D', '\u0003'],
  ])
  assert.match(shown, /again/)
  assert.is(code, 0)
})

terminal('lines are remembered, readable by their writer alone', async () => {
  const env = { XDG_STATE_HOME: shop.path('fresh') }
  await typeKeys(
    [
      ['rostrum> ', 'storm\r'],
      ['1 document', '\u0004'],
    ],
    env,
  )
  assert.is(readFileSync(shop.path('fresh/rostrum/history'), 'utf8'), 'storm\n')
  const { shown } = await typeKeys(
    [
      ['rostrum> ', '\u001b[A\r'],
      ['1 document', ':q\r'],
    ],
    env,
  )
  assert.match(shown, /1 document/)
})

terminal('a home that cannot be written to is no trouble', async () => {
  const { code, shown } = await typeKeys([['rostrum> ', ':q\r']], { XDG_STATE_HOME: '/dev/null/x' })
  assert.is(code, 0)
  assert.not.match(shown, /ENOTDIR/)
  assert.not(existsSync('/dev/null/x'))
})

terminal('NO_COLOR is kept', async () => {
  const { shown } = await typeKeys(
    [
      ['rostrum> ', 'storm\r'],
      ['1 document', '\u0004'],
    ],
    { NO_COLOR: '1' },
  )
  assert.not.match(shown, /\u001b\[\d*(;\d+)*m/)
  assert.match(shown, /\*storm\*/i)
})

test.run()
