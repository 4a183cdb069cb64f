// Any sequence of changes: the index answers like a Map, whatever is sealed, merged, saved or opened in between.

import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { RostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'

interface Document {
  id: string | number
  text: string
  size: number
}

/** The index, and the documents in order of addition. */
interface Real {
  index: Index<Document>
}
type Model = Map<string | number, Document>
type Command = fc.Command<Model, Real>

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

const words = ['ice', 'road', 'harbor', 'strike', 'tax']
const ids = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }).map(String))
const documents = fc
  .tuple(ids, fc.array(fc.constantFrom(...words), { maxLength: 6 }), fc.integer({ min: 0, max: 3 }))
  .map(([id, some, size]): Document => ({ id, text: some.join(' '), size }))

const fresh = (): Index<Document> => new Index<Document>({ fields: { text: {}, size: { type: 'number' } }, storeFields: ['text', 'size'] })

function throwsCode(call: () => void, code: string): void {
  assert.throws(call, (error: unknown) => error instanceof RostrumError && error.code === code)
}

/** What both must agree on at any time without a search. */
function agree(model: Model, index: Pick<Index<Document>, 'count' | 'has'>): void {
  assert.is(index.count, model.size)
  for (let id = 0; id <= 12; id++) for (const each of [id, String(id)]) assert.is(index.has(each), model.has(each))
}

class Add implements Command {
  constructor(readonly document: Document) {}
  check = () => true
  run(model: Model, { index }: Real): void {
    if (model.has(this.document.id)) throwsCode(() => index.add(this.document), 'E_DUPLICATE_ID')
    else {
      index.add(this.document)
      model.set(this.document.id, this.document)
    }
    agree(model, index)
  }
  toString = () => `add ${JSON.stringify(this.document)}`
}

class AddAll implements Command {
  constructor(readonly documents: readonly Document[]) {}
  check = () => true
  run(model: Model, { index }: Real): void {
    const bad = this.documents.findIndex(({ id }, i) => model.has(id) || this.documents.slice(0, i).some((each) => each.id === id))
    const good = bad < 0 ? this.documents : this.documents.slice(0, bad)
    if (bad < 0) index.addAll(this.documents)
    else throwsCode(() => index.addAll(this.documents), 'E_DUPLICATE_ID')
    for (const document of good) model.set(document.id, document)
    agree(model, index)
  }
  toString = () => `addAll ${JSON.stringify(this.documents)}`
}

class Remove implements Command {
  constructor(readonly id: string | number) {}
  check = () => true
  run(model: Model, { index }: Real): void {
    if (model.delete(this.id)) index.remove(this.id)
    else throwsCode(() => index.remove(this.id), 'E_ID_UNKNOWN')
    agree(model, index)
  }
  toString = () => `remove ${JSON.stringify(this.id)}`
}

class Replace implements Command {
  constructor(readonly document: Document) {}
  check = () => true
  run(model: Model, { index }: Real): void {
    index.replace(this.document)
    model.delete(this.document.id)
    model.set(this.document.id, this.document)
    agree(model, index)
  }
  toString = () => `replace ${JSON.stringify(this.document)}`
}

class Reject implements Command {
  constructor(readonly document: Document) {}
  check = () => true
  run(model: Model, { index }: Real): void {
    const bad = { ...this.document, size: 'large' as unknown as number }
    throwsCode(() => index.add(bad), 'E_DOC_INVALID')
    throwsCode(() => index.replace(bad), 'E_DOC_INVALID')
    agree(model, index)
  }
  toString = () => `reject ${JSON.stringify(this.document)}`
}

class Search implements Command {
  constructor(
    readonly word: string,
    readonly size: number,
  ) {}
  check = () => true
  run(model: Model, { index }: Real): void {
    searchAlike(model, index, this.word, this.size)
  }
  toString = () => `search ${this.word} ${this.size}`
}

function searchAlike(model: Model, index: Pick<Index<Document>, 'search' | 'get'>, word: string, size: number): void {
  const all = [...model.values()]
  const known = (found: readonly Document[]) => JSON.stringify(found.map(({ id }) => id))
  const found = (query: Parameters<typeof index.search>[0]) => {
    const { hits, count } = index.search(query, { limit: 100 })
    assert.is(hits.length, count)
    for (const { id, document } of hits) assert.equal({ id, ...document }, model.get(id))
    return hits
  }
  // neither is scored, and there are no dates: order of addition
  assert.is(JSON.stringify(found('*').map(({ id }) => id)), known(all))
  assert.is(JSON.stringify(found(`size:${size}`).map(({ id }) => id)), known(all.filter((document) => document.size === size)))
  const sorted = (list: readonly unknown[]) => JSON.stringify(list.map((each) => JSON.stringify(each)).sort())
  const withWord = all.filter(({ text }) => text.split(' ').includes(word)).map(({ id }) => id)
  assert.is(sorted(found(word).map(({ id }) => id)), sorted(withWord))
  for (const { id, text, size: own } of all) assert.equal(index.get(id), { text, size: own })
}

class Save implements Command {
  check = () => true
  run(model: Model, { index }: Real): void {
    const bytes = index.toBytes()
    agree(model, index)
    const reader = openIndex<Document>(bytes)
    agree(model, reader)
    searchAlike(model, reader, words[0], 1)
    assert.equal(reader.info().segmentCount, 1)
    assert.equal(reader.info().deletedCount, 0)
  }
  toString = () => 'save'
}

class Reopen implements Command {
  check = () => true
  run(model: Model, real: Real): void {
    real.index = Index.from<Document>(real.index.toBytes())
    agree(model, real.index)
  }
  toString = () => 'reopen'
}

const commands = fc.commands(
  [
    documents.map((document) => new Add(document)),
    documents.map((document) => new Add(document)),
    fc.array(documents, { maxLength: 12 }).map((some) => new AddAll(some)),
    ids.map((id) => new Remove(id)),
    documents.map((document) => new Replace(document)),
    documents.map((document) => new Reject(document)),
    fc.tuple(fc.constantFrom(...words), fc.integer({ min: 0, max: 3 })).map(([word, size]) => new Search(word, size)),
    fc.constant(new Save()),
    fc.constant(new Reopen()),
  ],
  { maxCommands: 60 },
)

test('an index is a Map that can be searched', () => {
  fc.assert(
    fc.property(commands, (some) => {
      fc.modelRun(() => ({ model: new Map(), real: { index: fresh() } }), some)
    }),
    { numRuns: 300, seed },
  )
})

test('a reader keeps the moment it was made', () => {
  const index = fresh()
  index.addAll([
    { id: 1, text: 'ice road', size: 1 },
    { id: 2, text: 'ice', size: 2 },
  ])
  const before = index.search('ice')
  const reader = openIndex<Document>(index.toBytes())
  index.remove(1)
  index.replace({ id: 2, text: 'tax', size: 0 })
  assert.is(index.search('ice').count, 0)
  assert.equal(reader.search('ice'), before)
  assert.equal(reader.get(2), { text: 'ice', size: 2 })
})

test('many searches between many additions: few segments, all found', () => {
  const index = fresh()
  for (let id = 0; id < 600; id++) {
    index.add({ id, text: `ice n${id}`, size: 0 })
    assert.is(index.search(`n${id}`).hits[0].id, id)
    if (id % 7 === 0) index.remove(id)
  }
  assert.ok(index.info().segmentCount <= 24, `${index.info().segmentCount} segments`)
  assert.is(index.search('ice', { limit: 0 }).count, 600 - 86)
})

test('where a third of a segment is deleted, its space is given back', () => {
  const index = fresh()
  for (let id = 0; id < 100; id++) index.add({ id, text: 'ice', size: 0 })
  index.search('ice')
  for (let id = 0; id < 30; id++) index.remove(id)
  assert.is(index.info().deletedCount, 30)
  index.remove(30)
  assert.equal([index.info().deletedCount, index.info().documentCount], [0, 69])
  for (let id = 31; id < 100; id++) index.remove(id)
  assert.equal([index.info().segmentCount, index.info().documentCount, index.search('*').count], [0, 0, 0])
})

test.run()
