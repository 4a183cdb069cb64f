// What an article shows and becomes: a derived headline, a document of the news schema.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { derivedHeadline } from '../../src/news/article.js'
import { newsDocument, newsSchema } from '../../src/news/schema.js'

const headlines: [body: string, headline: string][] = [
  ['Rain fell. Then it stopped.', 'Rain fell.'],
  ['The U.S. President met Gov. Lee. They spoke.', 'The U.S. President met Gov. Lee.'],
  ['“It rained!” she said. Then it stopped.', '“It rained!”'],
  ['He spent 1.5 million. Then more.', 'He spent 1.5 million.'],
  ['One line\nwithout an end', 'One line without an end'],
  ['', ''],
  [`${'word '.repeat(40)}end.`, `${'word '.repeat(23)}word…`],
  ['x'.repeat(200), `${'x'.repeat(119)}…`],
  [`${'x'.repeat(118)}😀😀`, `${'x'.repeat(118)}…`],
]
for (const [body, headline] of headlines) {
  test(`derives ${JSON.stringify(headline.slice(0, 40))}`, () => {
    assert.is(derivedHeadline(body), headline)
  })
}

test('a document has the fields of the schema and nothing else', () => {
  const document = newsDocument({
    id: 1,
    headline: 'H',
    derivedHeadline: 'D',
    body: '“It is wet.” Lee Park said.',
    author: 'A',
    outlet: 'O',
    published: '2017-11-02',
    url: 'u',
    section: 'S',
    speakers: ['P'],
    place: 'X',
    turns: [{ speaker: 'P', text: 'It is wet.', startTime: 1, endTime: 2, url: 'u#t=1' }],
  })
  const { turns = [], quotations = [], ...own } = document
  const itemNames = ['parts', 'mention', 'reportedBy', 'cue', ...Object.keys(quotations[0])]
  const names = [
    ...Object.keys(own),
    ...[...new Set(itemNames)].map((name) => `quotations.${name}`),
    ...Object.keys(turns[0]).map((name) => `turns.${name}`),
  ]
  assert.equal(names.sort(), ['id', ...newsSchema.storeFields].sort())
  assert.equal(document.speaker, ['P'])
  for (const field of Object.keys(newsSchema.fields)) assert.ok(names.includes(field), field)
})

test('a document has no date where it cannot be read', () => {
  assert.equal(newsDocument({ id: 'a', body: 'B', published: '03/04/2017' }), { id: 'a', body: 'B' })
})

test.run()
