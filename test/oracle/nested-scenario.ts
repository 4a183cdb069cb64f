// Scenarios about documents and their items: random documents with items of two properties, changes, and random questions about both levels.

import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { formatQuery } from '../../src/query/format.js'
import type { Query } from '../../src/query/query.js'
import { openIndex } from '../../src/reader/open.js'
import type { Results } from '../../src/reader/results.js'
import type { SearchOptions } from '../../src/search/options.js'
import { checkSegment } from '../../src/segment/check.js'
import { type NestedDocument, type NestedField, NestedModel, type Values } from './nested.js'
import { type Chance, chanceOf } from './random.js'

const field = (name: string, type: NestedField['type'], level: number, boost = 1): NestedField => ({ name, type, level, boost })
const fields: NestedField[] = [
  field('headline', 'text', 0, 3),
  field('quotations.text', 'text', 1, 1),
  field('body', 'text', 0),
  field('quotations.speaker', 'text', 1, 2),
  field('outlet', 'keyword', 0),
  field('published', 'date', 0),
  field('quotations.kind', 'keyword', 1),
  field('quotations.confidence', 'number', 1),
  field('turns.text', 'text', 2),
  field('turns.at', 'date', 2),
]
/** The nested properties. */
export const paths = ['quotations', 'turns']
/** Options of the index. */
export const options = {
  fields: Object.fromEntries(fields.map(({ name, type, boost }) => [name, type === 'text' ? { boost } : { type }])),
  nested: paths,
  storeFields: ['headline', 'quotations.speaker', 'quotations.confidence'],
}
const words = 'silk road ice war deal moscow xi putin peace tax coal vote'.split(' ')
const names = ['xi jinping', 'putin', 'medvedev', 'xi', 'the minister']
const day = 86_400_000

function wordOf(chance: Chance): string {
  return words[Math.min(chance.int(0, words.length - 1), chance.int(0, words.length - 1))]
}

function textOf(chance: Chance, most: number): string {
  return Array.from({ length: chance.int(1, most) }, () => wordOf(chance)).join(' ')
}

function several<T>(chance: Chance, draw: () => T): T[] {
  return Array.from({ length: chance.is(0.8) ? 1 : chance.int(0, 2) }, draw)
}

/** A random document. */
export function documentOf(id: number, chance: Chance): NestedDocument {
  const date = () => chance.int(0, 40) * day
  const quotation = (): Values => ({
    text: several(chance, () => textOf(chance, 12)),
    speaker: several(chance, () => chance.of(names)),
    kind: several(chance, () => chance.of(['direct', 'mixed', 'indirect'])),
    confidence: several(chance, () => chance.int(0, 10)),
  })
  const turn = (): Values => ({ text: [textOf(chance, 6)], at: several(chance, date) })
  const items = (draw: () => Values): Values[] => Array.from({ length: chance.is(0.3) ? 0 : chance.is(0.02) ? 70 : chance.int(1, 5) }, draw)
  const values = {
    headline: several(chance, () => textOf(chance, 5)),
    body: several(chance, () => textOf(chance, 40)),
    outlet: several(chance, () => chance.of(['tass', 'kcna', 'reuters'])),
    published: several(chance, date),
  }
  return { id, values, items: [items(quotation), items(turn)] }
}

/** The document as an index is given it. */
export function givenOf({ id, values, items: [quotations, turns] }: NestedDocument): Record<string, unknown> {
  // one item may stand for itself
  return { id, ...values, quotations: quotations.length === 1 && id % 2 === 0 ? quotations[0] : quotations, turns }
}

function leafOf(chance: Chance, scope: number | undefined): Query {
  const here = fields.filter(({ level }) => scope === undefined || level === scope)
  const chosen = chance.of(here)
  const isNamed = chance.is(scope === undefined ? 0.8 : 0.6)
  if (isNamed && chosen.type === 'date')
    return {
      kind: 'range',
      field: chosen.name,
      from: new Date(chance.int(0, 40) * day).toISOString(),
      ...(chance.is(0.5) && { to: '1970-02-01T00:00:00.000Z' }),
    }
  if (isNamed && chosen.type === 'number') return { kind: 'range', field: chosen.name, from: String(chance.int(0, 10)) }
  if (isNamed && chosen.type === 'keyword')
    return {
      kind: 'term',
      text: chance.of(chosen.level === 0 ? ['tass', 'kcna', 'none'] : ['direct', 'mixed', 'none']),
      field: chosen.name,
    }
  const text = chance.is(0.2)
    ? `${wordOf(chance)} ${wordOf(chance)}`
    : chosen.name === 'quotations.speaker'
      ? chance.of(names)
      : wordOf(chance)
  return { kind: text.includes(' ') ? 'phrase' : 'term', text, ...(isNamed && chosen.type === 'text' && { field: chosen.name }) }
}

/** A random query; within `scope`, of items of a property. */
export function queryOf(chance: Chance, depth: number, scope?: number): Query {
  if (chance.is(0.05)) return { kind: 'all' }
  if (scope === undefined && chance.is(0.15)) {
    const level = chance.int(1, 2)
    return { kind: 'nested', path: paths[level - 1], query: queryOf(chance, depth, level) }
  }
  if (depth === 0) return leafOf(chance, scope)
  if (chance.is(0.1)) return { kind: 'boost', by: chance.of([0, 0.5, 2, 10]), query: queryOf(chance, depth - 1, scope) }
  const list = (most: number) => Array.from({ length: chance.int(0, most) }, () => queryOf(chance, depth - 1, scope))
  return {
    kind: 'bool',
    ...(chance.is(0.6) && { must: list(3) }),
    ...(chance.is(0.6) && { should: list(3) }),
    ...(chance.is(0.3) && { not: list(2) }),
  }
}

interface Engine {
  search(query: string | Query, options?: SearchOptions): Results
}

/** What is different between the answers of engine and model, if anything. */
function differenceOf(engine: Engine, model: NestedModel, chance: Chance): string | undefined {
  const target = chance.is(0.45) ? 0 : chance.int(1, 2)
  const query = queryOf(chance, chance.int(0, 3))
  const filter = chance.is(0.15) ? queryOf(chance, chance.int(0, 1)) : undefined
  const limit = chance.is(0.5) ? 1000 : chance.int(0, 20)
  const asked = chance.is(0.3) ? formatQuery(query) : query
  const given: SearchOptions = {
    limit,
    countUpTo: Number.POSITIVE_INFINITY,
    ...(target > 0 && { target: paths[target - 1] }),
    ...(filter && { filter }),
  }
  const whole: Query = filter === undefined ? query : { kind: 'bool', must: [query, { kind: 'boost', by: 0, query: filter }] }
  const { found, isScored } = model.search(whole, target)
  const { hits, count, problems } = engine.search(asked, { ...given, exactFirst: false })
  const at = `${JSON.stringify(asked)} ${JSON.stringify(given)}`
  // bounds the wrong way round are told of, and asked all the same
  const problem = problems.find(({ code }) => code !== 'range')
  if (problem !== undefined) return `${at}: ${problem.message}`
  if (count !== found.length) return `${at}: count ${count}, expected ${found.length}`
  if (hits.length !== Math.min(limit, found.length)) return `${at}: ${hits.length} hits of ${found.length}`
  const key = (each: { score: number; date: number }) => (isScored ? each.score : each.date)
  const places = new Map(found.map((each, place) => [`${each.id} ${each.index}`, place]))
  const best = [...found].sort((a, b) => key(b) - key(a) || 0)
  let last = -1
  for (const [i, { id, score, nested, document, parent }] of hits.entries()) {
    const place = places.get(`${id} ${nested?.index ?? -1}`)
    const own = place === undefined ? undefined : found[place]
    if (place === undefined || own === undefined) return `${at}: hit ${i} is ${id} ${JSON.stringify(nested)}, which does not match`
    if (Math.abs(score - (isScored ? own.score : 0)) > 1e-9) return `${at}: score of ${id} is ${score}, expected ${own.score}`
    if (isScored ? Math.abs(own.score - best[i].score) > 1e-9 : own.date !== best[i].date)
      return `${at}: hit ${i} is not the best that is left`
    const isTie = i > 0 && (isScored ? hits[i - 1].score === score : best[i - 1].date === best[i].date)
    if (isTie && place < last) return `${at}: hit ${i} of an equal one stands behind a later document`
    last = place
    if ((nested === undefined) !== (target === 0) || (parent === undefined) !== (target === 0)) return `${at}: hit ${i} is of another level`
    const source = model.live.find((each) => each.id === id) as NestedDocument
    const stored = nested === undefined ? source.values.headline : source.items[target - 1][nested.index].speaker
    const got = nested === undefined ? document.headline : document.speaker
    if (target < 2 && JSON.stringify(got) !== JSON.stringify(stored))
      return `${at}: hit ${i} has ${JSON.stringify(got)}, expected ${JSON.stringify(stored)}`
    if (parent !== undefined && JSON.stringify(parent.headline) !== JSON.stringify(source.values.headline))
      return `${at}: hit ${i} has another parent`
  }
  return undefined
}

/** Runs one scenario of changes and questions; gives how many were compared. @throws at the first difference */
export function runNested(start: number, documents: number, questions: number): number {
  let comparisons = 0
  const chance = chanceOf(start)
  const index = new Index<Record<string, unknown>>(options)
  const model = new NestedModel(fields, paths)
  let next = 0
  const add = (count: number) => {
    for (let i = 0; i < count; i++) {
      const document = documentOf(next++, chance)
      index.add(givenOf(document))
      model.add(document)
    }
  }
  const ask = (engine: Engine, what: string) => {
    model.read()
    for (let i = 0; i < questions; i++) {
      const wrong = differenceOf(engine, model, chance)
      if (wrong !== undefined) throw new Error(`seed ${start}, ${what}: ${wrong}`)
      comparisons++
    }
    assert.is(index.count, model.live.length)
  }
  for (let round = 0; round < 6; round++) {
    add(chance.int(1, documents))
    ask(index, `round ${round}`)
    for (let i = chance.int(0, Math.ceil(model.live.length / 8)); i > 0; i--) {
      const { id } = chance.of(model.live)
      assert.ok(index.has(id))
      index.remove(id)
      model.remove(id)
      assert.not.ok(index.has(id))
    }
    ask(index, `round ${round}, removed`)
    if (round % 3 !== 2) continue
    const bytes = index.toBytes()
    model.merge()
    assert.equal(checkSegment(bytes).problems, [])
    ask(openIndex(bytes) as Engine, `round ${round}, opened`)
  }
  return comparisons
}
