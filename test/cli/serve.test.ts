// The server: pages without scripts, JSON, ranges, and what it refuses; and the site that is written as files.
// needs: dist

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openBytes } from '../../src/cli/open.js'
import { localEngine } from '../../src/cli/repl/engine.js'
import { readRange } from '../../src/cli/serve/range.js'
import { serverOf } from '../../src/cli/serve/server.js'
import { openIndex } from '../../src/reader/open.js'
import { mainPath, nodeArguments, rostrum, runHere, threeArticles, withoutNpm, workshop } from './program.js'

const shop = workshop()
const articles = shop.write(
  'three.jsonl',
  `${threeArticles}${JSON.stringify({ id: '<b>&"', headline: '<i>Sly</i> storm', speakers: ['Ann Fox'], body: '<script>alert(1)</script> storm' })}\n` +
    `${JSON.stringify({ id: 'away', headline: 'A levy abroad', url: 'https://levy.example/a', body: 'It was paid.' })}\n` +
    `${JSON.stringify({ id: 'sly', headline: 'Another levy', url: 'https://bank.example@evil.example/', body: 'It was not.' })}\n`,
)
const path = shop.path('three.rostrum')
rostrum(['build', articles, '-o', path])
const bytes = new Uint8Array(readFileSync(path))
const facts = { title: 'A & B', source: 'articles.rostrum', mode: 'worker', facets: ['outlet'], hasServer: true }
const server = serverOf({
  engine: localEngine({ index: await openBytes(bytes) }),
  bytes,
  facts,
  scripts: new Map([['search.js', new TextEncoder().encode('0')]]),
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
const { port } = server.address() as AddressInfo
test.after(() => {
  server.close()
  shop.remove()
})

interface Got {
  status: number
  headers: Record<string, unknown>
  body: Buffer
  text: string
}

function get(address: string, headers: Record<string, string> = {}, method = 'GET', at = port, host = '127.0.0.1'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: at, host, path: address, method, headers: { Connection: 'close', ...headers } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const body = Buffer.concat(parts)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() })
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

const answers: [address: string, status: number, text: RegExp, headers?: Record<string, string>, method?: string][] = [
  [
    '/',
    200,
    /<title>A &amp; B<\/title>.*<rostrum-search page-title src="articles.rostrum" mode="worker" worker="rostrum\/worker.js" facets="outlet">.*<noscript><form action="\/search"/s,
  ],
  ['/search?q=storm', 200, /2 results.*<a href="\/article\?id=b">.*<mark>storm<\/mark>/s],
  ['/search?q=sly', 200, /&lt;i&gt;Sly&lt;\/i&gt;.*&lt;script&gt;/s],
  ['/search?q=%3Cscript%3E', 200, /value="&lt;script&gt;"/],
  // a name that matches does not stand for the text
  ['/search?q=fox', 200, /1 result<.*<p dir="auto">&lt;script&gt;alert\(1\)&lt;\/script&gt; storm<\/p>/s],
  ['/search?q=abroad', 200, /<a href="https:\/\/levy\.example\/a">A levy abroad<.*<a href="\/article\?id=away">Read here</],
  // what stands before the host of an address looks like one
  ['/search?q=another', 200, /<a href="\/article\?id=sly">Another levy<\/a><\/h2>(?!.*Read here)/],
  ['/search?q=zzz', 200, /0 results<\/p>\n<ol/],
  ['/search?q=strom', 200, /0 results<\/p>\n<p>Did you mean <a href="\/search\?q=storm">storm<\/a>\?<\/p>/],
  ['/search?q=%22strom%22+-%3Ci%3E', 200, /Did you mean <a href="\/search\?q=%22storm%22%20-%3Ci%3E">&quot;storm&quot; -&lt;i&gt;<\/a>/],
  // what is sent is finished: no word of it is taken for a beginning, as the last one is while it is typed
  ['/search?q=sto', 200, /0 results/],
  ['/search?q=sto*', 200, /2 results/],
  ['/search?q=harbour&offset=1', 200, /2 results.*<ol start="2">.*Previous/s],
  [`/search?q=${'('.repeat(400)}`, 200, /role="alert"|0 results/],
  ['/article?id=a', 200, /<h2 dir="auto">Harbour reopens<\/h2>.*Ships came at dawn/s],
  ['/article?id=3', 200, /We measured the tide/],
  ['/article?id=none', 404, /no such article/],
  ['/api/search?q=storm&limit=1', 200, /"count":2,.*"hits":\[\{"number":1/],
  ['/api/search?q=harbour&filter=published:2017-11', 200, /"count":1/],
  ['/api/search?q=harbour+dawn&words=all', 200, /"count":1/],
  ['/api/search?q=x&limit=101', 400, /limit up to 100/],
  ['/api/search?q=x&offset=-1', 400, /whole numbers/],
  ['/page.css', 200, /color-scheme/],
  ['/icon.svg', 200, /^<svg xmlns/],
  ['/rostrum/search.js', 200, /^0$/],
  ['/rostrum/other.js', 404, /nothing here/],
  ['/rostrum/../package.json', 404, /nothing here/],
  ['/nothing', 404, /nothing here/],
  ['/../../etc/passwd', 404, /nothing here/],
  ['/', 405, /Only GET/, {}, 'POST'],
  ['/', 421, /127\.0\.0\.1 and localhost/, { Host: 'evil.example' }],
  ['/', 421, /./, { Host: 'localhost.evil.example' }],
  ['/', 200, /./, { Host: 'LOCALHOST:1' }],
]
for (const [address, status, text, headers, method] of answers) {
  test(`${method ?? 'GET'} ${address.slice(0, 50)} ${JSON.stringify(headers ?? {})}`, async () => {
    const got = await get(address, headers, method)
    assert.is(got.status, status)
    assert.match(got.text, text)
    assert.match(String(got.headers['content-security-policy']), /default-src 'none'.*require-trusted-types-for/)
    assert.is(got.headers['x-content-type-options'], 'nosniff')
  })
}

test('the file comes whole, in ranges, or not again', async () => {
  const whole = await get('/articles.rostrum')
  assert.ok(whole.body.equals(bytes))
  const tag = String(whole.headers.etag)
  const part = await get('/articles.rostrum', { Range: 'bytes=2-5', 'If-Range': tag })
  assert.is(part.status, 206)
  assert.is(part.headers['content-range'], `bytes 2-5/${bytes.length}`)
  assert.ok(part.body.equals(bytes.subarray(2, 6)))
  assert.is((await get('/articles.rostrum', { Range: 'bytes=2-5', 'If-Range': '"other"' })).status, 200)
  assert.is((await get('/articles.rostrum', { Range: `bytes=${bytes.length}-` })).status, 416)
  assert.is((await get('/articles.rostrum', { 'If-None-Match': tag })).status, 304)
  const head = await get('/articles.rostrum', {}, 'HEAD')
  assert.is(head.body.length, 0)
  assert.is(head.headers['content-length'], String(bytes.length))
})

test('ranges as the RFC has them', () => {
  const rows: [header: string | undefined, range: ReturnType<typeof readRange>][] = [
    [undefined, 'whole'],
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=5-', { start: 5, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-30', { start: 0, end: 10 }],
    ['bytes=8-99', { start: 8, end: 10 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['bytes=-', 'whole'],
    ['lines=0-1', 'whole'],
    ['bytes=a-b', 'whole'],
  ]
  for (const [header, range] of rows) assert.equal(readRange(header, 10), range, String(header))
})

test('a site is written as files that name only each other', async () => {
  const site = shop.path('site')
  const { code, stdout, stderr } = await runHere(['export', site, path, '--title', 'Our <archive>'])
  assert.is(stderr, '')
  assert.is(code, 0)
  assert.match(stdout, /^6 documents, .* in \d+ files in /)
  assert.equal(readdirSync(site).sort(), ['articles.rostrum', 'icon.svg', 'index.html', 'page.css', 'rostrum'])
  assert.ok(['search.js', 'worker.js'].every((name) => readdirSync(`${site}/rostrum`).includes(name)))
  const page = readFileSync(`${site}/index.html`, 'utf8')
  assert.match(page, /<title>Our &lt;archive&gt;<\/title>\n<link rel="icon" type="image\/svg\+xml" href="icon.svg">/)
  assert.match(page, /<rostrum-search page-title /)
  assert.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'/)
  for (const [, name] of page.matchAll(/(?:src|href|worker)="([^"]+)"/g)) assert.ok(existsSync(`${site}/${name}`), name)
  const exported = openIndex(new Uint8Array(readFileSync(`${site}/articles.rostrum`)))
  assert.equal(exported.search('storm'), openIndex(bytes).search('storm'))
  // the index is for reading by ranges now: it can be served and exported again
  assert.is((await runHere(['export', shop.path('again'), `${site}/articles.rostrum`, '-q'])).code, 0)
  assert.ok(readFileSync(`${shop.path('again')}/articles.rostrum`).equals(readFileSync(`${site}/articles.rostrum`)))
})

test('what is published does not tell where it was made', async () => {
  mkdirSync(shop.path('wire'))
  shop.write('wire/one.txt', 'Storm over the harbour.')
  const site = shop.path('told')
  assert.is((await runHere(['export', site, shop.path('wire'), shop.write('two.txt', 'A storm again.'), '-q'])).code, 0)
  const exported = openIndex(new Uint8Array(readFileSync(`${site}/articles.rostrum`)))
  const ids = exported.search('storm').hits.map(({ id }) => id)
  assert.equal(ids.sort(), ['two.txt', 'wire/one.txt'])
})

test('a site can be a page that holds its index', async () => {
  const site = shop.path('embedded')
  assert.is((await runHere(['export', site, path, '--embed', '--quiet'])).code, 0)
  assert.equal(readdirSync(site).sort(), ['icon.svg', 'index.html', 'page.css', 'rostrum'])
  assert.equal(readdirSync(`${site}/rostrum`), ['rostrum.min.js'])
  const [, base64] = /<script type="text\/plain" id="index">([^<]+)<\/script>/.exec(
    readFileSync(`${site}/index.html`, 'utf8'),
  ) as RegExpExecArray
  assert.ok(Buffer.from(base64, 'base64').equals(bytes))
})

/** The program, once it listens; what ends it gives its exit code and all that it said. */
async function started(args: readonly string[]): Promise<{ port: number; end: (signal: NodeJS.Signals) => Promise<unknown[]> }> {
  const child = spawn(process.execPath, [...nodeArguments, mainPath, 'serve', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let [said, written] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written += text
      const found = /^6 documents at http:\/\/127\.0\.0\.1:(\d+)\/ \(Ctrl-C to stop\)\n$/.exec(written)
      if (found !== null) resolve(Number(found[1]))
    })
    child.on('exit', () => reject(new Error(`ended: ${written}${said}`)))
  })
  return {
    port,
    async end(signal) {
      child.kill(signal)
      return [...(await ended), withoutNpm(said)]
    },
  }
}

test('the program serves the page, answers and the file on this machine alone, and stops when it is told to', async () => {
  for (const [args, signal] of [
    [[path, '--title', 'A & B'], 'SIGINT'],
    [[articles, '--quiet'], 'SIGTERM'],
  ] as const) {
    const { port: own, end } = await started([...args, '--port', '0'])
    const rows: [address: string, status: number, text: RegExp, headers?: Record<string, string>, method?: string][] = [
      ['/', 200, /<rostrum-search [^>]*src="articles.rostrum" mode="worker-whole"/],
      ['/search?q=storm', 200, /2 results.*<a href="\/article\?id=b">.*<mark>storm<\/mark>/s],
      ['/api/search?q=storm&limit=1', 200, /^\{.*"count":2.*"hits":\[\{"number":1.*\}\n$/],
      ['/articles.rostrum', 206, /^Rost/, { Range: 'bytes=0-3' }],
      ['/rostrum/search.js', 200, /./],
      ['/rostrum/worker.js', 200, /./],
      ['/', 421, /127\.0\.0\.1 and localhost/, { Host: `evil.example:${own}` }],
      ['/articles.rostrum', 421, /./, { Host: `127.0.0.1.evil.example:${own}` }],
      ['/api/search?q=storm', 405, /Only GET/, {}, 'POST'],
      ['/articles.rostrum', 405, /Only GET/, {}, 'PUT'],
      ['/../../etc/passwd', 404, /nothing here/],
      ['/rostrum/../../package.json', 404, /nothing here/],
      ['/rostrum/..%2f..%2fpackage.json', 404, /nothing here/],
      ['/rostrum/..%5c..%5cpackage.json', 404, /nothing here/],
      ['/%2e%2e/%2e%2e/etc/passwd', 404, /nothing here/],
    ]
    for (const [address, status, text, headers, method] of rows) {
      const got = await get(address, headers, method, own)
      assert.is(got.status, status, address)
      assert.match(got.text, text)
      assert.match(String(got.headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
      for (const [name, value] of [
        ['x-content-type-options', 'nosniff'],
        ['referrer-policy', 'no-referrer'],
        ['cross-origin-resource-policy', 'same-origin'],
        ['cross-origin-opener-policy', 'same-origin'],
      ])
        assert.is(got.headers[name], value, `${name} of ${address}`)
      assert.is(got.headers['access-control-allow-origin'], undefined)
      assert.is(got.headers.location, undefined)
    }
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)
    if (outside !== undefined) {
      const refused = await get('/', {}, 'GET', own, outside.address).catch((error: NodeJS.ErrnoException) => error.code)
      assert.is(refused, 'ECONNREFUSED', 'nobody else may ask')
    }
    // somebody is still there, and is not waited for
    const waiting = connect(own, '127.0.0.1')
    await once(waiting, 'connect')
    waiting.on('error', () => undefined)
    const [code, killed, said] = await end(signal)
    assert.is(killed, null)
    assert.is(code, 0, String(said))
    assert.is(said, '')
    waiting.destroy()
    assert.is(await get('/', {}, 'GET', own).catch((error: NodeJS.ErrnoException) => error.code), 'ECONNREFUSED')
  }
})

test('a port that is taken is said', async () => {
  const { code, stderr } = rostrum(['serve', path, '--port', String(port), '-q'])
  assert.is(code, 5)
  assert.match(stderr, /Expected port \d+ of 127\.0\.0\.1 to be free, got EADDRINUSE\. Name another with --port/)
})

test('what is missing is said', async () => {
  assert.match((await runHere(['export', shop.path('x')])).stderr, /Expected a folder, and an index file or articles, got no index/)
  assert.match((await runHere(['serve'])).stderr, /Expected an index file/)
  assert.match(
    (await runHere(['export', shop.path('x'), path, '--facets', 'body'])).stderr,
    /keyword fields after --facets, got "body"\. Known: outlet/,
  )
})

test.run()
