// The command line from outside: exit codes, what goes to stdout and what to stderr, JSON, pipes that close, text that would control a terminal.
// time-out: 400 s

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { languageNames } from '../../src/cli/languages.js'
import { newsSchema } from '../../src/news/schema.js'
import { mainPath, rostrum, runHere, threeArticles, workshop } from './program.js'

const shop = workshop()
const articles = shop.write('three.jsonl', threeArticles)
const index = shop.path('three.rostrum')
const built = rostrum(['build', articles, '-o', index])
test.after(() => shop.remove())

test('build says what it did, on stdout', () => {
  assert.is(built.stderr, '')
  assert.match(built.stdout, /^3 documents, \d+ B in, [\d.]+ (B|KB) out to .*three\.rostrum, [\d.]+ s \([\d.]+ (B|KB|MB)\/s\)\n$/)
  assert.is(built.code, 0)
  assert.equal(
    readdirSync(shop.path('.')).filter((name) => name.endsWith('.tmp')),
    [],
    'no temporary file is left',
  )
})

test('search ranks hits and marks words', async () => {
  const { code, stdout, stderr } = await runHere(['search', index, 'harbour', 'dawn'])
  assert.is(stderr, '')
  assert.is(code, 0)
  const lines = stdout.split('\n')
  assert.is(lines[0], ' 1. *Harbour* reopens')
  assert.match(lines[1], /^ {4}The Lamp · 2017-11-02 · \d+\.\d\d · a$/)
  assert.is(lines[2], '    The *harbour* is open again. Ships came at *dawn*.')
  assert.is(lines[4], ' 2. Storm closes *harbour*')
  assert.is(lines.at(-2), '2 documents')
})

test('an article without a headline shows its first sentence, and its speaker where that matches', async () => {
  const { stdout } = await runHere(['search', index, 'byron'])
  assert.match(stdout, /^ 1\. We measured the tide\.\n {4}Coast · \d+\.\d\d · 3\n {4}Ada \*Byron\*:\n\n1 document\n$/)
})

test('search as JSON is one hit a line, whole', async () => {
  const { code, stdout } = await runHere(['search', index, 'harbour', '--json', '--explain', '-n', '1', '--offset', '1'])
  assert.is(code, 0)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.is(lines.length, 1)
  assert.equal(Object.keys(lines[0]), ['number', 'id', 'score', 'document', 'matches', 'highlights', 'explanation'])
  assert.is(lines[0].number, 2)
  assert.is(lines[0].explanation.value, lines[0].score)
  assert.is(lines[0].document.outlet, 'The Lamp')
  assert.equal(lines[0].highlights.headline[0].marks.length, 1)
})

test('ids keep their type', async () => {
  const { stdout } = await runHere(['search', index, 'tide', '--json', '--no-highlight'])
  assert.is(JSON.parse(stdout).id, 3)
  assert.is(JSON.parse(stdout).highlights, undefined)
})

test('problems of a query go to stderr, with their place, and it runs', async () => {
  const { code, stdout, stderr } = await runHere(['search', index, 'hedline:x harbour'])
  assert.is(code, 0)
  assert.match(stderr, /^hedline:x harbour\n\^{7}\nExpected .*Did you mean "headline"/)
  assert.match(stdout, /2 documents\n$/)
})

test('where nothing is found, what may have been meant goes to stderr', async () => {
  const meant = await runHere(['search', index, 'harbuor', '--json'])
  assert.is(meant.stdout, '')
  assert.is(meant.stderr, 'Did you mean: harbour\n')
  const nothing = await runHere(['search', index, 'qqqqqqqq'])
  assert.is(nothing.stderr, '')
})

test('explain and time', async () => {
  const { stdout, stderr } = await runHere(['search', index, 'storm', '--explain', '--time', '--fields', 'body'])
  assert.match(stdout, /idf of "storm"/)
  assert.match(stderr, /^opened in [\d.]+ ms, searched in [\d.]+ ms\n$/)
})

test('info and check', async () => {
  assert.match((await runHere(['info', index])).stdout, /^Document count: +3\n.*headline +type text +boost 3/s)
  const info = JSON.parse((await runHere(['info', index, '--json'])).stdout)
  assert.is(info.documentCount, 3)
  assert.is(info.analyzer, 'english')
  assert.equal(
    info.fields.map(({ name }: { name: string }) => name),
    [...Object.keys(newsSchema.fields)],
  )
  const checked = await runHere(['check', index])
  assert.match(checked.stdout, /sound/)
  assert.is(checked.code, 0)
  assert.is(JSON.parse((await runHere(['check', index, '--json'])).stdout).ok, true)
})

test('an index of any language is opened by every command without naming it', async () => {
  for (const { chosen, analyzer, asked, isFound } of [
    { chosen: 'german', analyzer: 'german', asked: 'haus', isFound: true },
    { chosen: 'German, english', analyzer: 'multilingual:german,english', asked: 'haus', isFound: true },
    { chosen: 'auto', analyzer: /^multilingual:english,arabic,/, asked: 'haus', isFound: true },
    { chosen: 'standard', analyzer: 'standard', asked: 'haus', isFound: false },
    ...languageNames.map((name) => ({ chosen: name, analyzer: name, asked: 'landes', isFound: true })),
  ]) {
    const text = shop.write(
      'german.txt',
      'Headline: Die Häuser\n\nDie Minister sprachen gestern über neue Häuser in den Städten des Landes.\n',
    )
    const out = shop.path('language.rostrum')
    assert.is((await runHere(['build', text, '-o', out, '--language', chosen, '--quiet'])).code, 0, chosen)
    const found = await runHere(['search', out, asked, '--json'])
    assert.is(found.code, isFound ? 0 : 1, `${chosen}: ${found.stderr}`)
    const info = JSON.parse((await runHere(['info', out, '--json'])).stdout)
    if (typeof analyzer === 'string') assert.is(info.analyzer, analyzer)
    else assert.match(info.analyzer, analyzer)
    for (const command of ['check', 'dump']) assert.is((await runHere([command, out])).code, 0, `${chosen}: ${command}`)
    if (chosen !== 'German, english') continue
    const { code, stdout } = rostrum(['repl', out], { input: ':analyze Häusern\nhaus\n' })
    assert.is(code, 0)
    assert.match(stdout, /term haus/)
    assert.match(stdout, /1 document/)
  }
})

test('build chooses language, fields, stored fields and JSON', async () => {
  const out = shop.path('chosen.rostrum')
  const { stdout, code } = await runHere([
    'build',
    articles,
    '-o',
    out,
    '--language',
    'standard',
    '--fields',
    'headline,body',
    '--store',
    'headline',
    '--json',
  ])
  assert.is(code, 0)
  const summary = JSON.parse(stdout)
  assert.equal(Object.keys(summary), ['file', 'documents', 'skipped', 'problems', 'bytesIn', 'bytesOut', 'seconds'])
  assert.is(summary.documents, 3)
  assert.is(summary.bytesIn, Buffer.byteLength(threeArticles))
  const info = JSON.parse((await runHere(['info', out, '--json'])).stdout)
  assert.is(info.analyzer, 'standard')
  assert.is(info.fields.length, 2)
  assert.equal(info.storeFields, ['headline'])
})

test('equal input gives equal bytes, whatever way it comes', () => {
  const packed = shop.write('packed', gzipSync(threeArticles))
  const outs = [shop.path('1.rostrum'), shop.path('2.rostrum')]
  assert.is(rostrum(['build', packed, '-o', outs[0], '-q']).stdout, '')
  rostrum(['build', '-', '-o', outs[1]], { input: threeArticles })
  for (const out of outs) assert.ok(readFileSync(out).equals(readFileSync(index)))
})

test('bad records are told with file and line, and the others are built', async () => {
  const bad = shop.write(
    'bad.jsonl',
    '{"id":"a","body":"one"}\nnot json\n{"id":"a","body":"again"}\n{"id":"b","body":"two","date":"03/04/2017"}\n',
  )
  const out = shop.path('bad.rostrum')
  const { code, stdout, stderr } = await runHere(['build', bad, '-o', out])
  assert.is(code, 0)
  assert.match(stdout, /^2 documents, .*, 2 records skipped\n$/)
  const lines = stderr.trimEnd().split('\n')
  assert.is(lines.length, 3)
  assert.match(lines[0], /bad\.jsonl:2: Expected an article as JSON/)
  assert.match(lines[1], /bad\.jsonl:3: Expected an id that is not in the index, got "a"/)
  assert.match(lines[2], /bad\.jsonl:4: Expected a date, got "03\/04\/2017"/)
  const strict = await runHere(['build', bad, '-o', shop.path('strict.rostrum'), '--strict'])
  assert.is(strict.code, 5)
  assert.match(strict.stderr, /^rostrum: Expected articles without a problem.*bad\.jsonl:2: /)
  assert.not(existsSync(shop.path('strict.rostrum')))
})

test('twenty problems are told, the others counted', async () => {
  const bad = shop.write('worse.jsonl', `{"body":"one"}\n${'x\n'.repeat(50)}`)
  const { stderr } = await runHere(['build', bad, '-o', shop.path('worse.rostrum')])
  assert.is(stderr.split('\n').filter((line) => line.includes('Expected')).length, 20)
  assert.match(stderr, /\nand 30 more problems\n$/)
})

const cut = shop.write('cut.rostrum', readFileSync(index).subarray(0, 200))
const flipped = readFileSync(index)
flipped[flipped.length - 20] ^= 0x10
const damaged = shop.write('damaged.rostrum', flipped)
mkdirSync(shop.path('empty'))

const exits: [args: string[], code: number, stderr: RegExp][] = [
  [['--help'], 0, /^$/],
  [['help', 'search'], 0, /^$/],
  [['search', '--help'], 0, /^$/],
  [['--version'], 0, /^$/],
  [['search', index, 'zzzzzz'], 1, /^$/],
  [['search', index, ''], 0, /^$/],
  [['search', index, '*'], 0, /^$/],
  [[], 2, /^Usage: rostrum COMMAND/],
  [['serch', index, 'x'], 2, /^rostrum: Expected a command, got "serch"\. Did you mean "search"\?/],
  [['--json', 'search'], 2, /^rostrum: Expected a command before its options, got "--json"/],
  [['help', 'nonsense'], 2, /^rostrum: Expected a command, got "nonsense"/],
  [['search'], 2, /^rostrum: Expected an index file and a query/],
  [['search', index], 2, /^rostrum: Expected a query after the index file/],
  [['search', index, 'x', '--limt', '3'], 2, /Did you mean "--limit"\?/],
  [['search', index, 'x', '-n', 'many'], 2, /^rostrum: Expected a whole number from 0 to 10000 after --limit/],
  [['search', index, 'x', '-n', '9999', '--offset', '9999'], 2, /^rostrum: Expected limit \+ offset/],
  [['search', index, 'x', '--fields', 'bdy'], 2, /Did you mean "body"\?/],
  [['build', articles], 2, /^rostrum: Expected -o FILE/],
  [['build', '-o', index], 2, /^rostrum: Expected files or folders/],
  [['build', articles, '-o', shop.path('x'), '--format', 'jsn'], 2, /Did you mean "json"\?/],
  [['build', articles, '-o', shop.path('x'), '--language', 'englsh'], 2, /Did you mean "english"\?/],
  [['build', articles, '-o', shop.path('x'), '--fields', 'titel'], 2, /^rostrum: Expected fields of articles/],
  [['repl'], 2, /^rostrum: Expected an index file, or files/],
  [['repl', '-'], 2, /^rostrum: Expected files or folders, got "-"/],
  [['info', index, index], 2, /^rostrum: Expected one index file/],
  [['search', articles, 'x'], 3, /^rostrum: Expected a Rostrum index.* in ".*three\.jsonl"\. /],
  [['search', cut, 'x'], 3, /^rostrum: Expected .*cut\.rostrum/],
  [['search', damaged, 'harbour'], 3, /^rostrum: Expected checksum .*damaged\.rostrum/],
  [['check', cut], 3, /cut\.rostrum: Expected /],
  [['check', damaged], 3, /damaged\.rostrum: The checksum of block 0/],
  [['search', shop.path('nothing.rostrum'), 'x'], 5, /^rostrum: Expected a path .* \(no such file or folder\)\. Check the spelling/],
  [['search', shop.path('empty'), 'x'], 5, /it is a folder/],
  [['build', shop.path('nothing'), '-o', shop.path('x')], 5, /no such file or folder/],
  [['build', shop.path('empty'), '-o', shop.path('x')], 5, /^rostrum: Expected a folder with articles/],
  [['build', '/dev/null', '-o', shop.path('x')], 5, /^rostrum: Expected a file or a folder of articles/],
  [['build', shop.write('blank.jsonl', '\n'), '-o', shop.path('x')], 5, /Expected at least one article/],
  [['build', articles, '-o', shop.path('missing/x')], 5, /no such file or folder/],
]
for (const [args, code, stderr] of exits) {
  test(`exit ${code}: ${args.join(' ').replaceAll(shop.path('.'), '').slice(0, 60)}`, async () => {
    const run = await runHere(args)
    assert.match(run.stderr, stderr)
    assert.is(run.code, code)
    assert.not.match(run.stderr, /\n\s+at /, 'no stack trace')
    if (code >= 2) assert.is(run.stdout, '')
  })
}

test('the program leaves with the same codes', () => {
  for (const [args, code] of [
    [['search', index, 'harbour'], 0],
    [['search', index, 'zzzzzz'], 1],
    [['serch'], 2],
    [['search', damaged, 'harbour'], 3],
    [['build', '-', '-o', shop.path('x')], 5],
  ] as [string[], number][]) {
    const run = rostrum(args)
    assert.is(run.code, code, args.join(' '))
    if (code >= 2) assert.match(run.stderr, /^rostrum: Expected .+, got .+\. .+\n$/m)
  }
})

test('help tells each command; the version is the manifest’s', () => {
  const help = rostrum(['help']).stdout
  for (const name of ['build', 'search', 'repl', 'info', 'check']) assert.match(help, new RegExp(`^  ${name} `, 'm'))
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  assert.is(rostrum(['--version']).stdout, `${version}\n`)
})

test('a stack trace comes only where it is asked for', () => {
  assert.match(rostrum(['serch'], { env: { ROSTRUM_DEBUG: '1' } }).stderr, /\n\s+at /)
})

test('words after -- may begin with hyphens', () => {
  const { code, stdout } = rostrum(['search', index, '--', '-storm'])
  assert.is(code, 0)
  assert.match(stdout, /2 documents/)
})

test('a reader that closes the pipe ends it quietly', () => {
  const many = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ id: i, body: `harbour ${'word '.repeat(100)}` })).join('\n')
  const out = shop.path('many.rostrum')
  rostrum(['build', '-', '-o', out], { input: many })
  const command = `"${process.execPath}" --import tsx "${mainPath}" search "${out}" harbour -n 3000 --json; echo "code $?" >&2`
  const { stdout, stderr } = spawnSync('sh', ['-c', `(${command}) | head -1`], { encoding: 'utf8' })
  assert.is(stdout.split('\n').length, 2)
  assert.match(stderr, /^code 0$/m)
  assert.not.match(stderr, /EPIPE|rostrum:/)
})

test('text in articles and queries never controls the terminal', () => {
  const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\b'
  const file = shop.write(
    'evil.jsonl',
    `${JSON.stringify({ id: `i${evil}`, headline: `H${evil}`, outlet: evil, author: evil, body: `harbour ${evil}`, date: evil })}\n${evil}\n`,
  )
  const out = shop.path('evil.rostrum')
  const runs = [
    rostrum(['build', file, '-o', out]),
    rostrum(['search', out, 'harbour', '--explain']),
    rostrum(['search', out, `harbour "${evil}`]),
    rostrum(['search', out, 'harbour', '--json']),
    rostrum(['search', out, 'harbour', `--${evil}`]),
    rostrum([evil]),
    rostrum(['info', evil]),
    rostrum(['repl', out], { input: `harbour\n:open 1\n:explain 1\n:${evil}\n${evil}\n:analyze ${evil} x\n` }),
    rostrum(['repl', out, '--json'], { input: 'harbour\n' }),
  ]
  for (const { stdout, stderr } of runs) {
    assert.not.match((stdout + stderr).replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202e]/)
  }
  assert.match(runs[1].stdout, /H␛\]0;owned␇␛\[2J/)
})

test.run()
