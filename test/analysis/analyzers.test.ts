// Analyzers by name, their fingerprints, and analyzers of one's own.

import { createRequire } from 'node:module'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze } from '../../src/analysis/analyze.js'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { analyzers, fingerprint, resolveAnalyzer } from '../../src/analysis/analyzers.js'
import { english, stemEnglish } from '../../src/analysis/english.js'
import { analyzer } from '../../src/analysis/filters.js'
import { german } from '../../src/analysis/languages/de.js'
import { multilingual } from '../../src/analysis/multilingual.js'
import { standard } from '../../src/analysis/standard.js'
import { tokenKinds } from '../../src/analysis/tokens.js'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'

test('each built-in analyzer keeps its contract', () => {
  assert.equal([...analyzers.keys()], ['standard', 'english'])
  for (const [name, built] of analyzers) {
    assert.is(built.name, name)
    assert.is(JSON.stringify(JSON.parse(JSON.stringify(built.options))), JSON.stringify(built.options))
    const text = 'The U.S. ministers’ well-known #MeToo cafés'
    assert.equal(analyze(built, text), analyze(built, text), 'stateless')
  }
})

test('a fingerprint changes with name, version, options and output, and with nothing else', () => {
  const variants: Analyzer[] = [
    standard,
    english,
    { ...english, name: 'anglais' },
    { ...english, version: english.version + 1 },
    { ...english, options: { stem: true } },
    { ...english, normalize: standard.normalize },
    { ...english, alternatives: () => [{ term: 'x', weight: 1 }] },
    { ...english, tokenize: (text, tokens) => english.tokenize(text.slice(0, -1), tokens) },
  ]
  const prints = variants.map(fingerprint)
  assert.is(new Set(prints).size, prints.length)
  for (const print of prints) assert.match(print, /^[0-9a-f]{16}$/)
  assert.is(fingerprint({ ...english }), fingerprint(english))
})

test('the fingerprints of this version', () => {
  // A change here means that every index must be built again: raise the analyzer's version with it.
  assert.equal([standard, english].map(fingerprint), ['0b729942a782cf02', 'ab11ca3987649014'])
})

test('names resolve, given analyzers before built-in ones', () => {
  const own = analyzer({ name: 'english' })
  assert.is(resolveAnalyzer('english'), english)
  assert.is(resolveAnalyzer('english', [own]), own)
  assert.is(resolveAnalyzer(own), own)
  const failures: [() => unknown, RegExp][] = [
    [() => resolveAnalyzer('englsh'), /Did you mean "english"/],
    [() => resolveAnalyzer('klingon'), /got "klingon".*Known: standard, english/],
    [() => resolveAnalyzer({} as Analyzer), /Expected an analyzer/],
    [() => resolveAnalyzer(undefined as unknown as Analyzer), /got undefined/],
    [() => resolveAnalyzer('english', [null as unknown as Analyzer]), /got null/],
  ]
  for (const [run, message] of failures) {
    try {
      run()
    } catch (error) {
      assert.ok(isRostrumError(error) && error.code === 'E_ANALYZER', String(error))
      assert.match(error.message, message)
      continue
    }
    assert.unreachable(`nothing thrown for ${message}`)
  }
})

test('an analyzer of one’s own applies its filters to words only', () => {
  const stops = new Set(['the', 'of'])
  const own = analyzer({ name: 'own', filters: [(word) => (stops.has(word) ? '' : word), stemEnglish] })
  const terms = analyze(own, 'The Ministers of #Elections well-being').map(({ word, term, position }) => `${word} ${term} ${position}`)
  assert.equal(terms, [
    'ministers minist 1',
    'elections elect 3',
    '#elections #elections 3',
    'well well 4',
    'being be 5',
    'wellbeing wellb 4',
  ])
  assert.is(own.version, 1)
  for (const options of [{ name: '' }, { name: 'x', filters: [1] }, { name: 'x', filter: [] }, {}]) {
    assert.throws(
      () => analyzer(options as never),
      (error: unknown) => isRostrumError(error) && error.code === 'E_CONFIG',
    )
  }
})

test('an analyzer of one’s own has its own tokenizer, or goes on where another ends', () => {
  const lines = analyzer({
    name: 'lines',
    tokenize(text, tokens) {
      tokens.count = 0
      let position = 0
      for (let start = 0; start < text.length; ) {
        const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start)
        if (end > start) tokens.push(start, end, position++, tokenKinds.word)
        start = end + 1
      }
    },
  })
  assert.equal(
    analyze(lines, 'First+Line\n\nÄ+second').map(({ word, position, start, end }) => [word, position, start, end]),
    [
      ['first+line', 0, 0, 10],
      ['a+second', 1, 12, 20],
    ],
  )
  const synonyms = new Map([['haus', 'gebaud']])
  const more = analyzer({ name: 'more', like: german, filters: [(term) => synonyms.get(term) ?? term] })
  assert.equal(
    analyze(more, 'Häuser Gebäude').map(({ word, term }) => `${word} ${term}`),
    ['hauser gebaud', 'gebaude gebaud'],
  )
  assert.is.not(fingerprint(more), fingerprint(analyzer({ name: 'more' })))
  assert.is(analyzer({ name: 'e', like: english }).functionWords, english.functionWords, 'what counts for little')
  for (const options of [
    { like: multilingual({ analyzers: { de: german } }) },
    { like: {} },
    { like: null },
    { tokenize: 1 },
    { tokenize: null },
  ]) {
    assert.throws(
      () => analyzer({ name: 'x', ...options } as never),
      (error: unknown) => isRostrumError(error),
    )
  }
})

test('case counts where an analyzer does not say that it does not', () => {
  const exact: Analyzer = { ...standard, name: 'exact', ignoresCase: false, normalize: (raw) => ({ word: raw, term: raw }) }
  const index = new Index<Record<string, unknown>>({ fields: { text: {} }, analyzer: exact })
  for (const [id, text] of ['turkey', 'Turkey', 'TURKEY'].entries()) index.add({ id, text })
  assert.equal(
    ['turkey', 'Turkey', 'TURKEY', 'turKey'].map((text) =>
      index
        .search({ kind: 'term', text })
        .hits.map(({ id }) => id)
        .join(),
    ),
    ['0', '1', '2', ''],
  )
})

test('the stemmer brings along a sliver of natural, not natural', () => {
  const require = createRequire(import.meta.url)
  const path = 'natural/lib/natural/stemmers/porter_stemmer.js'
  const before = new Set(Object.keys(require.cache))
  require(path)
  const loaded = Object.keys(require.cache).filter((file) => !before.has(file))
  assert.ok(loaded.length <= 6, loaded.join('\n'))
  assert.ok(loaded.every((file) => file.includes('/natural/lib/natural/')))
})

test.run()
