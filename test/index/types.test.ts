// What the compiler knows: hits have the type of the documents, fields are those of the documents. Checked by tsc; runs what it can.

import { expectTypeOf } from 'expect-type'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import type { Results } from '../../src/reader/results.js'

interface Article {
  id: number
  headline: string
  body?: string
  published: Date
  author: { name: string; desk?: { city: string } }
  quotations: { text: string; speaker: string | null }[]
  tags: string[]
}

const article: Article = {
  id: 1,
  headline: 'Ice road opens',
  published: new Date(0),
  author: { name: 'Ada' },
  quotations: [{ text: 'At last', speaker: null }],
  tags: [],
}

test('hits have the type of what was put in', () => {
  const index = new Index<Article>({
    fields: { headline: { boost: 3 }, published: { type: 'date' } },
    storeFields: ['headline', 'published'],
  })
  index.add(article)
  const results = index.search('ice')
  expectTypeOf(results).toEqualTypeOf<Results<Article>>()
  const [hit] = results.hits
  expectTypeOf(hit.document).toEqualTypeOf<Partial<Article>>()
  expectTypeOf(hit.document.published).toEqualTypeOf<Date | undefined>()
  expectTypeOf(hit.id).toEqualTypeOf<string | number>()
  expectTypeOf(index.get(1)).toEqualTypeOf<Partial<Article> | undefined>()
  expectTypeOf(Index.from<Article>(index.toBytes())).toEqualTypeOf<Index<Article>>()
  expectTypeOf(openIndex<Article>(index.toBytes()).search('x')).toEqualTypeOf<Results<Article>>()
  assert.equal(hit.document, { headline: 'Ice road opens', published: new Date(0) })
})

test('fields are properties, and paths into objects and arrays of them', () => {
  const index = new Index<Article>({
    fields: { headline: {}, body: {}, 'author.name': {}, 'quotations.text': {}, 'quotations.speaker': {}, tags: { type: 'keyword' } },
    storeFields: ['headline', 'author', 'quotations.text'],
    idField: 'id',
  })
  index.add(article)
  assert.is(index.search('last').count, 1)
})

test('what is no field does not compile', () => {
  // @ts-expect-error a field that is not there
  assert.instance(new Index<Article>({ fields: { headlin: {} } }), Index)
  // @ts-expect-error a path that is not there
  assert.instance(new Index<Article>({ fields: { 'author.nam': {} } }), Index)
  // @ts-expect-error a path into text
  assert.instance(new Index<Article>({ fields: { 'headline.length': {} } }), Index)
  // @ts-expect-error a stored field that is not there
  assert.instance(new Index<Article>({ fields: { headline: {} }, storeFields: ['headlin'] }), Index)
  // @ts-expect-error an id property that is not there
  assert.instance(new Index<Article>({ fields: { headline: {} }, idField: 'url' }), Index)
  // @ts-expect-error a type that is not there
  assert.throws(() => new Index<Article>({ fields: { headline: { type: 'string' } } }))
  // @ts-expect-error an option that is not there
  assert.throws(() => new Index<Article>({ fields: { headline: {} }, boost: {} }))
  // @ts-expect-error no fields
  assert.throws(() => new Index<Article>({}))
})

test('what is no document or option does not compile', () => {
  const index = new Index<Article>({ fields: { headline: {} } })
  // @ts-expect-error a property of another type
  assert.not.throws(() => index.add({ ...article, headline: 5 }))
  // @ts-expect-error no id
  assert.throws(() => index.add({ headline: 'x' }))
  // @ts-expect-error an id of another type
  assert.throws(() => index.remove(true))
  // @ts-expect-error an option that is not there
  assert.throws(() => index.search('x', { limt: 5 }))
  // @ts-expect-error neither of the two
  assert.throws(() => index.search('x', { combineWith: 'xor' }))
  // @ts-expect-error a kind that is not there
  assert.throws(() => index.search({ kind: 'regexp', text: 'x' }))
})

test('documents of no type take any field', () => {
  const index = new Index({ fields: { anything: {}, 'a.b.c': {} }, storeFields: ['whatever'], idField: 'url' })
  index.add({ url: 'x', anything: 'word' })
  expectTypeOf(index.search('word').hits[0].document).toEqualTypeOf<Partial<Record<string, unknown>>>()
  assert.is(index.search('word').count, 1)
})

test.run()
