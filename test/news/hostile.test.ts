// Inputs made to exhaust: each is read in time that grows with its length alone, and gives articles or problems, never a throw.
// time-out: 240 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parseArticles } from '../../src/news/parse.js'

const rows: [what: string, head: string, unit: string, tail?: string][] = [
  ['open elements', '<html>', '<div>'],
  ['paragraphs never closed', '<html><body>', '<p>some words'],
  ['nested elements, again and again', '<html>', `${'<div>'.repeat(90)}x${'</div>'.repeat(90)}`],
  ['a long attribute', '<html><a x="', 'y'],
  ['comments never closed', '<html>', '<!-- '],
  ['signs that open nothing', '<html>', '< '],
  ['scripts never closed', '<html>', '<script>'],
  ['entities', '<html><p>', '&amp;'],
  ['JSON-LD of brackets', '<html><script type="application/ld+json">', '[', '</script>'],
  ['items never closed', '<rss version="2.0"><channel><title>x</title>', '<item>'],
  ['a feed in one line', '<rss version="2.0"><channel><title>x</title>', '<item><title>t</title></item>'],
  ['a deep item', '<rss version="2.0"><channel><item>', '<a>'],
  [
    'declared entities',
    '<!DOCTYPE rss [',
    '<!ENTITY a "&b;&b;">',
    ']><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>',
  ],
  ['quotes that never close', 'headline,body\n', '"x\n'],
  ['quotes that close at the very end', 'headline,body\n', '"x\n', '""'],
  ['one row of many cells', 'headline,body\n', ','],
  ['cues never ended', 'WEBVTT\n\n00:01.000 --> 00:02.000\n', '<v A>'],
  ['speakers', '', 'ANN LEE: yes\n'],
  ['marks of emphasis', '# x\n', '*_[`'],
  ['links never closed', '# x\n', '[a](b '],
  ['bars', '# x\n', '> '],
  ['front matter that never ends', '---\n', 'title: x\n'],
  ['a long header line', 'Date: ', '1 '],
]

async function timeOf(text: string): Promise<number> {
  const started = performance.now()
  let count = 0
  for await (const { article, problem } of parseArticles(text)) {
    assert.ok(article !== undefined || problem !== undefined)
    count++
  }
  assert.ok(count > 0)
  return performance.now() - started
}

for (const [what, head, unit, tail = ''] of rows) {
  test(what, async () => {
    const of = (length: number) => head + unit.repeat(length / unit.length) + tail
    await timeOf(of(5000))
    const short = await timeOf(of(20000))
    const long = await timeOf(of(160000))
    // Eight times the length: what is quadratic takes 64 times as long. What takes no time is not judged.
    assert.ok(long < 300 || long < short * 30, `${short.toFixed(0)} ms, then ${long.toFixed(0)} ms`)
  })
}

test('one bad item of a feed costs only itself', async () => {
  const items = Array.from({ length: 2000 }, (_, i) => (i % 10 === 7 ? `<item><title>${i}<br></item>` : `<item><title>${i}</title></item>`))
  let articles = 0
  let problems = 0
  for await (const { article, problem } of parseArticles(
    `<rss version="2.0"><channel><title>x</title>${items.join('\n')}</channel></rss>`,
  )) {
    if (article !== undefined) articles++
    if (problem !== undefined) problems++
  }
  assert.is(articles, 1800)
  assert.is(problems, 200)
})

test.run()
