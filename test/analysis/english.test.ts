// English stems: which words meet, which stay apart, and how far our Porter stemmer agrees with Porter's own list.

import { existsSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english, stemEnglish } from '../../src/analysis/english.js'
import { overrides } from '../../src/analysis/overrides.js'
import { porterStem } from '../../src/analysis/porter.js'
import { tokenKinds } from '../../src/analysis/tokens.js'

const termOf = (word: string) => english.normalize(word, tokenKinds.word).term

test('seed words have their stems', () => {
  const lines = readFileSync(new URL('../../seeds/stemmers/english.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  assert.ok(lines.length >= 180)
  for (const line of lines) {
    const [word, stem] = line.split('\t')
    assert.is(termOf(word), stem, word)
  }
})

/** In each row, words of one family; no two rows share a term. */
const families: string[][] = [
  ['news'],
  ['new'],
  ['community', 'communities'],
  ['communism'],
  ['communist', 'communists'],
  ['communicate', 'communications'],
  ['general', 'generals', 'generally'],
  ['generation', 'generations'],
  ['generate', 'generated', 'generators'],
  ['generous', 'generously'],
  ['organization', 'organisations', 'organizations'],
  ['organize', 'organised', 'organizers'],
  ['organ', 'organs'],
  ['organic'],
  ['university', 'universities'],
  ['universe', 'universes'],
  ['universal', 'universally'],
  ['international', 'internationally'],
  ['internal', 'internally'],
  ['intern', 'interns'],
  ['arsenal', 'arsenals'],
  ['arsen'],
  ['arsenic'],
  ['policy', 'policies'],
  ['police', 'policing'],
  ['nation', 'nations'],
  ['national', 'nationals'],
  ['author', 'authors'],
  ['authority', 'authorities'],
  ['authorize', 'authorised', 'authorization'],
  ['import', 'imports', 'imported'],
  ['important', 'importance', 'importantly'],
  ['marine', 'marines'],
  ['marina', 'marinas'],
  ['secret', 'secrets'],
  ['secretary', 'secretaries'],
  ['execute', 'execution', 'executed'],
  ['executive', 'executives'],
  ['relate', 'related'],
  ['relation', 'relations'],
  ['relative', 'relatives', 'relatively'],
  ['animal', 'animals'],
  ['animate', 'animated'],
  ['wand', 'wands'],
  ['wander', 'wandered'],
  ['us'],
  ['use', 'used', 'uses', 'using'],
  ['it'],
  ['its'],
  ['business', 'businesses'],
  ['busy', 'busied'],
  ['house', 'houses'],
  ['housing'],
  ['cooper'],
  ['cooperation', 'co\u00adoperate', 'cooperative'],
  ['experience', 'experienced'],
  ['experiment', 'experiments'],
  ['unit', 'units'],
  ['unite', 'united'],
  ['heroin'],
  ['heroine'],
  ['robert'],
  ['roberts'],
  ['july'],
  ['julie'],
  ['aid', 'aided'],
  ['aids'],
  ['virus', 'viruses'],
  ['focus', 'focused', 'focuses'],
  ['die', 'died', 'dying'],
  ['café', 'cafés', 'cafe', 'cafes', 'CAFÉS', 'cafe\u0301s'],
  ['don’t', "don't", 'dont', 'DONT'],
  ["i'm", 'im'],
  ["you're", 'youre', 'You’re'],
  ["we're"],
  ['were'],
  ["we'll"],
  ['well'],
  ["she'll"],
  ['shell', 'shells'],
  ["can't"],
  ['cant'],
  ["won't"],
  ['wont'],
  ['let', 'lets'],
  ["i'd"],
  ['id'],
  ["i'll"],
  ['ill'],
  ['O’Brien', "o'brien", 'OBrien'],
  ["D'Angelo", 'dangelo'],
  ["Qur'an", 'Quran'],
]

test('words of a family meet, and families stay apart', () => {
  const owner = new Map<string, string>()
  for (const family of families) {
    const term = termOf(family[0])
    assert.equal(
      family.map(termOf),
      family.map(() => term),
    )
    assert.not.ok(owner.has(term), `${family[0]} and ${owner.get(term)}`)
    owner.set(term, family[0])
  }
})

test('the word is what people type, the term is its stem', () => {
  const rows: [raw: string, kind: keyof typeof tokenKinds, word: string, term: string][] = [
    ['Ministers', 'word', 'ministers', 'minist'],
    ['Łukasz', 'word', 'lukasz', 'lukasz'],
    ['O’Brien', 'word', "o'brien", 'obrien'],
    ['1,000', 'number', '1000', '1000'],
    ['N.A.T.O.', 'acronym', 'nato', 'nato'],
    ['U.S.', 'acronym', 'u.s.', 'u.s.'],
    ['US', 'acronym', 'u.s.', 'u.s.'],
    ['US', 'word', 'us', 'us'],
    ['co-operation', 'compound', 'cooperation', 'cooperate'],
    ['well‑being', 'compound', 'wellbeing', 'wellb'],
    ['#Elections', 'tag', '#elections', '#elections'],
    ['@Ministers', 'mention', '@ministers', '@ministers'],
    ['👍🏽', 'emoji', '👍', '👍'],
    ['\u0301', 'word', '', ''],
  ]
  for (const [raw, kind, word, term] of rows) assert.equal(english.normalize(raw, tokenKinds[kind]), { word, term }, raw)
  assert.is(termOf('wellbeing'), 'wellb')
})

test('the plain word also finds the acronym, faintly', () => {
  for (const [term, acronym] of [
    ['us', 'u.s.'],
    ['it', 'i.t.'],
    ['who', 'w.h.o.'],
    ['am', 'a.m.'],
    ['a.m.', 'am'],
  ]) {
    assert.equal(english.alternatives?.(term), [{ term: acronym, weight: 0.1 }])
  }
  assert.equal(english.alternatives?.('minist'), [])
})

test('an override shares its term with no word that Porter stems to it', () => {
  const own = new Set(overrides.values())
  for (const [word, term] of overrides) {
    assert.is(stemEnglish(word), term)
    assert.is(stemEnglish(term), term, `${term} is not its own term`)
  }
  // Porter stems that are heads of a family must belong to the family, or two families meet behind the table's back.
  const strangers: [string, string][] = [
    ['sunny', 'sunni'],
    ['denise', 'denis'],
    ['manning', 'man'],
    ['vigilante', 'vigilant'],
    ['statue', 'status'],
    ['dye', 'die'],
  ]
  for (const [word, head] of strangers) {
    assert.ok(stemEnglish(word) !== stemEnglish(head), `${word} and ${head}`)
    assert.ok(!own.has(porterStem(word)) || overrides.has(word) || porterStem(word) !== head, word)
  }
})

test('the stemmer is fed words of a to z only', () => {
  for (const word of ['1990s', "o'clock", 'йод', 'u.s.', 'covid19', '', 'a', 'is', `${'x'.repeat(41)}ing`])
    assert.is(porterStem(word), word)
  assert.is(porterStem('running'), 'run')
})

test("agreement with Porter's own list", () => {
  const folder = new URL('../../../shared/data/stemmers/porter/', import.meta.url)
  if (!existsSync(folder)) {
    console.log('skipped: no shared stemmer lists here')
    return
  }
  const words = readFileSync(new URL('voc.txt', folder), 'utf8').split('\n')
  const stems = readFileSync(new URL('output.txt', folder), 'utf8').split('\n')
  let different = 0
  let compared = 0
  let overridden = 0
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '') continue
    compared++
    if (porterStem(words[i]) !== stems[i]) different++
    else if (stemEnglish(words[i]) !== stems[i]) {
      overridden++
      assert.ok(overrides.has(words[i]) || words[i].includes("'"), words[i])
    }
  }
  // Words of two letters, Porter's two published departures, and `lyell`.
  assert.ok(compared > 42_000, `${compared} words`)
  assert.ok(different <= 70, `${different} words differ`)
  assert.ok(overridden > 300, `${overridden} words are overridden`)
})

test.run()
