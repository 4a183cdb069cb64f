// Every language of the folder: the contract all keep, words that must meet, words that must not, and spellings that are one.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze } from '../../src/analysis/analyze.js'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { fingerprint } from '../../src/analysis/analyzers.js'
import { tokenKinds } from '../../src/analysis/tokens.js'
import { maxTokenBytes } from '../../src/analysis/words.js'
import { seed } from '../random.js'

const folder = new URL('../../src/analysis/languages/', import.meta.url)
const codes = readdirSync(fileURLToPath(folder)).map((file) => file.replace('.ts', ''))
const languages = new Map<string, { analyzer: Analyzer; stopWords: readonly string[] }>()
for (const code of codes) {
  const exported = Object.entries(await import(new URL(`${code}.ts`, folder).href)) as [string, Analyzer & readonly string[]][]
  const [analyzer] = exported.flatMap(([, value]) => (typeof value === 'object' && 'tokenize' in value ? [value] : []))
  const [stopWords] = exported.flatMap(([name, value]) => (name === `${analyzer.name}StopWords` ? [value] : []))
  languages.set(code, { analyzer, stopWords })
}
const termsOf = (code: string, text: string) => analyze(languages.get(code)!.analyzer, text).map(({ term }) => term)

fc.configureGlobal({ seed })

test('there are as many as the map says', () => {
  assert.is(languages.size, 34)
  const prints = [...languages.values()].map(({ analyzer }) => fingerprint(analyzer))
  assert.is(new Set(prints).size, prints.length)
})

const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
for (const [code, { analyzer, stopWords }] of languages) {
  test(`${code} keeps the contract of an analyzer`, () => {
    assert.match(analyzer.name, /^[a-z]+$/)
    assert.is(exports[`./analysis/${analyzer.name}`]?.import.default, `./dist/analysis/languages/${code}.js`)
    assert.equal(JSON.parse(JSON.stringify(analyzer.options)), analyzer.options)
    assert.ok(stopWords.length > 0 && stopWords.every((word) => typeof word === 'string' && word.length > 0))
    const letters = [...new Set(stopWords.join(''))]
    const words = fc
      .array(fc.constantFrom(...letters, "'", '-', 'ß', 'İ', '北', '\u0301'), { maxLength: 50 })
      .map((parts) => parts.join(''))
    const texts = fc.oneof(words, fc.string({ unit: 'binary', maxLength: 40 }))
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = analyze(analyzer, text)
        assert.equal(analyze(analyzer, text), tokens, 'stateless')
        for (const { word, term, start, end } of tokens) {
          assert.ok(start < end && end <= text.length)
          for (const part of [word, term]) {
            assert.not.match(part, /[\p{Cc}\p{Surrogate}\s]/u, JSON.stringify(text))
            assert.ok(new TextEncoder().encode(part).length <= maxTokenBytes)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
}

/** Words of one term each; the words of one row are one to the analyzer. */
const same: [code: string, ...words: string[]][] = [
  ['en', 'minister', 'ministers'],
  ['de', 'Regierung', 'Regierungen'],
  ['de', 'Müller', 'Mueller', 'Muller', 'MÜLLER', 'Mu\u0308ller'],
  ['de', 'Straße', 'Strasse', 'STRASSE', 'STRAẞE'],
  ['de', 'Haus', 'Hauses', 'Häuser', 'Haeuser'],
  ['fr', 'État', "l'état", 'l’Etat', "D'ÉTATS"],
  ['fr', 'élections', 'election', "qu'élections"],
  ['fr', 'cœur', 'coeur'],
  ['es', 'nación', 'naciones', 'nacion'],
  ['es', 'tecnología', 'tecnologias', 'tecnologia'],
  ['it', 'parlamento', 'parlamenti'],
  ['it', "dell'Italia", 'Italia', 'l’Italia'],
  ['pt', 'situação', 'situações', 'situacoes', 'SITUACAO'],
  ['pt', "d'água", 'agua'],
  ['nl', 'regering', 'regeringen'],
  ['sv', 'regering', 'regeringen', 'regeringarna'],
  ['no', 'økonomisk', 'økonomiske', 'ökonomiske', 'okonomisk'],
  ['da', 'ændring', 'ændringer', 'ändringer'],
  ['fi', 'koulu', 'kouluissa'],
  ['ru', 'министр', 'министрами', 'МИНИСТР'],
  ['ru', 'ёлка', 'елка', 'ёлками', 'е\u0308лка'],
  ['uk', 'уряд', 'уряду'],
  ['uk', "м'яч", 'м’яч', 'мяч'],
  ['bg', 'работник', 'работниците'],
  ['el', 'υπουργός', 'ΥΠΟΥΡΓΟΙ', 'υπουργοι'],
  ['tr', 'İstanbul', 'istanbul', 'ISTANBUL', "İstanbul'da", 'I\u0307stanbul'],
  ['tr', 'IŞIK', 'ışık', 'ışıklar', 'isik'],
  ['ro', 'școală', 'şcoală', 'scoala'],
  ['ar', 'مُحَمَّد', 'محمد', 'محـــمد'],
  ['ar', 'أحمد', 'احمد', 'إحمد', 'آحمد', 'ٱحمد'],
  ['ar', 'مدرسة', 'مدرسه', 'المدرسة'],
  ['ar', 'مصطفى', 'مصطفي'],
  ['he', 'שָׁלוֹם', 'שלום', '\ufb2aלום'],
  ['fa', 'کتاب', 'كتاب'],
  ['fa', 'ایران', 'ايران'],
  ['vi', 'Việt', 'Viet', 'VIỆT', 'Vie\u0323\u0302t'],
  ['vi', 'đường', 'duong', 'Đường'],
  ['hi', 'सरकार', 'सरकारों'],
  ['sr', 'влада', 'vlada', 'vlade'],
  ['ja', 'ガイド', 'ｶﾞｲﾄﾞ'],
  ['zh', 'ＡＢＣ', 'abc'],
  ['ko', '한국', '\u1112\u1161\u11ab\u1100\u116e\u11a8'],
]
const different: [code: string, a: string, b: string][] = [
  ['uk', 'їх', 'іх'],
  ['ru', 'йод', 'иод'],
  ['en', 'news', 'new'],
  ['de', 'Quelle', 'Qülle'],
  ['ja', 'は', 'ば'],
  ['zh', '北京', '京北'],
]
test('forms and spellings of one word meet', () => {
  for (const [code, first, ...others] of same) {
    for (const other of others) assert.equal(termsOf(code, other), termsOf(code, first), `${code}: ${other} and ${first}`)
  }
})
test('different words stay apart', () => {
  for (const [code, a, b] of different) assert.not.equal(termsOf(code, a), termsOf(code, b), `${code}: ${a} and ${b}`)
})
test('the word of a Cyrillic letter keeps the letter', () => {
  const words = analyze(languages.get('ru')!.analyzer, 'ёлка йод Её').map(({ word }) => word)
  assert.equal(words, ['ёлка', 'йод', 'её'])
})

/** Tokens as `word position start-end`; bigrams with a `+`. */
const characters: [code: string, text: string, tokens: string[]][] = [
  ['zh', '北京', ['北 0 0-1', '北京 0 0-2 +', '京 1 1-2']],
  ['zh', '北，京', ['北 0 0-1', '京 1 2-3']],
  ['zh', 'iPhone用户', ['iphone 0 0-6', '用 1 6-7', '用户 1 6-8 +', '户 2 7-8']],
  ['zh', '𠮷野', ['𠮷 0 0-2', '𠮷野 0 0-3 +', '野 1 2-3']],
  ['ja', 'ｶﾞﾄ', ['ガ 0 0-2', 'ガト 0 0-3 +', 'ト 1 2-3']],
  ['th', 'น้ำตก', ['น้ํา 0 0-3', 'น้ําต 0 0-4 +', 'ต 1 3-4', 'ตก 1 3-5 +', 'ก 2 4-5']],
  ['ko', '정부는 2024년', ['정 0 0-1', '정부 0 0-2 +', '부 1 1-2', '부는 1 1-3 +', '는 2 2-3', '2024 3 4-8', '년 4 8-9']],
  ['ko', 'KBS뉴', ['kbs 0 0-3', '뉴 1 3-4']],
  ['zh', '#中国 a', ['中 0 1-2', '#中国 0 0-3', '中国 0 1-3 +', '国 1 2-3', 'a 2 4-5']],
]
test('characters stand alone and two by two', () => {
  for (const [code, text, expected] of characters) {
    const tokens = analyze(languages.get(code)!.analyzer, text)
    assert.equal(
      tokens.map(({ word, position, start, end, kind }) => `${word} ${position} ${start}-${end}${kind === tokenKinds.bigram ? ' +' : ''}`),
      expected,
      text,
    )
  }
})

test.run()
