// Articles from files: folders, gzip, encodings, long lines; what is broken costs only itself, and nothing outside a folder is read.
// time-out: 120 s

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { ParsedArticle } from '../../src/news/article.js'
import { type ReadOptions, readArticles } from '../../src/node/articles.js'
import { readBytes, writeBytes } from '../../src/node/files.js'
import { folderOf, labelsOf } from '../../src/node/labels.js'

const root = mkdtempSync(join(tmpdir(), 'rostrum-'))
test.after(() => rmSync(root, { recursive: true, force: true }))

function write(name: string, data: string | Uint8Array): string {
  const path = join(root, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, data)
  return path
}

async function read(paths: string | string[], options?: ReadOptions): Promise<ParsedArticle[]> {
  const parsed: ParsedArticle[] = []
  for await (const each of readArticles([paths].flat(), options)) parsed.push(each)
  return parsed
}

const bodies = (parsed: ParsedArticle[]): unknown[] => parsed.map(({ article }) => article?.body)
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: { code?: unknown }) => error.code,
  )

const lines = '{"body":"a"}\n{"body":\n{"body":"b"}'

const files: [what: string, name: string, data: string | Uint8Array, found: unknown[]][] = [
  ['text', 'f/a.txt', 'Author: A\n\nOne.', ['One.']],
  ['JSON', 'f/a.json', '[{"body":"a"},{"body":"b"}]', ['a', 'b']],
  ['JSON Lines', 'f/a.jsonl', lines, ['a', undefined, 'b']],
  ['windows-1252', 'f/western.txt', Buffer.from('Caf\xe9 \x93so\x94', 'latin1'), ['Café “so”']],
  ['a page', 'f/page.html.gz', gzipSync('<h1>H</h1><p>One.</p><p>Two.</p>'), ['One.\n\nTwo.']],
  ['gzip', 'f/a.jsonl.gz', gzipSync(lines), ['a', undefined, 'b']],
  ['gzip by its bytes', 'f/unnamed', gzipSync(lines), ['a', undefined, 'b']],
  ['gzip in two members', 'f/two.jsonl.gz', Buffer.concat([gzipSync('{"body":"a"}\n'), gzipSync('{"body":"b"}\n')]), ['a', 'b']],
  ['what is called gzip and is not', 'f/b.jsonl.gz', lines, ['a', undefined, 'b']],
  ['a byte order mark', 'f/bom.jsonl', `\ufeff${lines}`, ['a', undefined, 'b']],
  ['UTF-16', 'f/wide.jsonl', Buffer.from(`\ufeff${lines}`, 'utf16le'), ['a', undefined, 'b']],
  ['carriage returns', 'f/crlf.jsonl', lines.replaceAll('\n', '\r\n'), ['a', undefined, 'b']],
  ['an empty file', 'f/empty.txt', '', [undefined]],
  ['one byte', 'f/one.txt', 'x', ['x']],
  ['two bytes of gzip', 'f/two.txt', Buffer.from([0x1f, 0x8b]), [undefined]],
  ['NUL', 'f/nul.txt', 'a\0b', [undefined]],
  ['gzip in gzip', 'f/twice.txt', gzipSync(gzipSync('a')), [undefined]],
]
for (const [what, name, data, found] of files) {
  test(`reads ${what}`, async () => {
    const path = write(name, data)
    const parsed = await read(path)
    assert.equal(bodies(parsed), found)
    for (const { article, problem } of parsed) {
      if (article === undefined) assert.is(problem?.name, path)
    }
  })
}

test('a cut gzip file gives what came before, and a problem', async () => {
  const text = Array.from({ length: 5000 }, (_, i) => JSON.stringify({ id: i, body: `number ${i} ${Math.sin(i)}` })).join('\n')
  const packed = gzipSync(text)
  const path = write('cut.jsonl.gz', packed.subarray(0, packed.length - 5000))
  const parsed = await read([path, write('after.jsonl', '{"body":"after"}')])
  assert.ok(parsed.length > 1000, `${parsed.length}`)
  const problems = parsed.filter(({ problem }) => problem !== undefined)
  assert.match(problems.at(-1)?.problem?.message ?? '', /a whole gzip file/)
  assert.is(parsed.at(-1)?.article?.body, 'after')
})

test('a bomb is left off', async () => {
  const path = write('bomb.txt.gz', gzipSync(Buffer.alloc(64 * 1024 * 1024, 97)))
  const parsed = await read(path)
  assert.is(parsed.length, 1)
  assert.match(parsed[0].problem?.message ?? '', /more than 100 times its bytes/)
})

test('lines are read in any pieces, with their numbers', async () => {
  const records = Array.from({ length: 3000 }, (_, i) =>
    i % 500 === 7 ? 'bad' : JSON.stringify({ id: i, body: `é${'x'.repeat((i * 37) % 2000)}` }),
  )
  const parsed = await read(write('pieces.jsonl', records.join('\n')))
  assert.is(parsed.length, 3000)
  parsed.forEach(({ article, origin, problem }, i) => {
    assert.is(article?.id, i % 500 === 7 ? undefined : i)
    assert.is(article?.body.length, i % 500 === 7 ? undefined : 1 + ((i * 37) % 2000))
    assert.is(origin?.line ?? problem?.line, i + 1)
  })
})

test('a line above the limit is passed over, and the next are read', async () => {
  const long = `{"body":"${'x'.repeat(17 * 1024 * 1024)}"}`
  const parsed = await read(write('long.jsonl', `{"body":"a"}\n${long}\n{"body":"b"}\n${long}`))
  assert.equal(bodies(parsed), ['a', undefined, 'b', undefined])
  assert.equal(
    parsed.map(({ origin, problem }) => origin?.line ?? problem?.line),
    [1, 2, 3, 4],
  )
})

test('a megabyte without a line feed is one record', async () => {
  const [{ article }] = await read(write('mega.jsonl', JSON.stringify({ body: 'x'.repeat(1e6) })))
  assert.is(article?.body.length, 1e6)
})

test('a folder gives its articles in order, and nothing from outside', async () => {
  write('outside.txt', 'outside')
  write('folder/b.txt', 'b')
  write('folder/a.jsonl', '{"body":"a"}')
  write('folder/z/c.txt', 'c')
  write('folder/z/skipped.png', 'no')
  write('folder/.hidden.txt', 'no')
  write('folder/.git/x.txt', 'no')
  symlinkSync(join(root, 'outside.txt'), join(root, 'folder/link.txt'))
  symlinkSync(join(root, 'folder'), join(root, 'folder/z/loop'))
  symlinkSync('/dev/zero', join(root, 'folder/zero.txt'))
  const fifo = spawnSync('mkfifo', [join(root, 'folder/pipe.txt')])
  assert.ok(fifo.error !== undefined || fifo.status === 0)
  assert.equal(bodies(await read(join(root, 'folder'))), ['a', 'b', 'c'])
  assert.equal(bodies(await read(`${join(root, 'folder')}/`)), ['a', 'b', 'c'])
  assert.equal(bodies(await read(join(root, 'folder/link.txt'))), ['outside'], 'a link that is named is followed')
})

test('patterns give the files they mean', async () => {
  for (const name of ['g/a.txt', 'g/b.md', 'g/in/c.txt', 'g/in/deep/d.txt', 'g/.hidden/e.txt', 'g/[x].txt']) write(name, `# ${name}`)
  const rows: [pattern: string, names: string[]][] = [
    ['g/*.txt', ['g/[x].txt', 'g/a.txt']],
    ['g/?.txt', ['g/a.txt']],
    ['g/?.{txt,md}', ['g/a.txt', 'g/b.md']],
    ['g/**/*.txt', ['g/[x].txt', 'g/a.txt', 'g/in/c.txt', 'g/in/deep/d.txt']],
    ['g/**/d.*', ['g/in/deep/d.txt']],
    ['g/*/c.txt', ['g/in/c.txt']],
    ['g/.hidden/*', ['g/.hidden/e.txt']],
    ['g/[x].txt', ['g/[x].txt']],
  ]
  for (const [pattern, names] of rows) {
    const parsed = await read(join(root, pattern))
    assert.equal(
      parsed.map(({ article }) => article?.headline ?? article?.body.slice(2)),
      names,
      pattern,
    )
  }
  assert.is(await codeOf(read(join(root, 'g/*.none'))), 'E_IO')
})

const labels: [what: string, named: string[], files: string[], labels: string[]][] = [
  ['a file by its whole path', ['/home/me/x.txt'], ['/home/me/x.txt'], ['x.txt']],
  ['a folder by its whole path', ['/home/me/news'], ['/home/me/news/a.txt', '/home/me/news/in/b.txt'], ['news/a.txt', 'news/in/b.txt']],
  ['a folder with a slash behind', ['/home/me/news/'], ['/home/me/news/a.txt'], ['news/a.txt']],
  ['the root', ['/'], ['/a.txt'], ['a.txt']],
  ['a path below, as it was typed', ['data/news'], ['data/news/a.txt'], ['data/news/a.txt']],
  ['a path below with dots', ['./data/../data/x.txt'], ['./data/../data/x.txt'], ['data/x.txt']],
  ['the working folder', ['.'], ['./a.txt'], ['a.txt']],
  ['a path that climbs', ['../../x/news'], ['../../x/news/a.txt'], ['news/a.txt']],
  ['a pattern', ['/home/me/*/{a,b}.txt'], ['/home/me/1/a.txt'], ['1/a.txt']],
  [
    'files alike in two folders',
    ['/home/me/1/a.txt', '/home/me/2/a.txt', '/b.txt'],
    ['/home/me/1/a.txt', '/home/me/2/a.txt', '/b.txt'],
    ['1/a.txt', '2/a.txt', 'b.txt'],
  ],
  ['folders alike in two others', ['/x/news', '/y/news'], ['/x/news/a.txt', '/y/news/a.txt'], ['x/news/a.txt', 'y/news/a.txt']],
  ['the order does not matter', ['/y/news', '/x/news'], ['/y/news/a.txt', '/x/news/a.txt'], ['y/news/a.txt', 'x/news/a.txt']],
  ['a path that ends as another is', ['/a.txt', '/b/a.txt'], ['/a.txt', '/b/a.txt'], ['a.txt', 'b/a.txt']],
  ['one file twice is one', ['/x/a.txt', '/x/../x/a.txt'], ['/x/a.txt', '/x/../x/a.txt'], ['a.txt', 'a.txt']],
]
for (const [what, named, paths, expected] of labels) {
  test(`ids tell nothing of the machine: ${what}`, () => {
    const files = paths.map((path, i) => ({ path, from: folderOf(named[Math.min(i, named.length - 1)]) }))
    assert.equal(labelsOf(files), expected)
  })
}

test('articles without an id have one of their file and place, from where it was named', async () => {
  const record = { body: 'a', headline: 'b' }
  const rows: [name: string, data: string, ids: string[]][] = [
    ['i/a.txt', 'One.', ['a.txt']],
    ['i/b.jsonl', `${JSON.stringify(record)}\n${JSON.stringify(record)}`, ['b.jsonl#1', 'b.jsonl#2']],
    ['i/c.json', JSON.stringify([record, record]), ['c.json#1', 'c.json#2']],
    ['i/d.json', JSON.stringify(record), ['d.json']],
    ['i/e.csv', 'headline,body\nx,y\n', ['e.csv#1']],
    ['i/f.xml', '<rss><channel><item><title>x</title><description>y</description></item></channel></rss>', ['f.xml#1']],
    ['i/g.html', '<h1>x</h1><p>y</p>', ['g.html']],
    ['i/h.md', '# x\n\ny', ['h.md']],
  ]
  for (const [name, data, ids] of rows) {
    assert.equal(
      (await read(write(name, data))).map(({ article }) => article?.id),
      ids,
      name,
    )
  }
  assert.equal(
    (await read(join(root, 'i'))).map(({ article }) => article?.id),
    rows.flatMap(([, , ids]) => ids.map((id) => `i/${id}`)),
  )
  const all = await read([join(root, 'i'), join(root, 'i/a.txt')])
  assert.is(all.at(-1)?.article?.id, all[0].article?.id, 'a file that is named twice is one')
})

test('progress tells packed and unpacked bytes', async () => {
  const text = '{"body":"a"}\n'.repeat(1000)
  const packed = gzipSync(text)
  const path = write('progress.jsonl.gz', packed)
  const seen: unknown[] = []
  await read(path, { onProgress: (progress) => seen.push(progress) })
  assert.equal(seen.at(-1), { bytes: packed.length, totalBytes: packed.length, textBytes: text.length })
})

test('a format can be said', async () => {
  const path = write('said.txt', '{"body":"a"}')
  assert.equal(bodies(await read(path)), ['{"body":"a"}'])
  assert.equal(bodies(await read(path, { format: 'jsonl' })), ['a'])
})

test('paths that cannot be read are typed errors', async () => {
  mkdirSync(join(root, 'bare'))
  assert.is(await codeOf(read(join(root, 'nowhere'))), 'E_IO')
  assert.is(await codeOf(read('a\0b')), 'E_IO')
  assert.is(await codeOf(read(join(root, 'bare'))), 'E_INPUT')
  assert.is(await codeOf(read('/dev/null')), 'E_INPUT')
  assert.is(await codeOf(read(root, { formt: 'json' } as object)), 'E_CONFIG')
  assert.is(await codeOf(read(root, { format: 'jsn' })), 'E_CONFIG')
})

test('bytes are written whole and read back', async () => {
  const path = join(root, 'bytes.bin')
  await writeBytes(path, Uint8Array.from([1, 2, 3]))
  await writeBytes(path, Uint8Array.from([4, 5]))
  assert.equal([...(await readBytes(path))], [4, 5])
  assert.is(await codeOf(readBytes(join(root, 'none'))), 'E_IO')
  assert.is(await codeOf(writeBytes(join(root, 'none/x'), new Uint8Array(1))), 'E_IO')
  assert.is(await codeOf(writeBytes(root, new Uint8Array(1))), 'E_IO')
  assert.is(spawnSync('ls', [dirname(root)], { encoding: 'utf8' }).stdout.includes('.tmp\n'), false, 'nothing is left behind')
})

test('memory stays small however long the input is', () => {
  const line = `${JSON.stringify({ body: 'a storm closed the harbour '.repeat(80) })}\n`
  const path = write('large.jsonl', line.repeat(50000))
  const program = `
    import { readArticles } from ${JSON.stringify(new URL('../../src/node/articles.ts', import.meta.url).href)}
    let count = 0
    for await (const { article } of readArticles([${JSON.stringify(path)}])) if (article) count++
    console.log(count, process.resourceUsage().maxRSS)`
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--max-old-space-size=64', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  const [count, kilobytes] = stdout.split(' ').map(Number)
  assert.is(count, 50000)
  assert.ok(kilobytes < 250000, `${kilobytes} KB at most, for a file of 105 MB`)
})

test.run()
