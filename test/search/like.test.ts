// More like this: the words that tell most, of a document or a text; the document itself left out; what cannot be read is refused with a cure.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { and, range } from '../../src/query/builders.js'
import { formatQuery } from '../../src/query/format.js'
import { openIndex } from '../../src/reader/open.js'
import { type LikeOptions, likeNames } from '../../src/search/like.js'
import { throws } from '../index/thrown.js'

const documents = [
  { id: 1, headline: 'Ice road opens', body: 'The ice road to the harbor opened. Lorries use the ice road in winter.', words: 1 },
  { id: 2, headline: 'Ice road closed', body: 'Lorries broke through the ice on the road; the ministry closed it.', words: 2 },
  { id: 3, headline: 'Carbon tax', body: 'The ministry voted on the carbon tax, the tax on carbon.', words: 3 },
  { id: 4, headline: 'Tax vote', body: 'A vote on the carbon tax was put off. The road is long.', words: 4 },
  { id: 5, headline: 'Weather', body: 'Ice in winter, rain in summer.', words: 5 },
  { id: 6, headline: 'Harbor strike', body: 'Workers at the harbor went on strike.', words: 6 },
]
const options = { fields: { headline: { boost: 3 }, body: {}, words: { type: 'number' } }, analyzer: 'english' } as const
const index = new Index<(typeof documents)[0]>({ ...options, storeFields: ['headline', 'body'] })
index.addAll(documents)
const reader = openIndex<(typeof documents)[0]>(index.toBytes())
const unstored = new Index<(typeof documents)[0]>(options)
unstored.addAll(documents)

/** Options, the query. */
const rows: [LikeOptions, string][] = [
  [{ id: 1, maxTerms: 3 }, 'ice OR road OR harbor'],
  [{ id: 3, maxTerms: 2 }, 'carbon OR tax'],
  [{ id: 3, maxTerms: 1, fields: ['body'] }, 'body:carbon'],
  [{ id: 3, maxTerms: 1, fields: ['body', 'headline'] }, '(body:carbon | headline:carbon)'],
  [{ id: 1, minTermFrequency: 3 }, 'ice OR road'],
  [{ id: 2, minDocumentFrequency: 1, maxDocumentPart: 0.2, maxTerms: 2 }, 'closed OR broke'],
  [{ id: 6, minDocumentFrequency: 3 }, '-*'],
  [{ text: 'Tax on carbon? Unheard of. Carbon!', maxTerms: 5 }, 'carbon OR tax'],
  [{ text: '' }, '-*'],
]

for (const [name, asked] of [
  ['index', index],
  ['reader', reader],
] as const) {
  for (const [like, query] of rows) {
    test(`${JSON.stringify(like)} of the ${name}`, () => assert.is(formatQuery(asked.moreLikeThis(like)), query))
  }

  test(`similar documents of the ${name}`, () => {
    const { hits, count } = asked.similar(1)
    assert.is(hits[0].id, 2)
    assert.is(count, hits.length)
    assert.not.ok(hits.some(({ id }) => id === 1))
    const [first, second] = hits
    assert.equal(
      asked.similar(1, { limit: 1, offset: 1 }).hits.map(({ id }) => id),
      [second.id],
    )
    assert.equal(
      asked.similar(1, { limit: 1, maxTerms: 2 }).hits.map(({ id }) => id),
      [first.id],
    )
    const limited = asked.similar(1, { limit: 0 })
    assert.equal([limited.hits.length, limited.count], [0, count])
    assert.is(
      asked.similar(1, { filter: range('words', { from: 3 }) }).hits.every(({ id }) => Number(id) >= 3),
      true,
    )
    const both = and(asked.moreLikeThis({ id: 1 }), range('words', { from: 2 }))
    assert.is(asked.search(both).hits[0].id, 2)
  })
}

test('what cannot be read is refused', () => {
  throws(() => unstored.moreLikeThis({ id: 1 }), 'E_QUERY_FIELD', /storeFields.*\{ text \}/)
  throws(() => unstored.similar(1), 'E_QUERY_FIELD', /storeFields/)
  assert.is(formatQuery(unstored.moreLikeThis({ text: documents[2].body, maxTerms: 2 })), 'carbon OR tax')
  throws(() => index.similar(77), 'E_ID_UNKNOWN', /77/)
  throws(() => index.moreLikeThis({}), 'E_CONFIG', /id or text/)
  throws(() => index.moreLikeThis({ id: 1, text: 'a' }), 'E_CONFIG', /id or text/)
  throws(() => index.moreLikeThis({ id: 1, maxTrms: 3 } as LikeOptions), 'E_CONFIG', /maxTerms/)
  throws(() => index.moreLikeThis({ id: 1, fields: ['bdy'] }), 'E_QUERY_FIELD', /body/)
  for (const name of likeNames.slice(3)) throws(() => index.moreLikeThis({ id: 1, [name]: 0 }), 'E_CONFIG', new RegExp(name))
})

test.run()
