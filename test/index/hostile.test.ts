// Names that mean something to JavaScript, as ids, fields, words, values: ordinary everywhere, and Object.prototype as it was.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'

const names = (
  '__proto__ constructor prototype toString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString __defineGetter__ ' +
  '__defineSetter__ __lookupGetter__ __lookupSetter__ length name then catch finally get set has delete keys values entries size map filter ' +
  'forEach call apply bind arguments caller toJSON inspect default null undefined NaN'
).split(' ')

const prototypes = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Function.prototype,
  Map.prototype,
  Promise.prototype,
]
const before = prototypes.map((prototype) => JSON.stringify(Reflect.ownKeys(prototype).map(String)))

/** A document with own properties of any name. */
function documentOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries) as Record<string, unknown>
}

test('forty names, and prototypes that hold none of them', () => {
  assert.is(new Set(names).size, 40)
})

test('as ids', () => {
  const index = new Index<Record<string, unknown>>({ fields: { text: {} }, storeFields: ['text'] })
  for (const id of names) assert.is(index.has(id), false, id)
  for (const id of names) index.add({ id, text: `text of ${id}` })
  for (const each of [index, Index.from<Record<string, unknown>>(index.toBytes()), openIndex(index.toBytes())]) {
    for (const id of names) {
      assert.is(each.has(id), true, id)
      assert.equal(each.get(id), { text: `text of ${id}` })
    }
    assert.equal(
      each.search('text', { limit: 50 }).hits.map((hit) => hit.id),
      names,
    )
  }
  for (const id of names) index.remove(id)
  assert.is(index.count, 0)
})

test('as words and as values of keywords', () => {
  const index = new Index<Record<string, unknown>>({ fields: { text: {}, tag: { type: 'keyword' } } })
  names.forEach((name, id) => {
    index.add({ id, text: name, tag: name })
  })
  for (const each of [index, Index.from(index.toBytes())]) {
    names.forEach((name, id) => {
      const ids = (query: Parameters<typeof index.search>[0]) => each.search(query).hits.map((hit) => hit.id)
      // __defineGetter__ and its like are several words
      assert.ok(ids({ kind: 'term', text: name }).includes(id), name)
      assert.ok(ids(name).includes(id), name)
      assert.equal(ids({ kind: 'term', text: name, field: 'tag' }), [id], name)
    })
  }
})

test('as fields: searched, boosted, stored, highlighted', () => {
  for (let from = 0; from < names.length; from += 20) {
    const some = names.slice(from, from + 20)
    const index = new Index<Record<string, unknown>>({
      fields: Object.fromEntries(some.map((name) => [name, {}])),
      storeFields: some,
    })
    some.forEach((name, id) => {
      index.add(
        documentOf([
          ['id', id],
          [name, `word ${id}`],
        ]),
      )
    })
    for (const each of [index, Index.from<Record<string, unknown>>(index.toBytes())]) {
      some.forEach((name, id) => {
        const { hits } = each.search(
          { kind: 'term', text: 'word', field: name },
          { highlight: [name], boost: documentOf([[name, 2]]) as never },
        )
        assert.is(hits.length, 1, name)
        assert.is(hits[0].id, id)
        assert.ok(Object.hasOwn(hits[0].document, name), name)
        assert.equal(Object.entries(hits[0].document), [[name, `word ${id}`]])
        assert.equal(Object.entries(hits[0].matches), [[name, ['word']]])
        assert.equal(Object.entries(hits[0].highlights ?? {}), [[name, [{ text: `word ${id}`, start: 0, marks: [[0, 4]] }]]])
        assert.is(each.search(`${name}:word`, { fields: [name] }).hits[0].id, id, name)
        assert.ok((each.explain({ kind: 'term', text: 'word', field: name }, id)?.value ?? 0) > 0)
      })
      assert.is(each.search('word').count, some.length)
    }
  }
})

test('a property that a document only inherits is no field of it', () => {
  const index = new Index<Record<string, unknown>>({
    fields: { constructor: {}, toString: {}, text: {} },
    storeFields: ['constructor', 'valueOf'],
  })
  index.add({ id: 1, text: 'a' })
  assert.equal(index.get(1), {})
  assert.is(index.search('native').count, 0)
})

test('__proto__ out of JSON is data', () => {
  const index = new Index<Record<string, unknown>>({
    fields: { __proto__: {}, text: {}, 'a.__proto__': {} } as never,
    storeFields: ['other'],
  })
  index.add(JSON.parse('{"id":1,"text":"x","other":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}'))
  assert.is(JSON.stringify(index.get(1)), '{"other":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}')
  assert.is(({} as { polluted?: number }).polluted, undefined)
})

test('as options and fields of a search that are not there', () => {
  const index = new Index<Record<string, unknown>>({ fields: { text: {} }, storeFields: ['text'] })
  index.add({ id: 1, text: 'a' })
  for (const name of names) {
    const isRefused = (call: () => unknown) => assert.throws(call, (error: Error) => error.name === 'RostrumError', name)
    isRefused(() => index.search('a', documentOf([[name, 1]]) as never))
    isRefused(() => index.search('a', { fields: [name] }))
    isRefused(() => index.search('a', { highlight: [name] }))
    isRefused(() => index.search('a', { boost: documentOf([[name, 1]]) as never }))
    isRefused(() => index.search({ kind: name } as never))
    isRefused(() => index.search({ kind: 'term', text: 'a', field: name }))
    // what people type is never refused
    assert.is(typeof index.search(`${name}:a`).count, 'number')
  }
})

test('lone surrogates in texts do no harm, and come back as they were', () => {
  const index = new Index<Record<string, unknown>>({ fields: { text: {}, tag: { type: 'keyword' } }, storeFields: ['text', 'tag'] })
  const texts = [
    '\ud800',
    'a\ud800b',
    '\udc00word',
    'word\ud83d',
    'x \ud83d\ude80 y \ude80\ud83d z',
    '#tag\ud800',
    "it\udfff's",
    'co-\ud800operation',
  ]
  texts.forEach((text, id) => {
    index.add({ id, text, tag: text })
  })
  const same = Index.from<Record<string, unknown>>(index.toBytes())
  for (const each of [index, same]) {
    texts.forEach((text, id) => {
      assert.equal(each.get(id), { text, tag: text })
    })
    assert.equal(
      each.search('word', { highlight: ['text'] }).hits.map((hit) => hit.id),
      [2, 3],
    )
    for (const text of texts) assert.is(typeof each.search(text, { highlight: true }).count, 'number')
  }
})

test('no prototype has changed', () => {
  assert.equal(
    prototypes.map((prototype) => JSON.stringify(Reflect.ownKeys(prototype).map(String))),
    before,
  )
})

test.run()
