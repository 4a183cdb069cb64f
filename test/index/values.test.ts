// What goes in comes out: ids with their types, fields along paths, many values, dates, whatever is stored; and equal input gives equal bytes.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'

type Document = Record<string, unknown>

/** The index, and what its bytes open to. */
function both(index: Index<Document>) {
  const bytes = index.toBytes()
  return [index, Index.from<Document>(bytes), openIndex<Document>(bytes)]
}

test('ids keep their type: 1 is not "1"', () => {
  const index = new Index<Document>({ fields: { text: {} } })
  const ids = [
    1,
    '1',
    0,
    '0',
    -1.5,
    '-1.5',
    1e300,
    Number.MAX_SAFE_INTEGER,
    'e\u0301',
    '\u00e9',
    ' ',
    'a b',
    '\u0000',
    '\ufeffa',
    'a\ufeff',
    '\u{1f680}',
  ]
  for (const id of ids) index.add({ id, text: 'x' })
  for (const each of both(index)) {
    assert.equal(
      each.search('x', { limit: 99 }).hits.map(({ id }) => id),
      ids,
    )
    for (const id of ids) assert.is(each.has(id), true, JSON.stringify(id))
    for (const id of ['2', 2, '', '01', '1.0', 1.5, '1e300', 'a', '\ufeff']) assert.is(each.has(id), false, JSON.stringify(id))
  }
  index.remove('1')
  assert.is(index.has(1), true)
  assert.is(index.has('1'), false)
})

test('-0 is 0, as id, number and date', () => {
  const index = new Index<Document>({ fields: { size: { type: 'number' }, when: { type: 'date' } }, storeFields: ['size'] })
  index.add({ id: -0, size: -0, when: -0 })
  for (const each of both(index)) {
    assert.is(each.has(0), true)
    assert.is(each.has(-0), true)
    assert.ok(Object.is(each.search('size:0').hits[0].id, 0))
    assert.is(each.search('when:1970-01-01').count, 1)
    assert.is(each.search({ kind: 'range', field: 'size', from: 0, to: -0 }).count, 1)
  }
})

test('numbers to the edge', () => {
  const index = new Index<Document>({ fields: { size: { type: 'number' } } })
  const sizes = [Number.MIN_VALUE, -Number.MAX_VALUE, Number.MAX_VALUE, 2 ** 53 + 2, 0.1, -1e-9]
  sizes.forEach((size, id) => {
    index.add({ id, size })
  })
  for (const each of both(index)) {
    sizes.forEach((size, id) => {
      assert.equal(
        each.search({ kind: 'range', field: 'size', from: size, to: size }).hits.map((hit) => hit.id),
        [id],
      )
    })
    assert.is(each.search({ kind: 'range', field: 'size' }).count, sizes.length)
  }
})

test('many values: each is found, phrases stay within one', () => {
  const index = new Index<Document>({
    fields: { text: {}, tag: { type: 'keyword' }, size: { type: 'number' }, when: { type: 'date' } },
    storeFields: ['text', 'tag', 'size', 'when'],
  })
  const document = {
    text: ['carbon tax', null, '', 'vote today'],
    tag: ['Red', 'green'],
    size: [1, 5],
    when: [new Date(0), '2017-03-05', undefined],
  }
  index.add({ id: 1, ...document })
  index.add({ id: 2, text: [], tag: [], size: [], when: [] })
  for (const each of both(index)) {
    const count = (query: string) => each.search(query).count
    assert.equal(
      ['carbon', 'today', '"carbon tax"', '"vote today"', 'tag:RED', 'tag:green', 'size:1', 'size:5', 'when:1970', 'when:2017-03-05'].map(
        count,
      ),
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    )
    assert.equal(['"tax vote"', 'size:3', 'size:[2 TO 4]', 'when:1990', 'tag:"red green"'].map(count), [0, 0, 0, 0, 0])
    assert.equal(each.get(1), {
      ...document,
      text: ['carbon tax', null, '', 'vote today'],
      when: [new Date(0), '2017-03-05', null],
    })
    assert.equal(each.get(2), { text: [], tag: [], size: [], when: [] })
  }
})

test('paths: through objects, arrays of objects, and names with dots', () => {
  const index = new Index<Document>({
    fields: { 'author.name': {}, 'quotes.text': {}, 'a.b': {}, 'deep.er.est': {}, 'meta.when': { type: 'date' } },
    storeFields: ['author.name', 'quotes.text', 'a.b', 'author', 'meta.when'],
  })
  index.add({
    id: 1,
    author: { name: 'Ada' },
    quotes: [{ text: 'first words' }, { text: ['second', 'third'] }, {}, null, 'no object'],
    'a.b': 'dotted',
    a: { b: 'nested' },
    deep: [{ er: [{ est: 'bottom' }] }],
    meta: { when: new Date(5) },
  })
  index.add({ id: 2, author: 'no object', quotes: { text: 'single' }, a: { b: 'nested' }, deep: null })
  for (const each of both(index)) {
    const ids = (query: string) => each.search(query).hits.map(({ id }) => id)
    assert.equal(ids('author.name:ada'), [1])
    assert.equal(
      ['first', 'second', 'third', 'single'].map((word) => ids(`quotes.text:${word}`)),
      [[1], [1], [1], [2]],
    )
    assert.equal([ids('a.b:dotted'), ids('a.b:nested'), ids('bottom'), ids('meta.when:1970')], [[1], [2], [1], [1]])
    assert.equal(each.get(1), {
      'author.name': 'Ada',
      'quotes.text': ['first words', ['second', 'third']],
      'a.b': 'dotted',
      author: { name: 'Ada' },
      'meta.when': new Date(5),
    })
    assert.equal(each.get(2), { 'quotes.text': 'single', 'a.b': 'nested', author: 'no object' })
  }
})

test('numbers and truth values as text', () => {
  const index = new Index<Document>({ fields: { text: {}, tag: { type: 'keyword' } } })
  index.add({ id: 1, text: 2017, tag: true })
  for (const each of both(index)) assert.equal([each.search('2017').count, each.search('tag:true').count], [1, 1])
})

const stored: readonly unknown[] = [
  'text',
  '',
  'caf\u00e9 \u{1f680} \ud800 \u0000 \u2028',
  0,
  -1.5e-7,
  true,
  false,
  [],
  [1, 'a', [2, [3]], null],
  { a: { b: [{ c: null }] }, '': 1 },
  {},
  new Date(0),
  [new Date(1), 'x', new Date(-1)],
  { $date: 5 },
  { $date: 'x' },
  { $date: 5, more: 1 },
  { $value: 1 },
  { $value: { $date: 1 } },
  [{ $date: 5 }, new Date(5), { $value: new Date(0).toISOString() }],
  { deep: { $date: 5 } },
  [[{ $date: 5 }]],
  'x'.repeat(100_000),
]

test('stored values come back as they were', () => {
  const index = new Index<Document>({ fields: { text: {} }, storeFields: ['value', 'text'] })
  stored.forEach((value, id) => {
    index.add({ id, text: 'x', value })
  })
  for (const each of both(index)) {
    stored.forEach((value, id) => {
      assert.equal(each.get(id), { value, text: 'x' }, JSON.stringify(value).slice(0, 80))
    })
    assert.equal(
      each.search('x', { limit: 99 }).hits.map(({ document }) => document.value),
      stored,
    )
  }
})

test('nested as deep as JSON takes it', () => {
  const index = new Index<Document>({ fields: { text: {} }, storeFields: ['value'] })
  let value: unknown = 'bottom'
  for (let i = 0; i < 2500; i++) value = [value]
  index.add({ id: 1, value })
  for (const each of both(index)) assert.is(JSON.stringify(each.get(1)?.value), JSON.stringify(value))
})

test('without a value there is no property', () => {
  const index = new Index<Document>({ fields: { text: {} }, storeFields: ['a', 'b', 'c', 'text'] })
  index.add({ id: 1, a: null, b: undefined })
  for (const each of both(index)) assert.equal(Object.keys(each.get(1) ?? {}), [])
})

test('what was added is kept as it was, whatever becomes of the object', () => {
  const index = new Index<Document>({ fields: { text: {} }, storeFields: ['text', 'value'] })
  const document = { id: 1, text: ['first'], value: { a: [1] } }
  index.add(document)
  document.text.push('second')
  document.value.a.push(2)
  assert.is(index.search('second').count, 0)
  assert.equal(index.get(1), { text: ['first'], value: { a: [1] } })
})

test('equal input gives equal bytes, in whatever steps it came', () => {
  const documents = Array.from({ length: 300 }, (_, id) => ({
    id,
    text: `word${id % 7} other${id % 50} ${'again '.repeat(id % 5)}`,
    tag: `t${id % 3}`,
  }))
  const options = { fields: { text: {}, tag: { type: 'keyword' } }, storeFields: ['text'] } as const
  const whole = new Index<Document>(options)
  whole.addAll(documents)
  const inSteps = new Index<Document>(options)
  documents.forEach((document, i) => {
    inSteps.add(document)
    if (i % 13 === 0) inSteps.search('word1')
  })
  const [one, two] = [whole, inSteps].map((index) => Buffer.from(index.toBytes()))
  const again = new Index<Document>(options)
  again.addAll(documents)
  assert.ok(one.equals(again.toBytes()), 'built twice')
  assert.ok(one.equals(two), 'built in steps')
  assert.ok(one.equals(Index.from(one).toBytes()), 'opened and saved')
})

test('equal input in other steps: equal bytes but for where blocks of stored fields end', () => {
  const documents = Array.from({ length: 1500 }, (_, id) => ({ id, text: `word${id % 7} ${'again '.repeat(id % 300)}` }))
  for (const storeFields of [[], ['text']]) {
    const [whole, inSteps] = [0, 1].map((asked) => {
      const index = new Index<Document>({ fields: { text: {} }, storeFields })
      documents.forEach((document, i) => {
        index.add(document)
        if (asked === 1 && i % 400 === 399) index.info()
      })
      return Buffer.from(index.toBytes())
    })
    assert.is(whole.equals(inSteps), storeFields.length === 0)
    assert.equal([...Index.from(inSteps).documents()], [...Index.from(whole).documents()])
  }
})

test('a document removed is as if it had never been, once merged', () => {
  const options = { fields: { text: {} }, storeFields: ['text'] } as const
  const index = new Index<Document>(options)
  const plain = new Index<Document>(options)
  for (let id = 0; id < 100; id++) {
    index.add({ id, text: `a${id} b` })
    if (id === 50) index.search('b')
    if (id % 3 !== 0) plain.add({ id, text: `a${id} b` })
  }
  for (let id = 0; id < 100; id += 3) index.remove(id)
  assert.ok(Buffer.from(index.toBytes()).equals(plain.toBytes()))
})

test('an index of nothing', () => {
  const index = new Index<Document>({ fields: { text: {}, when: { type: 'date' }, tag: { type: 'keyword' } }, storeFields: ['text'] })
  const empty = Buffer.from(index.toBytes())
  index.add({ id: 1, text: 'x' })
  index.remove(1)
  assert.ok(empty.equals(index.toBytes()))
  for (const each of both(index)) {
    assert.is(each.count, 0)
    for (const query of ['', '*', 'x', '-x', '"a b"', 'when:2017', 'tag:x']) {
      assert.equal(each.search(query), { hits: [], count: 0, countIsExact: true, truncated: false, problems: [] })
    }
    assert.is(each.get(1), undefined)
    assert.is(each.info().documentCount, 0)
  }
})

test.run()
