// The query string: what each piece of syntax means, what is reported, and that nothing a person can type makes it throw or crawl.
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { constant, decay, dismax, exact, exists, factor, fuzzy, near, phrase, prefix, range, wildcard } from '../../src/query/builders.js'
import { queryLimits } from '../../src/query/limits.js'
import { type ParseOptions, parseQuery } from '../../src/query/parse.js'
import type { Query } from '../../src/query/query.js'
import { seed } from '../random.js'

fc.configureGlobal({ seed })

const t = (text: string, field?: string): Query => (field === undefined ? { kind: 'term', text } : { kind: 'term', text, field })
const p = (text: string, field?: string): Query => (field === undefined ? { kind: 'phrase', text } : { kind: 'phrase', text, field })
const or = (...should: Query[]): Query => ({ kind: 'bool', should })
const and = (...must: Query[]): Query => ({ kind: 'bool', must })
const without = (...not: Query[]): Query => ({ kind: 'bool', not })
const by = (query: Query, times: number): Query => ({ kind: 'boost', query, by: times })
const all: Query = { kind: 'all' }
const nothing: Query = without(all)
const known = { fields: ['headline', 'body', 'outlet', 'first name', 'dc:title', '__proto__'] }
const types: ParseOptions = {
  types: new Map([
    ['headline', 'text'],
    ['outlet', 'keyword'],
    ['published', 'date'],
    ['words', 'number'],
  ]),
}

/** String, query, problems as `code start-end`, options. */
const rows: [string, Query, string[], ParseOptions?][] = [
  // All documents
  ['', all, []],
  [' \t\n\u00a0\ufeff', all, []],
  ['*', all, []],
  ['*^2', by(all, 2), []],
  ['-*', nothing, []],
  ['a *', or(t('a'), all), []],
  // Words
  ['climate', t('climate'), []],
  ['well-known', t('well-known'), []],
  ['6\'2" tall', or(t('6\'2"'), t('tall')), []],
  ['R & D', or(t('R'), t('&'), t('D')), []],
  ['U.S. #MeToo @name 1,000.5', or(t('U.S.'), t('#MeToo'), t('@name'), t('1,000.5')), []],
  ['why?', t('why?'), []],
  ['[sic]', t('[sic]'), []],
  ['日本\u3000東京', or(t('日本'), t('東京')), []],
  ['\ud83d\ude00 \ud800', or(t('\ud83d\ude00'), t('\ud800')), []],
  ['a b', or(t('a'), t('b')), []],
  ['a b', and(t('a'), t('b')), [], { combineWith: 'and' }],
  ['a', t('a'), [], { combineWith: 'and' }],
  ['(a)', t('a'), []],
  ['((a b))', or(t('a'), t('b')), []],
  ['foo(bar)', or(t('foo'), t('bar')), []],
  ['and or not', or(t('and'), t('or'), t('not')), []],
  ['ANDY NOTE ORB', or(t('ANDY'), t('NOTE'), t('ORB')), []],
  ['a && b || !c', or(t('a'), t('&&'), t('b'), t('||'), t('!c')), ['unsupported 10-12']],
  ['a^gauss(published, 30d)', decay(t('a'), 'published', { scale: '30d' }), []],
  [
    '(a b)^exp( published , scale=1w, origin="now/d", missing=0 ) c',
    or(decay(or(t('a'), t('b')), 'published', { scale: '1w', origin: 'now/d', missing: 0, shape: 'exp' }), t('c')),
    [],
    types,
  ],
  ['a^log1p(words, times=2)', factor(t('a'), 'words', { modifier: 'log1p', times: 2 }), [], types],
  ['a^none(words)', factor(t('a'), 'words'), [], types],
  ['a^gauss(published)', t('a'), ['value 1-18'], types],
  ['a^gauss(publshed, 1d)', t('a'), ['value 1-21'], types],
  ['a^gauss(published, 1x)', t('a'), ['value 1-22'], types],
  ['a^gauss(words, 3)', t('a'), ['value 1-17'], types],
  ['a^gauss(published, 1d, times=2)', t('a'), ['value 1-31'], types],
  ['a^sqrt(headline)', t('a'), ['value 1-16'], types],
  ['a^sqrt(words, missing=-1)', t('a'), ['value 1-25'], types],
  ['a^gauss(', t('a'), ['boost 1-7', 'parenthesis 7-8']],
  ['hedline:', t('hedline:'), ['unknown-field 0-7'], known],
  ['hedline: "a"', or(t('hedline:'), p('a')), ['unknown-field 0-7'], known],
  ['Trump: "a"', or(t('Trump:'), p('a')), [], known],
  ['="reported"', exact('reported'), []],
  ['-="he said"^2 a', { kind: 'bool', should: [t('a')], not: [by(exact('he said'), 2)] }, []],
  ['headline:="Reported" b', or(exact('Reported', 'headline'), t('b')), [], known],
  ['=\u201eso\u201c', exact('so'), []],
  ['="a', exact('a'), ['quote 1-2']],
  ['=""', nothing, ['empty 0-3']],
  ['="a b"', p('a b'), ['unsupported 0-6'], { exactForms: false }],
  ['= "a" =b', or(t('='), p('a'), t('=b')), []],
  ['outlet:="Le Monde"', exact('Le Monde', 'outlet'), [], { ...types, exactForms: false }],
  ['headline:-a', t('-a', 'headline'), ['unsupported 0-11'], known],
  ['published:[2017 TO 2016]', { kind: 'range', field: 'published', from: '2017', to: '2016' }, ['range 0-24'], types],
  ['AND^2', by(t('AND'), 2), []],
  // Escapes
  ['\\AND', t('AND'), []],
  // a headline in capitals: four words side by side, and nothing of the query language
  ['OIL AND GAS UNIT SETS RECORD', or(t('OIL'), t('AND'), t('GAS'), t('UNIT'), t('SETS'), t('RECORD')), []],
  ['TALKS NOT SET YET SAYS U.N.', or(t('TALKS'), t('NOT'), t('SET'), t('YET'), t('SAYS'), t('U.N.')), []],
  ['OIL GAS UNIT AND RECORD', or(t('OIL'), t('GAS'), and(t('UNIT'), t('RECORD'))), []],
  ['OIL GAS UNIT SETS AND record', or(t('OIL'), t('GAS'), t('UNIT'), and(t('SETS'), t('record'))), []],
  ['OIL GAS UNIT SETS AND (RECORD)', or(t('OIL'), t('GAS'), t('UNIT'), and(t('SETS'), t('RECORD'))), []],
  ['10 20 30 40 AND 50', or(t('10'), t('20'), t('30'), and(t('40'), t('50'))), []],
  ['New\\ York', t('New York'), []],
  ['\\-a \\+b', or(t('-a'), t('+b')), []],
  ['\\*', t('*'), []],
  ['a\\~1 b\\^2', or(t('a~1'), t('b^2')), []],
  ['\\(a\\)', t('(a)'), []],
  ['C\\:\\\\dir', t('C:\\dir'), []],
  ['a\\', t('a\\'), []],
  ['"a \\" b"', p('a " b'), []],
  ['headline\\:a', t('headline:a'), []],
  ['\\ ', nothing, ['empty 0-2']],
  // Phrases
  ['"carbon tax"', p('carbon tax'), []],
  ['“carbon tax”', p('carbon tax'), []],
  ['„carbon tax“', p('carbon tax'), []],
  ['»carbon tax«', p('carbon tax'), []],
  ['«carbon tax»', p('carbon tax'), []],
  ['“carbon tax"', p('carbon tax'), []],
  ['"he said «no» twice"', p('he said «no» twice'), []],
  ['"a b""c d"', or(p('a b'), p('c d')), []],
  ['"a b"c', or(p('a b'), t('c')), []],
  ['"one AND (two"', p('one AND (two'), []],
  ['"carbon tax', p('carbon tax'), ['quote 0-1']],
  ['a "', t('a'), ['quote 2-3', 'empty 2-3']],
  ['""', nothing, ['empty 0-2']],
  ['a "  "', t('a'), ['empty 2-6']],
  ['"a b"~2', phrase('a b', { slop: 2 }), []],
  ['"a b"~', p('a b'), ['value 5-6']],
  ['"a b"~500', phrase('a b', { slop: 99 }), ['value 0-9']],
  ['"silk ro*"', phrase('silk ro', { prefix: true }), []],
  ['"silk ro\\*" "silk *"', or(p('silk ro*'), p('silk *')), []],
  ['body:"silk ro*"~2^3', by(phrase('silk ro', { field: 'body', slop: 2, prefix: true }), 3), []],
  ['outlet:"Le Mo*"', prefix('Le Mo', 'outlet'), [], types],
  ['NEAR(carbon tax, 3) NEAR(a b)', or(near('carbon tax', 3), near('a b', 5)), []],
  ['body:NEAR("a, b", 2)', near('a, b', 2, { field: 'body' }), []],
  ['NEAR(a b', or(t('NEAR'), or(t('a'), t('b'))), ['parenthesis 4-5']],
  ['words:NEAR(1 2, 3)', nothing, ['value 0-18'], types],
  ['(a b c)~2', { kind: 'bool', should: [t('a'), t('b'), t('c')], minimumShouldMatch: 2 }, []],
  ['(a b)~3', or(t('a'), t('b')), ['value 4-7']],
  ['a | b OR c', dismax([t('a'), or(t('b'), t('c'))]), []],
  ['(a | b)~0.3 c', or(dismax([t('a'), t('b')], 0.3), t('c')), []],
  ['a | | b |', dismax([t('a'), t('b')]), ['operator 4-5', 'operator 8-9']],
  ['a^=2 (b c)^=0', or(constant(t('a'), 2), constant(or(t('b'), t('c')), 0)), []],
  // Signs and operators
  ['+a b -c', { kind: 'bool', must: [t('a')], should: [t('b')], not: [t('c')] }, []],
  ['+a b -c', { kind: 'bool', must: [t('a'), t('b')], not: [t('c')] }, [], { combineWith: 'and' }],
  ['+a', t('a'), []],
  ['-a', without(t('a')), []],
  ['NOT a', without(t('a')), []],
  ['NOT NOT a', t('a'), []],
  ['NOT NOT a b', { kind: 'bool', must: [t('a')], should: [t('b')] }, []],
  ['NOT (NOT a)', without(without(t('a'))), []],
  ['+-a b', { kind: 'bool', should: [t('b')], not: [t('a')] }, []],
  ['-"a b" -(c d)', without(p('a b'), or(t('c'), t('d'))), []],
  ['a AND b', and(t('a'), t('b')), []],
  ['a AND b AND c', and(t('a'), t('b'), t('c')), []],
  ['a AND NOT b', { kind: 'bool', must: [t('a')], not: [t('b')] }, []],
  ['a AND -b', { kind: 'bool', must: [t('a')], not: [t('b')] }, []],
  ['NOT a AND NOT b', without(t('a'), t('b')), []],
  ['a OR b', or(t('a'), t('b')), []],
  ['a OR b', or(t('a'), t('b')), [], { combineWith: 'and' }],
  ['a OR b c', and(or(t('a'), t('b')), t('c')), [], { combineWith: 'and' }],
  ['a OR NOT b', or(t('a'), without(t('b'))), []],
  ['+a OR b', or(t('a'), t('b')), []],
  ['a OR b AND c', or(t('a'), and(t('b'), t('c'))), []],
  ['a AND b c', or(and(t('a'), t('b')), t('c')), []],
  ['(a OR b) AND c', and(or(t('a'), t('b')), t('c')), []],
  ['NOT(a b)', without(or(t('a'), t('b'))), []],
  ['AND', nothing, ['operator 0-3']],
  ['NOT', nothing, ['operator 0-3']],
  ['AND a', t('a'), ['operator 0-3']],
  ['a AND', t('a'), ['operator 2-5']],
  ['a OR AND b', or(t('a'), t('b')), ['operator 5-8']],
  ['a AND NOT', t('a'), ['operator 6-9']],
  ['(a OR)', t('a'), ['operator 3-5']],
  ['NOT AND a', t('a'), ['operator 0-3']],
  ['- a', t('a'), ['operator 0-1']],
  ['a +', t('a'), ['operator 2-3']],
  ['a -- b', or(t('a'), t('b')), ['operator 2-4']],
  ['Trump - I will', or(t('Trump'), t('I'), t('will')), ['operator 6-7']],
  ['-^2 foo', t('foo'), ['operator 0-1', 'boost 1-3']],
  ['a AND ""', t('a'), ['empty 6-8']],
  ['"" OR b', t('b'), ['empty 0-2']],
  // Parentheses
  ['()', nothing, ['empty 0-2']],
  ['a ( )', t('a'), ['empty 2-5']],
  ['(a b', or(t('a'), t('b')), ['parenthesis 0-1']],
  ['a b)', or(t('a'), t('b')), ['parenthesis 3-4']],
  [')))', nothing, ['parenthesis 0-3']],
  ['(((', nothing, ['parenthesis 0-3']],
  [':)', t(':'), ['parenthesis 1-2']],
  // Boosts
  ['a^2', by(t('a'), 2), []],
  ['a^0.5 b^.25 c^1e-7 d^0', or(by(t('a'), 0.5), by(t('b'), 0.25), by(t('c'), 1e-7), by(t('d'), 0)), []],
  ['"a b"^2', by(p('a b'), 2), []],
  ['(a b)^2', by(or(t('a'), t('b')), 2), []],
  ['(a^2)^3', by(by(t('a'), 2), 3), []],
  ['-a^2', without(by(t('a'), 2)), []],
  ['headline:a^2', by(t('a', 'headline'), 2), []],
  ['a^', t('a'), ['boost 1-2']],
  ['a^x', t('a'), ['boost 1-3']],
  ['a^-1', t('a'), ['boost 1-4']],
  ['a^NaN b^Infinity c^1e308', or(t('a'), t('b'), t('c')), ['boost 1-5', 'boost 7-16', 'boost 18-24']],
  ['a^1000000', by(t('a'), 1_000_000), []],
  ['a^1000001', t('a'), ['boost 1-9']],
  ['a^2^3', t('a'), ['boost 1-5']],
  ['(a^2000)^2000', by(t('a'), 2000), ['boost 0-13']],
  ['^2', nothing, ['boost 0-2']],
  // Fields
  ['headline:climate', t('climate', 'headline'), []],
  ['headline:"carbon tax"', p('carbon tax', 'headline'), []],
  ['headline:“carbon tax”', p('carbon tax', 'headline'), []],
  ['headline:(a b)', or(t('a', 'headline'), t('b', 'headline')), []],
  ['headline:(a body:b (c))', or(t('a', 'headline'), t('b', 'body'), t('c', 'headline')), []],
  ['+headline:a', t('a', 'headline'), []],
  ['author.name:x a_b:y a-b:z', or(t('x', 'author.name'), t('y', 'a_b'), t('z', 'a-b')), []],
  ['words:-5', t('-5', 'words'), []],
  ['headline:AND', t('AND', 'headline'), []],
  ['published:2017-03', t('2017-03', 'published'), []],
  ['a:b:c', t('b:c', 'a'), []],
  ['été:x', t('x', 'été'), []],
  ['constructor:x', t('x', 'constructor'), []],
  ['first\\ name:x', t('x', 'first name'), []],
  ['first\\ name:x', t('x', 'first name'), [], known],
  ['dc\\:title:x', t('x', 'dc:title'), [], known],
  ['__proto__:x', t('x', '__proto__'), [], known],
  ['constructor:x', t('constructor:x'), ['unknown-field 0-11'], known],
  ['12:30', t('12:30'), []],
  ['12:30', t('12:30'), [], known],
  ['http://x.y', t('http://x.y'), [], known],
  ['Trump: I will', or(t('Trump:'), t('I'), t('will')), [], known],
  ['Trump: I will', or(t('Trump:'), t('I'), t('will')), []],
  ['headlin:climate', t('headlin:climate'), ['unknown-field 0-7'], known],
  ['said:"we must act"', or(t('said:'), p('we must act')), ['unknown-field 0-4'], known],
  ['said:(a b)', or(t('said:'), or(t('a'), t('b'))), ['unknown-field 0-4'], known],
  ['headline: climate', t('climate', 'headline'), [], known],
  ['headline: "a b"', p('a b', 'headline'), [], known],
  ['headline:', nothing, ['value 0-9'], known],
  ['headline: -a', without(t('a')), ['value 0-9'], known],
  ['headline: AND b', t('b'), ['value 0-9', 'operator 10-13'], known],
  ['(headline:)', nothing, ['empty 0-11', 'value 1-10'], known],
  ['headline:*', exists('headline'), [], known],
  ['-headline:*^2', without(by(exists('headline'), 2)), [], known],
  [':x', t(':x'), []],
  ['published:2017-02-30', nothing, ['value 0-20'], types],
  ['published:2017 words:5 words:five', or(t('2017', 'published'), t('5', 'words')), ['value 23-33'], types],
  // Ranges
  ['published:[2016 TO 2017]', { kind: 'range', field: 'published', from: '2016', to: '2017' }, []],
  ['published:[ 2016  TO  * ]', { kind: 'range', field: 'published', from: '2016' }, []],
  ['published:[* TO *]', { kind: 'range', field: 'published' }, []],
  ['published:["2016-01-01 10:00" TO *]', { kind: 'range', field: 'published', from: '2016-01-01 10:00' }, []],
  ['words:[-5 TO 1.5e3]', { kind: 'range', field: 'words', from: '-5', to: '1.5e3' }, []],
  ['words:>=300', { kind: 'range', field: 'words', from: '300' }, []],
  ['words:<= 300', { kind: 'range', field: 'words', to: '300' }, []],
  ['a -published:[* TO 2016]^2', { kind: 'bool', should: [t('a')], not: [by({ kind: 'range', field: 'published', to: '2016' }, 2)] }, []],
  ['words:>300', range('words', { from: '300', above: true }), []],
  ['words:{1 TO 2}', range('words', { from: '1', to: '2', above: true, below: true }), []],
  ['words:{1 TO *} words:[* TO 2}', or(range('words', { from: '1', above: true }), range('words', { to: '2', below: true })), []],
  ['published:>now-7d published:now-7x', range('published', { from: 'now-7d', above: true }), ['value 18-34'], types],
  ['words:>=', nothing, ['range 0-8']],
  ['words:[1 2] b', t('b'), ['range 0-11']],
  ['words:[1 TO', nothing, ['range 0-11']],
  ['words:[TO 2] b', t('b'), ['range 0-12']],
  ['words:[1 TO 2 b', t('b'), ['range 0-14']],
  ['words:[1 TO 2]', { kind: 'range', field: 'words', from: '1', to: '2' }, [], types],
  ['headline:[a TO b] c', t('c'), ['range 0-17'], types],
  ['outlet:>=a', range('outlet', { from: 'a' }), [], types],
  ['words:[a TO 2]', nothing, ['value 0-14'], types],
  ['published:[2017 TO 2017-13]', nothing, ['value 0-27'], types],
  // Patterns
  ['clim*', prefix('clim'), []],
  ['headline:clim*^2', by(prefix('clim', 'headline'), 2), []],
  ['w?man polis*ing', or(wildcard('w?man'), wildcard('polis*ing')), []],
  ['who won? (why?) what?!', or(t('who'), t('won?'), wildcard('why?'), wildcard('what?!')), []],
  ['w?man? http://x.y/?z=1', or(wildcard('w?man?'), t('http://x.y/?z=1')), [], known],
  ['\\*a a\\* a\\?b a\\*b*', or(t('*a'), t('a*'), t('a?b'), prefix('a*b')), []],
  ['*shire', t('*shire'), ['unsupported 0-6']],
  ['*shire', wildcard('*shire'), [], { leadingWildcards: true }],
  ['** a', or(t('**'), t('a')), ['unsupported 0-2']],
  [`a*${'b'.repeat(40)}`, t(`a*${'b'.repeat(40)}`), ['unsupported 0-42']],
  ['minster~1', fuzzy('minster', { edits: 1 }), []],
  ['minster~', fuzzy('minster'), []],
  ['minster~7', fuzzy('minster', { edits: 2 }), ['unsupported 0-9']],
  ['min*ter~1', t('min*ter~1'), ['unsupported 0-9']],
  ['minster\\~1', t('minster~1'), []],
  ['published:2017*', nothing, ['value 0-15'], types],
  ['words:30~', nothing, ['value 0-9'], types],
  ['outlet:Reut*', prefix('Reut', 'outlet'), [], types],
  ['~100 a~b', or(t('~100'), t('a~b')), []],
]

for (const [text, query, problems, options] of rows) {
  test(`${JSON.stringify(text)}${options ? ` ${Object.entries(options).map(([name, value]) => `${name} ${String(value)}`)}` : ''}`, () => {
    const parsed = parseQuery(text, options)
    assert.equal(parsed.query, query)
    assert.equal(
      parsed.problems.map(({ code, start, end }) => `${code} ${start}-${end}`),
      problems,
    )
  })
}

test('a problem says what was expected, what came, and the cure', () => {
  const [problem] = parseQuery('a headlin:b', { fields: ['headline', 'body'] }).problems
  assert.equal(problem, {
    code: 'unknown-field',
    message: 'Expected a field before the colon, got "headlin". Did you mean "headline"? Known: headline, body. It was searched as text.',
    start: 2,
    end: 9,
  })
  for (const [text, , , options] of rows) {
    for (const { message, start, end } of parseQuery(text, options).problems) {
      assert.match(message, /^Expected .+, got .+\. .+\.$/)
      assert.ok(start >= 0 && start <= end && end <= text.length, message)
    }
  }
})

test('limits hold at n and are reported at n + 1', () => {
  const codes = (text: string): string[] => [...new Set(parseQuery(text).problems.map((problem) => problem.code))]
  const size = (query: Query): number =>
    query.kind === 'bool'
      ? [...(query.must ?? []), ...(query.should ?? []), ...(query.not ?? [])].reduce((sum, each) => sum + size(each), 0)
      : 1

  const { text, clauses, depth, phrase: most, slop, problems } = queryLimits
  assert.equal(codes('a'.repeat(text)), [])
  assert.equal(codes('a'.repeat(text + 1)), ['length'])
  assert.equal(parseQuery('a'.repeat(text + 1)).query, t('a'.repeat(text)))
  assert.equal(parseQuery('a'.repeat(text + 1)).problems[0].start, text)
  assert.equal(parseQuery(`${'a'.repeat(text - 1)}\ud83d\ude00`).query, t('a'.repeat(text - 1)))
  assert.equal(parseQuery(' '.repeat(text + 1)).query, all)

  assert.equal(codes('a '.repeat(clauses)), [])
  assert.equal(codes('a '.repeat(clauses + 1)), ['clauses'])
  assert.is(size(parseQuery('a '.repeat(clauses + 1)).query), clauses)
  const phrases = `"${'a '.repeat(most)}" `.repeat(clauses / most)
  assert.equal(codes(phrases), [])
  assert.equal(codes(`${phrases}b`), ['clauses'])

  const words = (n: number): string => 'a '.repeat(n - 1)
  assert.equal(codes(`"${words(most)}b"`), [])
  assert.equal(codes(`"${words(most)}b c"`), ['length'])
  assert.equal(parseQuery(`"${words(most)}b c"`).query, phrase(`${words(most)}b`))
  assert.equal(parseQuery(`"${words(most)}b c*"~3`).query, phrase(`${words(most)}b`, { slop: 3 }))
  assert.equal(codes(`NEAR(${words(most)}b, 5)`), [])
  assert.equal(codes(`NEAR(${words(most)}b c, 5)`), ['length'])
  assert.equal(parseQuery(`NEAR(${words(most)}b c, 5)`).query, near(`${words(most)}b`, 5))
  assert.equal(parseQuery(`="${words(most)}b c"`, { exactForms: true }).query, exact(`${words(most)}b`))

  assert.equal(codes(`"a b"~${slop}`), [])
  assert.equal(codes(`"a b"~${slop + 1}`), ['value'])
  assert.equal(codes(`NEAR(a b, ${slop})`), [])
  assert.equal(codes(`NEAR(a b, ${slop + 1})`), ['value'])
  assert.equal(codes(`a^${queryLimits.boost}`), [])
  assert.equal(codes(`a^${queryLimits.boost + 1}`), ['boost'])
  assert.is(parseQuery('"" a '.repeat(problems)).problems.length, problems)
  assert.is(parseQuery('"" a '.repeat(problems + 1)).problems.length, problems)

  assert.equal(codes(`${'('.repeat(depth)}a${')'.repeat(depth)}`), [])
  assert.equal(codes(`b ${'('.repeat(depth + 1)}a${')'.repeat(depth + 1)} c`), ['depth'])
  assert.equal(parseQuery(`b ${'('.repeat(depth + 1)}a${')'.repeat(depth + 1)} c`).query, or(t('b'), t('c')))
  // Each pair of parentheses makes two levels here: a boost and a bool.
  assert.equal(codes(`${'(a '.repeat(49)}b${')^1'.repeat(49)}`), [])
  assert.equal(codes(`${'(a '.repeat(51)}b${')^1'.repeat(51)}`), ['depth'])
})

const hostile = [
  '('.repeat(1_000_000),
  ')'.repeat(1_000_000),
  '()'.repeat(500_000),
  '(a '.repeat(300_000),
  'NOT '.repeat(250_000),
  '-'.repeat(1_000_000),
  '+ '.repeat(500_000),
  'a AND '.repeat(100_000),
  'OR '.repeat(300_000),
  'word '.repeat(100_000),
  '"'.repeat(1_000_000),
  '“'.repeat(1_000_000),
  '\\'.repeat(1_000_001),
  'a:['.repeat(300_000),
  'a:["'.repeat(300_000),
  'a:{[ TO '.repeat(100_000),
  'a:'.repeat(500_000),
  '^'.repeat(1_000_000),
  'a^'.repeat(500_000),
  '*'.repeat(1_000_000),
  '~1'.repeat(500_000),
  '\u0000\ud800\u202e'.repeat(300_000),
]

test('hostile strings of a megabyte return, with few problems', () => {
  for (const text of hostile) {
    for (const options of [undefined, known, types]) {
      const { problems } = parseQuery(text, options)
      assert.ok(problems.length > 0 && problems.length <= queryLimits.problems, text.slice(0, 10))
      assert.ok(problems.some((problem) => problem.code === 'length'))
    }
  }
})

test('no string throws, and no problem lies outside of it', () => {
  const pieces = [
    '(',
    ')',
    '"',
    '“',
    '«',
    '+',
    '-',
    '^',
    '^2',
    '~',
    ':',
    '\\',
    '*',
    '[',
    ']',
    '{',
    ' TO ',
    '>=',
    '<',
    ' AND ',
    ' OR ',
    ' NOT ',
  ]
  const piece = fc.oneof(
    fc.constantFrom(...pieces, ' ', 'a', 'headline', 'headline:', 'published:', '2017'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  const typed = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(typed, fc.constantFrom(undefined, known, types, { combineWith: 'and' } as const), (text, options) => {
      for (const { start, end, message } of parseQuery(text, options).problems) {
        assert.ok(start >= 0 && start <= end && end <= text.length && message.length < 500, message)
      }
    }),
    { numRuns: 5000 },
  )
})

test('misuse is refused', () => {
  const code = (run: () => unknown): unknown => {
    try {
      run()
    } catch (error) {
      return (error as { code?: unknown }).code
    }
    return undefined
  }
  assert.is(
    code(() => parseQuery(undefined as unknown as string)),
    'E_QUERY',
  )
  assert.is(
    code(() => parseQuery('a', { feilds: [] } as unknown as ParseOptions)),
    'E_CONFIG',
  )
  assert.is(
    code(() => parseQuery('a', { combineWith: 'AND' } as unknown as ParseOptions)),
    'E_CONFIG',
  )
})

test.run()
