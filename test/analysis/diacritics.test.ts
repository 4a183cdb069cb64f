// Words by their diacritics: what is typed with them finds what is spelled with them first, and nothing else changes.

import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze } from '../../src/analysis/analyze.js'
import { withDiacritics } from '../../src/analysis/diacritics.js'
import { english } from '../../src/analysis/english.js'
import { french } from '../../src/analysis/languages/fr.js'
import { japanese } from '../../src/analysis/languages/ja.js'
import { russian } from '../../src/analysis/languages/ru.js'
import { multilingual } from '../../src/analysis/multilingual.js'
import { foldedWeight } from '../../src/analysis/query-words.js'
import { standard } from '../../src/analysis/standard.js'
import { tokenKinds } from '../../src/analysis/tokens.js'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { throws } from '../index/thrown.js'
import { seed } from '../random.js'

fc.configureGlobal({ seed })

const analyzer = withDiacritics(english)
const index = new Index<{ id: string; body: string }>({ fields: { body: {} }, storeFields: ['body'], analyzer })
for (const [id, body] of [
  ['plain', 'She sent a resume of it.'],
  ['with', 'She sent a résumé of it.'],
  ['forms', 'She sent the RÉSUMÉS of it.'],
  ['apart', 'She sent a re\u0301sume\u0301 of it.'],
  ['other', 'They met in Lodz in May.'],
  ['name', 'They met in Łódź in May.'],
]) {
  index.add({ id, body })
}

const rows: readonly [query: string, ids: string, first: number][] = [
  ['résumé', 'with apart forms plain', 3],
  ['RESUMÉ', 'plain with forms apart', 0],
  ['Resume', 'plain with forms apart', 0],
  ['Łódź', 'name other', 1],
  ['Lodz', 'other name', 0],
  ['"a résumé"', 'plain with apart', 0],
  ['résum*', 'plain with forms apart', 0],
]

test('the spelling that was typed comes first, the others count less', () => {
  for (const engine of [index, openIndex<{ id: string; body: string }>(index.toBytes(), { analyzers: [analyzer] })]) {
    for (const [query, ids, first] of rows) {
      const { hits } = engine.search(query, { highlight: ['body'], positions: ['body'] })
      assert.equal(hits.map(({ id }) => id).sort(), ids.split(' ').sort(), query)
      if (first > 0)
        assert.equal(
          hits
            .slice(0, first)
            .map(({ id }) => id)
            .sort(),
          ids.split(' ').slice(0, first).sort(),
          query,
        )
      for (const { id, score, highlights } of hits) {
        assert.is(engine.explain(query, id)?.value, score)
        assert.is(highlights?.body[0].marks.length, query.startsWith('"') ? 2 : 1, query)
      }
    }
    const [best, , , last] = engine.search('résumé', { positions: ['body'] }).hits
    assert.ok(Math.abs(last.score / best.score - foldedWeight) < 1e-9)
    assert.equal(best.positions, { body: [3] })
    // with either spelling as rare, no spelling comes first for being rare
    assert.is(engine.search('resume').hits[0].score, best.score)
    assert.equal(engine.suggest('resu').completions.length, 1)
  }
})

test('a letter that is no diacritic is none, and analyzers of several languages are refused', () => {
  const spelled = (of: typeof english, text: string) =>
    analyze(withDiacritics(of), text).flatMap(({ kind, term }) => (kind === tokenKinds.spelling ? [term] : []))
  assert.equal(spelled(russian, 'йод ёлка'), [])
  assert.equal(spelled(japanese, 'ガイド 東京'), [])
  assert.equal(spelled(standard, 'Straße naïve don’t ﬁn 北京 100'), ['strasse~ß', 'naive~ï'])
  assert.equal(spelled(french, 'États état'), ['etat~é', 'etat~é'])
  throws(() => withDiacritics(multilingual({ analyzers: { en: english } })), 'E_ANALYZER')
  throws(() => withDiacritics({} as never), 'E_ANALYZER')
})

test('all other tokens are those of the analyzer it is like', () => {
  const pieces = fc.constantFrom('é', 'e', 'cafe\u0301', 'Łódź', ' ', '-', "'", '北', '#', '@', '.', 'US', '1', '\u0301', '👍', 'İ', 'ß')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join('')
      for (const like of [english, japanese]) {
        const tokens = analyze(withDiacritics(like), text)
        assert.equal(
          tokens.filter(({ kind }) => kind !== tokenKinds.spelling),
          analyze(like, text),
        )
        for (const [i, { kind, start, end, position }] of tokens.entries()) {
          if (kind !== tokenKinds.spelling) continue
          const { start: from, end: to, position: at, kind: before } = tokens[i - 1]
          assert.equal([from, to, at, before], [start, end, position, tokenKinds.word])
        }
      }
    }),
    { numRuns: 500 },
  )
})

test.run()
