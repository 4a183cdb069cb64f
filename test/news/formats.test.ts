// The article formats: what each reads, in each vocabulary, and that a bad record costs only itself.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Article, ParsedArticle } from '../../src/news/article.js'
import { detectFormat, formats } from '../../src/news/formats.js'
import { parseArticles } from '../../src/news/parse.js'

const read = async (input: string | Uint8Array, name?: string, format?: string): Promise<ParsedArticle[]> => {
  const list: ParsedArticle[] = []
  for await (const parsed of parseArticles(input, { name, format })) list.push(parsed)
  return list
}
/** The one article of an input, without what is derived from it. */
const one = async (input: string | Uint8Array, name?: string): Promise<Partial<Article>> => {
  const parsed = await read(input, name)
  assert.is(parsed.length, 1, JSON.stringify(parsed))
  assert.is(parsed[0].problem, undefined)
  const { derivedHeadline, publishedTime, publishedText, ...article } = parsed[0].article as Article
  assert.is(derivedHeadline === undefined, article.headline !== undefined || article.body === '')
  assert.is(publishedTime === undefined, publishedText === undefined)
  return article
}
const bodies = (parsed: ParsedArticle[]): unknown[] => parsed.map(({ article }) => article?.body)

const texts: [what: string, text: string, expected: Partial<Article>][] = [
  [
    'every header, a blank line, the body, a footer',
    'Headline: Harbour reopens\nAuthor: Ada Byron\n\nPosted on: The Lamp | November 2nd, 2017\n\n\nThe harbour is open.\nShips came «at dawn».\n\nRead at: https://lamp.example/1\n',
    {
      id: 'https://lamp.example/1',
      headline: 'Harbour reopens',
      author: 'Ada Byron',
      outlet: 'The Lamp',
      published: '2017-11-02',
      url: 'https://lamp.example/1',
      body: 'The harbour is open.\nShips came «at dawn».',
    },
  ],
  [
    'no headline, an empty footer',
    'Author: Ada Byron\n\nPosted on: UPA | 2 Nov 2017\n\nA body.\n\nRead at:',
    { id: 'a.txt', author: 'Ada Byron', outlet: 'UPA', published: '2017-11-02', body: 'A body.' },
  ],
  [
    'headers in another order',
    'Posted on: UPA | 2017-11-02\nHeadline: H\nAuthor: A\nBody here.',
    { id: 'a.txt', headline: 'H', author: 'A', outlet: 'UPA', published: '2017-11-02', body: 'Body here.' },
  ],
  ['no headers at all', 'Just a body.\n\nOf two paragraphs.', { id: 'a.txt', body: 'Just a body.\n\nOf two paragraphs.' }],
  [
    'the address on the line after the label',
    'A body.\n\nRead at:\n\nhttps://lamp.example/2\n',
    { id: 'https://lamp.example/2', url: 'https://lamp.example/2', body: 'A body.' },
  ],
  ['an address that is no footer', 'A body.\nhttps://lamp.example/3', { id: 'a.txt', body: 'A body.\nhttps://lamp.example/3' }],
  [
    'carriage returns',
    'Headline: H\r\nAuthor: A\r\n\r\nOne.\r\nTwo.\r\nRead at: https://lamp.example/4\r\n',
    { id: 'https://lamp.example/4', headline: 'H', author: 'A', url: 'https://lamp.example/4', body: 'One.\nTwo.' },
  ],
  ['a date alone', 'Posted on: 2 November 2017\n\nBody.', { id: 'a.txt', published: '2017-11-02', body: 'Body.' }],
  ['an outlet alone', 'Posted on: The Lamp |\n\nBody.', { id: 'a.txt', outlet: 'The Lamp', body: 'Body.' }],
  [
    'date before outlet',
    'Posted on: 2 November 2017 | The Lamp\n\nBody.',
    { id: 'a.txt', outlet: 'The Lamp', published: '2017-11-02', body: 'Body.' },
  ],
  [
    'an outlet with a bar',
    'Posted on: Lamp | Online | 2 November 2017\n\nBody.',
    { id: 'a.txt', outlet: 'Lamp | Online', published: '2017-11-02', body: 'Body.' },
  ],
  [
    'a header word twice: the second is text',
    'Title: H\nTitle: not a header\nBody.',
    { id: 'a.txt', headline: 'H', body: 'Title: not a header\nBody.' },
  ],
  ['a colon in the first line', 'LONDON: Rain fell.\nAuthor: nobody', { id: 'a.txt', body: 'LONDON: Rain fell.\nAuthor: nobody' }],
  [
    'several authors and speakers',
    'Author: A\nAuthor: B\nSpeakers: Ann Lee; Bo Ray\nSection: Sea\nId: x7\n\nBody.',
    { id: 'x7', author: ['A', 'B'], speakers: ['Ann Lee', 'Bo Ray'], section: 'Sea', body: 'Body.' },
  ],
  ['a headline without a body', 'Headline: Only this', { id: 'a.txt', headline: 'Only this', body: '' }],
  ['text that begins with a bracket', '[Wire] Rain fell.', { id: 'a.txt', body: '[Wire] Rain fell.' }],
]
for (const [what, text, expected] of texts) {
  test(`text: ${what}`, async () => {
    assert.equal(await one(text, 'a.txt'), expected)
    assert.equal(await one('\ufeff' + text, 'a.txt'), expected, 'behind a byte order mark')
    assert.equal(await one(new TextEncoder().encode('\ufeff' + text), 'a.txt'), expected, 'as bytes')
    const wide = new Uint8Array(new Uint16Array([...('\ufeff' + text)].map((character) => character.charCodeAt(0))).buffer)
    assert.equal(await one(wide, 'a.txt'), expected, 'as UTF-16')
  })
}

const records: [what: string, record: object, expected: Partial<Article>][] = [
  [
    'plain',
    {
      id: 'a1',
      headline: ' H ',
      author: 'A',
      outlet: 'O',
      date: 'Nov. 2, 2017',
      url: 'https://lamp.example/a',
      section: 'S',
      speakers: ['P', 'Q'],
      body: 'B',
    },
    {
      id: 'a1',
      headline: 'H',
      author: 'A',
      outlet: 'O',
      published: '2017-11-02',
      url: 'https://lamp.example/a',
      section: 'S',
      speakers: ['P', 'Q'],
      body: 'B',
    },
  ],
  [
    'other plain names',
    { id: 7, title: 'H', source: { id: 'o', name: 'O' }, text: 'B', speaker: 'P', Date: '2017' },
    { id: 7, headline: 'H', outlet: 'O', published: '2017', speakers: ['P'], body: 'B' },
  ],
  [
    'schema.org',
    {
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      '@id': 'https://lamp.example/b#article',
      headline: 'H',
      alternativeHeadline: 'not this',
      author: [
        { '@type': 'Person', name: 'A' },
        { '@type': 'Person', name: 'B' },
      ],
      datePublished: '2017-11-02T10:15:30+01:00',
      publisher: { '@type': 'Organization', name: 'O', logo: { url: 'x' } },
      articleBody: 'B',
      articleSection: ['S', 'T'],
      mainEntityOfPage: { '@type': 'WebPage', '@id': 'https://lamp.example/b' },
    },
    {
      id: 'https://lamp.example/b#article',
      headline: 'H',
      author: ['A', 'B'],
      outlet: 'O',
      published: '2017-11-02T09:15:30.000Z',
      url: 'https://lamp.example/b',
      section: 'S',
      body: 'B',
    },
  ],
  [
    'ninjs 1',
    {
      uri: 'http://wire.example/1',
      headline: 'H',
      byline: 'By Ada Byron',
      versioncreated: '2017-11-02T10:15:30Z',
      body_text: 'B',
      body_xhtml: '<p>B</p>',
      provider: 'O',
      located: 'Oslo',
    },
    {
      id: 'http://wire.example/1',
      headline: 'H',
      author: 'Ada Byron',
      outlet: 'O',
      published: '2017-11-02T10:15:30.000Z',
      url: 'http://wire.example/1',
      place: 'Oslo',
      body: 'B',
    },
  ],
  [
    'ninjs 2 and 3',
    {
      uri: 'tag:wire,2017:2',
      headlines: [
        { role: 'main', value: 'H' },
        { role: 'short', value: 'h' },
      ],
      by: 'By A and B',
      versionCreated: '2017-11-02T10:15:30Z',
      firstCreated: '2017-11-01T00:00:00Z',
      bodies: [
        { role: 'web', contentType: 'text/html', value: '<p>B</p>' },
        { role: 'plain', contentType: 'text/plain', value: 'B' },
      ],
      infoSources: [{ role: 'x', name: 'O' }],
    },
    { id: 'tag:wire,2017:2', headline: 'H', author: 'A and B', outlet: 'O', published: '2017-11-02T10:15:30.000Z', body: 'B' },
  ],
  [
    'JSON Feed',
    { id: 'f', title: 'H', content_text: 'B', date_published: '2017-11-02', authors: [{ name: 'A' }] },
    { id: 'f', headline: 'H', author: 'A', published: '2017-11-02', body: 'B' },
  ],
  ['paragraphs', { id: 'p', body: ['One.', '', 'Two.'] }, { id: 'p', body: 'One.\n\nTwo.' }],
  [
    'blank values are passed over',
    { id: '', headline: null, title: 'H', body: '  ', text: 'B', url: 'https://lamp.example/c', author: [] },
    { id: 'https://lamp.example/c', headline: 'H', url: 'https://lamp.example/c', body: 'B' },
  ],
  [
    'names of every prototype',
    JSON.parse('{"id":"x","body":"B","__proto__":{"headline":"no"},"constructor":"no","toString":"no","hasOwnProperty":1}'),
    { id: 'x', body: 'B' },
  ],
]
for (const [what, record, expected] of records) {
  test(`json: ${what}`, async () => {
    const line = JSON.stringify(record)
    assert.equal(await one(line), expected, 'alone')
    assert.equal(await one(JSON.stringify(record, null, 2)), expected, 'on several lines')
    assert.equal(await one(`[${line}]`), expected, 'in an array')
    assert.equal(await one(`${line}\n`, 'x.jsonl'), expected, 'in a line')
    for (const name of ['articles', 'items', 'hits', 'data', '@graph'])
      assert.equal(await one(`{ "title": "Feed", "${name}" : [${line}] }`), expected, name)
  })
}

test('an answer of a search engine gives its sources', async () => {
  const answer = { took: 1, hits: { total: 1, hits: [{ _id: 'e1', _source: { headline: 'H', body: 'B' } }] } }
  assert.equal(await one(JSON.stringify(answer)), { id: 'e1', headline: 'H', body: 'B' })
})

test('a graph gives its articles only', async () => {
  const graph = {
    '@graph': [
      { '@type': 'WebSite', name: 'Site' },
      { '@type': ['NewsArticle'], '@id': 'n', headline: 'H', articleBody: 'B' },
      { '@type': 'Person', name: 'A' },
    ],
  }
  assert.equal(await one(JSON.stringify(graph)), { id: 'n', headline: 'H', body: 'B' })
  const empty = await read(JSON.stringify({ '@graph': [{ '@type': 'WebSite', name: 'Site' }] }))
  assert.match(empty[0].problem?.message ?? '', /an article in the graph/)
})

test('ids are derived: url, else name and number, else the text', async () => {
  assert.equal(
    (await read('{"body":"a"}\n\n{"body":"b"}', 'x.jsonl')).map(({ article }) => article?.id),
    ['x.jsonl#1', 'x.jsonl#3'],
  )
  assert.equal(
    (await read('[{"body":"a"},{"body":"b"}]', 'x.json')).map(({ article }) => article?.id),
    ['x.json#1', 'x.json#2'],
  )
  const id = (await one('a body')).id
  assert.match(String(id), /^article-[0-9a-f]{16}$/)
  assert.is((await one('a body')).id, id)
  assert.is.not((await one('another body')).id, id)
})

test('an unreadable date keeps the article and says so', async () => {
  const [{ article, problem }] = await read('{"id":"a","body":"b","date":"03/04/2017"}', 'x.jsonl')
  assert.is(article?.published, '03/04/2017')
  assert.match(problem?.message ?? '', /day first or month first/)
  assert.is(problem?.line, 1)
  assert.is(problem?.name, 'x.jsonl')
})

test('json lines: a bad line is one problem with its number', async () => {
  const parsed = await read('{"body":"a"}\n{"body":\n\nnull\n"x"\n[1]\n{}\n{"body":"b"}\r\n', 'x.jsonl')
  assert.equal(bodies(parsed), ['a', undefined, undefined, undefined, undefined, undefined, 'b'])
  assert.equal(
    parsed.map(({ problem }) => problem?.line),
    [undefined, 2, 4, 5, 6, 7, undefined],
  )
})

const damaged: [what: string, json: string, found: unknown[]][] = [
  ['a bad value', '[{"body":"a"},\n{"body": nope},\n{"body":"b"}]', ['a', undefined, 'b']],
  ['an unclosed string', '[{"body":"a"},\n{"body":"x},\n{"body":"b"}]', ['a', undefined, 'b']],
  ['an unclosed object', '[{"body":"a"},\n{"body":"x",\n{"body":"b"}]', ['a', undefined, 'b']],
  ['an object after an object', '[{"body":"a"},{"body":"x" {"c":1}},{"body":"b"}]', ['a', undefined, undefined, 'b']],
  ['an unclosed array inside', '[{"body":"a"},{"tags":[1,2},{"body":"b"}]', ['a', undefined, 'b']],
  ['no comma between', '[{"body":"a"}{"body":"b"}]', ['a', 'b']],
  ['things that are no records', '[1,"x",null,[{}],{"body":"b"}]', [undefined, undefined, undefined, undefined, 'b']],
  ['cut off', '[{"body":"a"},{"body":"b"},{"bo', ['a', 'b', undefined, undefined]],
  ['cut off in a list', '{"articles":[{"body":"a"},{"body":"b"', ['a', undefined, undefined]],
  ['never closed', '[{"body":"a"}', ['a', undefined]],
  ['something after', '[{"body":"a"}] {"body":"b"}', ['a', undefined]],
  ['closed twice', '[{"body":"a"}]]', ['a', undefined]],
  ['brackets in strings', '[{"body":"a ] } \\" , ["},{"body":"b"}]', ['a ] } " , [', 'b']],
]
for (const [what, json, found] of damaged) {
  test(`json: ${what}`, async () => {
    const parsed = await read(json, 'x.json')
    assert.equal(bodies(parsed), found)
    for (const { article, problem } of parsed) assert.ok((article === undefined) !== (problem === undefined))
  })
}

test('json: problems know their line', async () => {
  const parsed = await read('[\n {"body":"a"},\n\n {"body": nope},\n {\n "body":"b"}, 5 ]', 'x.json')
  assert.equal(
    parsed.map(({ problem }) => problem?.line),
    [undefined, 4, undefined, 6],
  )
})

const detected: [head: string, name: string, format: string][] = [
  ['{"body":"a"}\n{"body":"b"}', '', 'jsonl'],
  ['{"body":"a"}\n{"body":"b"}', 'x.json', 'jsonl'],
  ['{"body": bad}\n{"body":"b"}', '', 'jsonl'],
  ['{"body":"a"}', '', 'json'],
  ['{"articles":[{"body":"a"}]}', '', 'json'],
  [`{"body":"${'a'.repeat(70000)}`, '', 'jsonl'],
  [`{ "articles":[{"body":"${'a'.repeat(70000)}`, '', 'json'],
  ['{\n  "body": "a"\n}', '', 'json'],
  ['[{"body":"a"}]', '', 'json'],
  ['[]', '', 'json'],
  ['[Wire] Rain.', '', 'text'],
  ['[{"body":"a"}]', 'x.TXT', 'text'],
  ['{"body":"a"}', 'x.jsonl.gz', 'jsonl'],
  ['{"body":"a"}', 'dir.txt/x.ndjson', 'jsonl'],
  ['anything', 'x.json', 'json'],
  ['', '', 'text'],
]
for (const [head, name, format] of detected) {
  test(`detects ${format} in ${JSON.stringify(head.slice(0, 30))} called ${JSON.stringify(name)}`, async () => {
    assert.is(detectFormat(head, name).name, format)
  })
}

test('hostile inputs give problems, never a throw, in every format', async () => {
  const deep = '['.repeat(200000)
  const inputs: [what: string, input: string | Uint8Array][] = [
    ['nothing', ''],
    ['white space', ' \r\n\t'],
    ['a byte order mark', '\ufeff'],
    ['NUL', 'a\0b'],
    ['bytes', Uint8Array.from({ length: 512 }, (_, i) => (i * 37) & 255)],
    ['deep arrays', deep],
    ['a deep record', `{"body":${deep}`],
    ['deep closed record', `{"tags":${deep}${']'.repeat(200000)}}`],
    ['deep objects', '{"a":'.repeat(200000)],
    ['quotes', '"'.repeat(1000)],
    ['backslashes', `{"body":"${'\\'.repeat(9999)}`],
    ['a member without a value', '{"body"'],
    ['a member with a colon', '{"articles":'],
    ['a lone surrogate escape', '{"\\ud800":1'],
  ]
  for (const [what, input] of inputs) {
    for (const { name } of formats) {
      for (const { article, problem } of await read(input, 'x', name)) {
        assert.ok(article !== undefined || problem !== undefined, what)
        if (problem !== undefined) assert.match(problem.message, /^Expected .+, got .+\. .+/s, `${what}: ${problem.message}`)
      }
    }
  }
  assert.ok(!Object.hasOwn(Object.prototype, 'headline'))
})

test('a long record is read, one above 16 Mi is a problem', async () => {
  const body = 'word '.repeat(200000)
  assert.is((await one(JSON.stringify({ id: 'a', body }), 'x.jsonl')).body?.length, body.length - 1)
  const huge = JSON.stringify({ body: 'x'.repeat(16 * 1024 * 1024) })
  for (const [input, name] of [
    [`${huge}\n{"body":"b"}`, 'x.jsonl'],
    [`[${huge},{"body":"b"}]`, 'x.json'],
  ]) {
    const parsed = await read(input, name)
    assert.equal(bodies(parsed), [undefined, 'b'])
    assert.match(parsed[0].problem?.message ?? '', /at most 16777216/)
  }
  assert.match((await read('x'.repeat(16 * 1024 * 1024 + 1), 'x.txt'))[0].problem?.message ?? '', /at most/)
})

test('a body in markup alone gives its text', async () => {
  const html = '<p>B &amp; <b>C</b></p><p>D<br>E</p><script>no</script>'
  for (const record of [
    { bodies: [{ contenttype: 'text/html', value: html }] },
    { body_html: html },
    { body_xhtml: html },
    { content_html: html },
    { body: html },
  ]) {
    assert.is((await read(JSON.stringify(record)))[0].article?.body, 'B & C\n\nD\nE')
  }
  assert.is((await read('{"body":"if a < b, <b> is bold"}'))[0].article?.body, 'if a < b, <b> is bold')
})

test('misuse is a typed error', async () => {
  const code = (call: () => unknown): unknown => {
    try {
      call()
    } catch (error) {
      return (error as { code?: unknown }).code
    }
    return undefined
  }
  assert.is(
    code(() => parseArticles('x', { formt: 'json' } as object)),
    'E_CONFIG',
  )
  assert.is(
    code(() => parseArticles('x', { format: 'jason' })),
    'E_CONFIG',
  )
  assert.is(
    code(() => parseArticles(5 as unknown as string)),
    'E_INPUT',
  )
})

test.run()
