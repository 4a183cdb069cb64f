// Folding, script by script: what is dropped, what is spelled out, and what stays a letter of its own.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { foldDiacritics, lowercase, stripPossessive } from '../../src/analysis/fold.js'
import { memoise } from '../../src/analysis/memo.js'

test('folds script by script', () => {
  const rows: [script: string, text: string, folded: string][] = [
    ['ASCII', 'Plain', 'plain'],
    ['Latin', 'Éèêëàâäáãåçñòóôõöùúûüýÿ', 'eeeeaaaaaacnooooouuuuyy'],
    ['Latin, decomposed', 'E\u0301c\u0327a\u0308\u0304', 'eca'],
    ['Polish', 'Łódź Wałęsa', 'lodzwalesa'],
    ['Czech, Croatian', 'Dvořák Đoković Žižek', 'dvorakdokoviczizek'],
    ['Nordic', 'Ørsted Ærø Þórður Åse Jón', 'orstedaerothordurasejon'],
    ['German', 'straße STRASSE GROẞ', 'strassestrassegross'],
    ['French', 'Œuvre cœur', 'oeuvrecoeur'],
    ['Turkish', 'İstanbul ISPARTA ılık Erdoğan', 'istanbulispartailikerdogan'],
    ['Vietnamese', 'Nguyễn Đức', 'nguyenduc'],
    ['Hausa, Maltese, Sami', 'Ɓauchi Ħamrun Ŋŋ', 'bauchihamrunnn'],
    ['Romanised Arabic and Hawaiian', 'Qurʾān ʿAbd Hawaiʻi', 'quranabdhawaii'],
    ['Catalan', 'paraŀlel', 'parallel'],
    ['Greek', 'Ελλάδα Άγιος ΐ', 'ελλαδααγιοσι'],
    ['Cyrillic keeps its letters', 'Йод Ёлка Їжак ў Ѓ', 'йодёлкаїжакўѓ'],
    ['Devanagari keeps its marks', 'हिन्दी', 'हिन्दी'],
    ['Hebrew and Arabic keep theirs', 'שָׁלוֹם كِتَاب', 'שָׁלוֹםكِتَاب'.normalize('NFC')],
    ['Thai', 'น้ำ', 'น้ํา'],
    ['kana', 'がぎ ﾊﾞ', 'がぎバ'],
    ['Hangul', '한국'.normalize('NFD'), '한국'],
    ['full width', 'ＡＢＣ１２３', 'abc123'],
    ['ligatures and superscripts', 'ﬁﬂ ﬃ m² CO₂ Ⅳ', 'fiflffim2co2iv'],
    ['mathematical', '𝐇𝐞𝐥𝐥𝐨', 'hello'],
    ['Kelvin and long s', 'K ſ', 'ks'],
    ['digits under marks', '1\u03052\u0305', '12'],
    ['invisible', 'a\u00adb\u200dc\u2060d\ufeffe', 'abcde'],
    ['apostrophes', 'a’bʼc＇d', "a'b'c'd"],
    ['one sign for a phrase', 'ﷺ', 'صلىاللهعليهوسلم'],
    ['marks alone', '\u0301\u0302', ''],
  ]
  for (const [script, text, folded] of rows) assert.is(foldDiacritics(lowercase(text.replaceAll(' ', ''))), folded, script)
})

test('folding twice changes nothing', () => {
  for (let point = 0; point < 0x30000; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const once = foldDiacritics(lowercase(String.fromCodePoint(point)))
    const twice = foldDiacritics(lowercase(once))
    if (once !== twice) assert.unreachable(`U+${point.toString(16)}: ${once}, then ${twice}`)
  }
})

test('strips possessives', () => {
  const rows = [
    ["macron's", 'macron'],
    ["ministers'", 'ministers'],
    ["IRAN'S", 'IRAN'],
    ['bus', 'bus'],
    ["don't", "don't"],
    ['', ''],
  ]
  for (const [word, bare] of rows) assert.is(stripPossessive(word), bare)
})

test('a memo remembers its last answers and no more than twice its limit', () => {
  const asked: string[] = []
  const answer = memoise(3, (key) => {
    asked.push(key)
    return key.toUpperCase()
  })
  for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'a', 'b']) assert.is(answer(key), key.toUpperCase())
  assert.equal(asked, ['a', 'b', 'c', 'd'])
  for (let i = 0; i < 10; i++) answer(`n${i}`)
  answer('a')
  assert.is(asked.at(-1), 'a')
})

test.run()
