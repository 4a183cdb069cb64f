// Arguments: what is read, what is refused and how; and the help that follows from the same table.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Arguments, helpText, nameList, readArguments, wholeNumber } from '../../src/cli/command.js'
import { commands } from '../../src/cli/commands.js'

const options = [
  { name: 'limit', short: 'n', value: 'N', summary: 'how many' },
  { name: 'highlight', summary: 'marks' },
  { name: 'no-highlight', summary: 'no marks' },
  { name: 'quiet', short: 'q', summary: 'silence' },
  { name: 'json', short: 'j', summary: 'JSON' },
]
const read = (...args: string[]): Arguments => readArguments(args, { name: 'try', options })

const accepted: [args: string[], words: string[], limit: string | undefined, highlight: boolean, quiet: boolean, json: boolean][] = [
  [[], [], undefined, true, false, false],
  [['a', 'b'], ['a', 'b'], undefined, true, false, false],
  [['a', '--limit', '5', 'b'], ['a', 'b'], '5', true, false, false],
  [['--limit=5'], [], '5', true, false, false],
  [['-n', '5'], [], '5', true, false, false],
  [['-n5'], [], '5', true, false, false],
  [['-qj', 'a'], ['a'], undefined, true, true, true],
  [['--limit', '5', '--limit', '6'], [], '6', true, false, false],
  [['--no-highlight'], [], undefined, false, false, false],
  [['--no-highlight', '--highlight'], [], undefined, true, false, false],
  [['a', '--', '--limit', '-q'], ['a', '--limit', '-q'], undefined, true, false, false],
  [['-', ''], ['-', ''], undefined, true, false, false],
]
for (const [args, words, limit, highlight, quiet, json] of accepted) {
  test(`reads ${JSON.stringify(args)}`, () => {
    const given = read(...args)
    assert.equal(given.words, words)
    assert.is(given.value('limit'), limit)
    assert.is(given.has('highlight', true), highlight)
    assert.is(given.has('quiet'), quiet)
    assert.is(given.has('json'), json)
  })
}

const refused: [args: string[], message: RegExp][] = [
  [['--limt', '5'], /an option of rostrum try, got "--limt"\. Did you mean "--limit"\?/],
  [['--zzzzzz'], /rostrum help try/],
  [['-opinion'], /-- before words that begin with a hyphen/],
  [['--limit'], /a value after --limit, got none\. Write --limit N/],
  [['--quiet=yes'], /--quiet without a value, got "yes"/],
  [['--__proto__=1'], /an option of rostrum try/],
]
for (const [args, message] of refused) {
  test(`refuses ${JSON.stringify(args)}`, () => {
    assert.throws(
      () => read(...args),
      (error: Error & { code?: string }) => error.code === 'E_USAGE' && message.test(error.message),
    )
  })
}

test('whole numbers are read within their bounds', () => {
  assert.is(wholeNumber(read(), 'limit', 10), 10)
  assert.is(wholeNumber(read('-n', '0'), 'limit', 10), 0)
  assert.is(wholeNumber(read('-n', '10000'), 'limit', 10), 10000)
  for (const bad of ['-1', '1.5', 'x', '', '10001', '1e3', '99999999999', ' 5']) {
    assert.throws(() => wholeNumber(read(`--limit=${bad}`), 'limit', 10), /a whole number from 0 to 10000 after --limit/, bad)
  }
})

test('lists of names are parted by commas', () => {
  assert.is(nameList(read(), 'limit'), undefined)
  assert.equal(nameList(read('--limit', ' a, b ,,c'), 'limit'), ['a', 'b', 'c'])
})

test('each command has its name, its line, and a help that tells every option', async () => {
  for (const entry of commands) {
    const command = await entry.load()
    assert.is(command.name, entry.name)
    const help = helpText(command)
    assert.match(help, new RegExp(`^Usage: rostrum ${entry.name} `))
    for (const { name, summary } of command.options)
      assert.ok(help.includes(`--${name}`) && help.includes(summary), `${entry.name} --${name}`)
    const letters = command.options.flatMap(({ short }) => (short === undefined ? [] : [short]))
    assert.is(new Set(letters).size, letters.length, 'letters are used once')
    for (const line of help.split('\n')) assert.ok(line.length <= 130, line)
  }
})

test.run()
