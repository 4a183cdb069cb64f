// An index of several languages: each document is read in its own, a query in those that there are; and searches of characters.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { detectLanguage } from '../../src/analysis/detect.js'
import { english } from '../../src/analysis/english.js'
import { german, germanStopWords } from '../../src/analysis/languages/de.js'
import { french } from '../../src/analysis/languages/fr.js'
import { japanese } from '../../src/analysis/languages/ja.js'
import { thai } from '../../src/analysis/languages/th.js'
import { chinese } from '../../src/analysis/languages/zh.js'
import { type MultilingualOptions, multilingual } from '../../src/analysis/multilingual.js'
import { withoutWords } from '../../src/analysis/stop-words.js'
import { Index } from '../../src/index/index.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import { allModules } from '../../src/reader/all-modules.js'
import { openIndex } from '../../src/reader/open.js'
import { toHtml } from '../../src/search/html.js'
import { viewOf } from '../../src/search/view.js'
import { openSegment } from '../../src/segment/segment.js'
import { throws } from './thrown.js'

type Document = Record<string, unknown>

const three = { en: english, de: german, zh: chinese }
const documents: Document[] = [
  { id: 'en', language: 'en-GB', body: 'The ministers die in the houses of parliament', items: [{ text: 'Wahlen' }] },
  { id: 'de', language: 'DE', body: 'Die Regierungen sprachen in den Häusern', items: [{ text: 'houses Wahl' }] },
  { id: 'zh', language: 'zh_Hant_TW', body: '北京大学的部长 ministers', items: [] },
  { id: 'none', body: 'governments', items: [] },
]

function made(options: Partial<MultilingualOptions>, given = documents): Index<Document> {
  const analyzer = multilingual({ analyzers: three, ...options })
  const index = new Index<Document>({
    fields: { body: {}, 'items.text': {} },
    nested: ['items'],
    storeFields: ['language', 'body'],
    analyzer,
  })
  index.addAll(given)
  return index
}
const ids = (index: Pick<Index<Document>, 'search'>, query: string) =>
  index
    .search(query)
    .hits.map(({ id }) => id)
    .sort()
    .join(' ')

const byField: [query: string, found: string][] = [
  ['minister', 'en'],
  ['ministers', 'en zh'],
  ['regierung', 'de'],
  ['Regierungen', 'de'],
  ['haus', 'de'],
  ['house', 'en'],
  ['北京', 'zh'],
  ['北京大学', 'zh'],
  ['北', 'zh'],
  ['京北', ''],
  ['"in den Häusern"', 'de'],
  ['government', 'none'],
  ['items:(text:wahl)', 'de'],
]

test('a field names the language of each document', () => {
  const index = made({ field: 'language' })
  const analyzer = multilingual({ analyzers: three, field: 'language' })
  const bytes = index.toBytes()
  const again = Index.from<Document>(bytes, { analyzers: [analyzer] })
  const merged = openIndex<Document>(mergeSegments([bytes], { analyzers: [analyzer] }), { analyzers: [analyzer] })
  for (const each of [index, again, merged]) {
    for (const [query, found] of byField) assert.is(ids(each, query), found, query)
  }
  again.replace({ id: 'none', language: 'de', body: 'Häuser', items: [] })
  assert.is(ids(again, 'haus'), 'de none')
  again.update('none', { body: 'Hauses', items: [] })
  assert.is(ids(again, 'haus'), 'de none')
})

test('a document that names no language is read in what its text is guessed to be, else in the one to fall back to', () => {
  const texts: Document[] = [
    { id: 'en', body: 'The ministers of the government met in the houses of parliament on Monday and spoke about elections.' },
    { id: 'de', body: 'Die Minister der Regierung trafen sich am Montag in den Häusern des Parlaments und sprachen über Wahlen.' },
    { id: 'zh', body: '部长们星期一在北京开会，讨论了选举的问题。' },
  ].map((document) => ({ ...document, items: [] }))
  const index = made({ detect: detectLanguage }, texts)
  for (const [query, found] of [
    ['haus', 'de'],
    ['house', 'en'],
    ['选举', 'zh'],
  ]) {
    assert.is(ids(index, query), found, query)
  }
  assert.is(ids(made({}, texts), 'haus'), '')
  assert.is(ids(made({ fallback: 'DE' }, texts), 'haus'), 'de')
  assert.is(ids(made({ detect: () => 'klingon', fallback: 'de' }, texts), 'haus'), 'de')
})

test('highlights are those of the document’s own language', () => {
  const index = made({ field: 'language' })
  const marked = (query: string) => index.search(query, { highlight: ['body'] }).hits.map(({ highlights }) => toHtml(highlights!.body[0]))
  assert.equal(marked('haus'), ['Die Regierungen sprachen in den <mark>Häusern</mark>'])
  assert.equal(marked('北京大'), ['<mark>北京大</mark>学的部长 ministers'])
  const [english] = marked('house')
  assert.is(english, 'The ministers die in the <mark>houses</mark> of parliament')
})

test('patterns look into all languages', () => {
  const index = made({ field: 'language' })
  for (const [query, found] of [
    ['regier*', 'de'],
    ['hous*', 'en'],
    ['regierungem~1', 'de'],
  ]) {
    assert.is(ids(index, query), found, query)
  }
})

test('what guesses may throw, and refuses that document alone', () => {
  const index = made({ detect: (text) => (text.includes('boom') ? JSON.parse('{') : 'en') }, [])
  index.add({ id: 1, body: 'fine', items: [] })
  throws(() => index.add({ id: 2, body: 'boom', items: [] }), 'E_ANALYZER')
  index.add({ id: 3, body: 'fine', items: [] })
  assert.is(ids(index, 'fine'), '1 3')
})

test('a query is read in the languages that documents were read in, and in no others', () => {
  const all = { en: english, de: german, fr: french, zh: chinese }
  const analyzer = multilingual({ analyzers: all, field: 'language' })
  const make = () => made({ analyzers: all, field: 'language' }, [])
  const index = make()
  index.addAll([
    { id: 'news', language: 'en', body: 'the news', items: [] },
    { id: 'new', language: 'en', body: 'a new house', items: [] },
    { id: 'none', language: 'fr', body: '', items: [] },
  ])
  // French makes `new` of both, so that it finds what English keeps apart
  const rows: [query: string, found: string, withFrench: string][] = [
    ['news', 'news', 'new news'],
    ['"news"', 'news', 'new news'],
    ['news*', 'news', 'news'],
    ['maison', '', 'maison'],
  ]
  const another = { id: 'maison', language: 'fr', body: 'les maisons', items: [] }
  const other = make()
  other.add(another)
  const options = { analyzers: [analyzer] }
  const merged = mergeSegments([index.toBytes()], options)
  for (const each of [
    index,
    Index.from<Document>(index.toBytes(), options),
    openIndex<Document>(index.toBytes(), options),
    openIndex<Document>(merged, options),
  ]) {
    for (const [query, found] of rows) assert.is(ids(each, query), found, query)
  }
  const both = mergeSegments([index.toBytes(), other.toBytes()], options)
  // in a tail that is not sealed, too
  const opened = Index.from<Document>(index.toBytes(), options)
  assert.is(ids(opened, 'news'), 'news')
  opened.add(another)
  for (const each of [opened, openIndex<Document>(opened.toBytes(), options), openIndex<Document>(both, options)]) {
    for (const [query, , found] of rows) assert.is(ids(each, query), found, query)
  }
  // a text beside the index is read in the language that is named
  assert.is(toHtml(index.highlight('Die Häuser', 'haus', { field: 'body', language: 'de' })[0]), 'Die <mark>Häuser</mark>')
})

test('a segment that does not say in which languages is asked in all', () => {
  const analyzer = multilingual({ analyzers: three, field: 'language' })
  const index = made({ field: 'language' }, documents.slice(0, 1))
  const segment = openSegment(index.toBytes(), { analyzers: [analyzer] })
  assert.equal(segment.languages, ['english'])
  const silent = viewOf(segment.schema, [{ ...segment, languages: undefined }], [undefined], allModules)
  assert.is(silent.schema, segment.schema)
  assert.is(silent.schema.fields[0].analyzer?.languages?.all.length, 3)
})

test('another set of languages is another analyzer', () => {
  const bytes = made({ field: 'language' }).toBytes()
  for (const other of [
    {},
    { field: 'lang' },
    { field: 'language', fallback: 'de' },
    { field: 'language', analyzers: { ...three, fr: french } },
  ]) {
    throws(() => openIndex(bytes, { analyzers: [multilingual({ analyzers: three, ...other })] }), 'E_ANALYZER')
  }
})

test('mistakes in the options are told', () => {
  const one = { en: english }
  const wrong: [options: unknown, code: 'E_CONFIG' | 'E_ANALYZER'][] = [
    [{}, 'E_CONFIG'],
    [{ analyzers: {} }, 'E_CONFIG'],
    [{ analyzers: { en: 'english' } as never, extra: 1 }, 'E_CONFIG'],
    [{ analyzers: { en: {} } }, 'E_ANALYZER'],
    [{ analyzers: { en: multilingual({ analyzers: one }) } }, 'E_ANALYZER'],
    [{ analyzers: one, fallback: 'de' }, 'E_CONFIG'],
    [{ analyzers: one, field: '' }, 'E_CONFIG'],
    [{ analyzers: one, detect: 'tinyld' }, 'E_CONFIG'],
    [{ analyzers: one, name: '' }, 'E_CONFIG'],
  ]
  for (const [options, code] of wrong) throws(() => multilingual(options as MultilingualOptions), code)
  const analyzer = multilingual({ analyzers: one, field: 'language' })
  throws(() => new Index({ fields: { body: {} }, storeFields: ['body'], analyzer }), 'E_CONFIG', /"language" in storeFields/)
})

/** Text, query, and the text with marks, or undefined where it is not found. */
const characters: [analyzer: Analyzer, text: string, query: string, marked: string | undefined][] = [
  [chinese, '他在北京大学读书', '北京', '他在<mark>北京</mark>大学读书'],
  [chinese, '他在北京大学读书', '北京大学', '他在<mark>北京大学</mark>读书'],
  [chinese, '他在北京大学读书', '书', '他在北京大学读<mark>书</mark>'],
  [chinese, '他在北京大学读书', '京大学读', '他在北<mark>京大学读</mark>书'],
  [chinese, '他在北京大学读书', '北京读书', undefined],
  [chinese, '北京，大学', '京大', undefined],
  [chinese, '北京，大学', '北京大学', undefined],
  [chinese, '我用iPhone打电话', 'iphone打电', '我用<mark>iPhone</mark><mark>打电</mark>话'],
  [japanese, 'ｶﾞｲﾄﾞﾌﾞｯｸ', 'ガイド', '<mark>ｶﾞｲﾄﾞ</mark>ﾌﾞｯｸ'],
  [japanese, '東京タワー', 'タワー', '東京<mark>タワー</mark>'],
  [thai, 'น้ำท่วมกรุงเทพ', 'น้ำท่วม', '<mark>น้ำท่วม</mark>กรุงเทพ'],
  [thai, 'น้ำท่วมกรุงเทพ', 'กรุงเทพ', 'น้ำท่วม<mark>กรุงเทพ</mark>'],
  [thai, 'น้ำท่วมกรุงเทพ', 'น้ำ', '<mark>น้ำ</mark>ท่วมกรุงเทพ'],
  [thai, 'นาที', 'น้า', undefined],
]
test('one character, two, and more are found, and marked as one stretch', () => {
  for (const [analyzer, text, query, marked] of characters) {
    const index = new Index<Document>({ fields: { body: {} }, storeFields: ['body'], analyzer })
    index.add({ id: 1, body: text })
    const [hit] = index.search(query, { highlight: ['body'] }).hits
    assert.is(hit && toHtml(hit.highlights!.body[0]), marked, `${query} in ${text}`)
  }
})

test('stop words are dropped where that is asked for, and phrases keep their gaps', () => {
  const index = new Index<Document>({ fields: { body: {} }, analyzer: withoutWords(german, germanStopWords) })
  index.add({ id: 1, body: 'Das Haus und der Garten' })
  assert.equal(
    ['und', 'haus', '"Haus und der Garten"', '"Haus Garten"'].map((query) => index.search(query).count),
    [0, 1, 1, 0],
  )
  throws(() => withoutWords(german, [1] as never), 'E_CONFIG')
  throws(() => withoutWords(multilingual({ analyzers: three }), ['und']), 'E_ANALYZER', /one by one/)
})

test.run()
