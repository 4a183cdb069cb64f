// What an index elsewhere is searched with is loaded when it is first asked for, each part once, and what cannot be loaded says so.
import { build } from 'esbuild'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { root } from '../../.ci/setup.mjs'
import { german } from '../../src/analysis/languages/de.js'
import { elsewhere, here, imported, type Module } from '../../src/bytes/module.js'
import { run, runSync } from '../../src/bytes/plan.js'
import { isRostrumError, RostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { blobSource, openRemote, type RemoteIndex } from '../../src/remote/index.js'
import { loadModules, modules } from '../../src/remote/modules.js'
import { openBytes } from '../../src/remote/whole.js'
import { indexOf } from './content.js'

const bytes = indexOf(300, 4)
const open = () => openRemote(blobSource(new Blob([bytes as Uint8Array<ArrayBuffer>]), 'content'))
const local = openIndex(bytes)
const loaded = () => Object.entries(modules).flatMap(([name, { isHere }]) => (isHere ? [name] : []))

const [{ id }] = local.search('tax0').hits

// in this order: a row loads what no row before it has
const rows: [name: string, parts: string[], ask: (index: RemoteIndex) => Promise<unknown>][] = [
  ['plain words', [], (index) => index.search('tax0 tax1', { limit: 5, fields: ['body'], boost: { body: 2 } })],
  ['all of some words', [], (index) => index.search('tax0 tax1', { combineWith: 'and' })],
  ['everything', [], (index) => index.search('')],
  ['a document', [], (index) => index.get(id)],
  ['whether there is a document', [], (index) => index.has(id)],
  ['facets', ['arrange'], (index) => index.search('tax0', { facets: ['outlet'] })],
  ['an order', [], (index) => index.search('tax0', { sort: '-published' })],
  ['fragments', ['highlight'], (index) => index.search('tax0', { highlight: ['body'] })],
  ['positions', ['positions'], (index) => index.search('tax0', { positions: ['body'] })],
  ['near duplicates', ['nearDuplicates'], (index) => index.search('tax0', { nearDuplicates: 'body' })],
  ['why', ['explain'], (index) => index.explain('tax0', id)],
  ['a filter', ['language'], (index) => index.search('tax0', { filter: 'outlet:wire' })],
  ['a phrase', ['phrases'], (index) => index.search('"tax0 tax1"')],
  ['the start of a word', ['expansion'], (index) => index.search('ta*')],
  ['a vocabulary', ['vocabulary'], (index) => index.search('tax0', { vocabulary: { synonyms: [['tax0', 'tax1']] } })],
  ['completions', ['suggest'], (index) => index.suggest('ta')],
  ['corrections', ['corrections'], (index) => index.didYouMean('taxx0')],
  ['the best words', ['like'], (index) => index.moreLikeThis({ text: 'tax0 tax1', minTermFrequency: 1, minDocumentFrequency: 1 })],
  ['more like one', ['similar'], (index) => index.similar(id)],
  ['marks in a text', ['highlightText'], (index) => index.highlight('tax0 and others', 'tax0')],
  ['frequencies', ['termStatistics'], (index) => index.termStatistics('tax0')],
  ['a trend', ['trend'], (index) => index.trend('tax0', { interval: 'year' })],
  ['statistics', ['statistics'], (index) => index.stats()],
]

test('each question loads what it needs, and nothing else', async () => {
  const index = await open()
  assert.equal(loaded(), [])
  for (const [name, parts, ask] of rows) {
    const before = loaded()
    await ask(index)
    assert.equal(
      loaded().filter((each) => !before.includes(each)),
      parts,
      name,
    )
  }
  assert.equal(loaded().sort(), Object.keys(modules).sort())
  assert.is(await loadModules(), modules)
})

/** A module that can be loaded from the second time on. */
function reluctant(): { module: Module<{ answer: number }>; asked: () => number } {
  let asked = 0
  const module = elsewhere('answers', async () => {
    if (asked++ === 0) throw new TypeError('Failed to fetch dynamically imported module')
    return { answer: 42 }
  })
  return { module, asked: () => asked }
}

function* answerOf(module: Module<{ answer: number }>) {
  return (yield* imported(module)).answer
}

test('what cannot be loaded says so, and is tried again', async () => {
  const { module, asked } = reluctant()
  let fault: unknown
  await run(answerOf(module)).catch((error) => {
    fault = error
  })
  assert.ok(isRostrumError(fault))
  assert.is(fault.code, 'E_NETWORK')
  assert.match(fault.expected, /the module answers, in a file beside/)
  assert.match(fault.got, /Failed to fetch/)
  assert.match(fault.cure, /^Publish all files of a release together/)
  assert.equal(fault.details, { module: 'answers' })
  assert.is(await run(answerOf(module)), 42)
  assert.is(await run(answerOf(module)), 42)
  assert.is(asked(), 2)
})

test('code that cannot be loaded is told to who opens an index whole, once, however long a language takes', async () => {
  const index = new Index({ fields: { body: {} }, analyzer: german })
  index.add({ id: 1, body: 'Steuer' })
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50))
  let isAsked = false
  const late = async () => {
    isAsked = true
    await pause()
    return german
  }
  modules.arrange.load = async () => {
    throw new RostrumError('E_NETWORK', { expected: 'a module', got: 'nothing', cure: 'None.' })
  }
  try {
    const fault = await openBytes(index.toBytes(), { languages: { german: late } }).catch((error) => error)
    assert.ok(isRostrumError(fault) && fault.code === 'E_NETWORK')
    await pause()
    assert.ok(isAsked)
    assert.equal(unhandled, [])
  } finally {
    Reflect.deleteProperty(modules.arrange, 'load')
    process.off('unhandledRejection', note)
  }
})

test('a module that is here is used at once; one that is elsewhere cannot be', () => {
  assert.is(runSync(answerOf(here({ answer: 42 }))), 42)
  assert.throws(() => runSync(answerOf(reluctant().module)), /The module answers is not here/)
})

test('nothing that is loaded later stands in what is loaded at first', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/remote/index.ts'],
    outdir: 'out',
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    logLevel: 'silent',
  })
  const { outputs } = metafile
  const first = new Set(Object.keys(outputs).filter((path) => outputs[path].entryPoint === 'src/remote/index.ts'))
  for (const path of first) for (const each of outputs[path].imports) if (each.kind === 'import-statement') first.add(each.path)
  const there = new Set([...first].flatMap((path) => Object.keys(outputs[path].inputs)))
  assert.ok(there.has('src/search/search.ts'))
  const later = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? [])
  assert.ok(later.includes('src/search/arrange.ts') && later.includes('src/query/language.ts'))
  assert.equal(
    later.filter((path) => path !== 'src/remote/index.ts' && there.has(path)),
    [],
  )
})

test.run()
