// Quotations and their speakers: one row per way of quoting, the article that every part of the engine is tried on, and inputs made to hurt.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extractQuotations, type Quotation } from '../../src/news/index.js'

/** Text, and what is expected: words, speaker, reporter; speaker `-` for none. */
const rows: [text: string, ...expected: string[]][] = [
  ['“We are done,” said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['“We are done,” Ilse Brandvold said on Monday.', 'We are done|Ilse Brandvold'],
  ['Ilse Brandvold said: “We are done.”', 'We are done.|Ilse Brandvold'],
  ['"We are done," Ilse Brandvold told reporters.', 'We are done|Ilse Brandvold'],
  ['«We are done», said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['„We are done“, said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['»We are done«, said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['‘We’re done,’ said Ilse Brandvold.', 'We’re done|Ilse Brandvold'],
  ["``We are done,'' Ilse Brandvold said.", 'We are done|Ilse Brandvold'],
  ['Prime Minister Ilse Brandvold spoke first. “We are done,” Brandvold said.', 'We are done|Ilse Brandvold'],
  ['Han Zhiyuan spoke first. “We are done,” Han said.', 'We are done|Han Zhiyuan'],
  ['“We are done,” Ilse Brandvold said. “We are going home.”', 'We are done|Ilse Brandvold', 'We are going home.|Ilse Brandvold'],
  ['“We are done,” Ilse Brandvold said, “and we are going home.”', 'We are done and we are going home.|Ilse Brandvold'],
  ['“We are done,” Ilse Brandvold said, according to KNS.', 'We are done|Ilse Brandvold|KNS'],
  ['“We are done,” said a spokesman for Polar Air.', 'We are done|spokesman for Polar Air'],
  ['Her lawyer, Selim Arkadian, called it “a fine mess.”', 'a fine mess|Selim Arkadian'],
  ['Ilse Brandvold, 61, a former pilot, called it “a fine mess.”', 'a fine mess|Ilse Brandvold'],
  ['The ministry said it was “a fine mess”.', 'a fine mess|ministry'],
  ['He read the book “A Fine Mess” on the train.'],
  ['“We are done.\n“We are going home,” Ilse Brandvold said.', 'We are done. We are going home|Ilse Brandvold'],
  ['Ilse Brandvold said the road would be closed in June.', 'the road would be closed in June|Ilse Brandvold'],
  // marks
  ['‹We are done›, said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['‚We are done‘, said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['„We are done”, said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['« We are done », said Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ["'We aren't done,' said Ilse Brandvold.", "We aren't done|Ilse Brandvold"],
  ['‘We want “peace”, nothing else,’ said Ilse Brandvold.', 'We want “peace”, nothing else|Ilse Brandvold', 'peace|Ilse Brandvold'],
  [
    '“We want ‘peace’ and the dogs’ bones,” said Ilse Brandvold.',
    'We want ‘peace’ and the dogs’ bones|Ilse Brandvold',
    'peace|Ilse Brandvold',
  ],
  // what is no speech
  ['The song “Harbour Lights” was played twice.'],
  ['The so-called “night mayor” of Halvorsund was asleep.'],
  ['A road known as “Ice Silk Road” was opened.'],
  // cues: after, before, inside, of many forms
  ['“We are done,” Ilse Brandvold, the mayor, said.', 'We are done|Ilse Brandvold'],
  ['“We are done,” Sen. Ilse Brandvold, R-Ky., said on Monday.', 'We are done|Ilse Brandvold'],
  ['“We are done,” Rep. Ilse Brandvold (D-N.Y.) said on Monday.', 'We are done|Ilse Brandvold'],
  ['“Are we done?” asked Ilse Brandvold.', 'Are we done?|Ilse Brandvold'],
  ['“We are done,” according to Ilse Brandvold.', 'We are done|Ilse Brandvold'],
  ['According to Ilse Brandvold, the harbour is “a fine mess.”', 'a fine mess|Ilse Brandvold'],
  ['It was “a fine mess,” according to a filing signed by Ilse Brandvold.', 'a fine mess|Ilse Brandvold'],
  ['Ilse Brandvold released a statement that said it was “a fine mess.”', 'a fine mess|Ilse Brandvold'],
  ['Ilse Brandvold, however, argued that it was “a fine mess.”', 'a fine mess|Ilse Brandvold'],
  ['Ilse Brandvold praised the crew, calling it “a fine lot.”', 'a fine lot|Ilse Brandvold'],
  ['The speech was late, and protesters waved when Ilse Brandvold came, shouting “go home.”', 'go home|Ilse Brandvold'],
  ['Calling it “a fine mess,” Ilse Brandvold left.', 'a fine mess|Ilse Brandvold'],
  ['Ilse Brandvold was quoted by Interfax as saying, “We are done.”', 'We are done.|Ilse Brandvold'],
  ['“We are done,” the statement reads.', 'We are done|statement'],
  ['The secretary of state said it was “a fine mess.”', 'a fine mess|secretary of state'],
  // carried, floating and dash lines, lists of letters
  [
    'Ilse Brandvold sighed and spoke to the crew.\n“We are done and we are going home.”',
    'We are done and we are going home.|Ilse Brandvold',
  ],
  ['“We are done.” — Ilse Brandvold, Halvorsund\n“Not yet.” — Marit Aas', 'We are done.|Ilse Brandvold', 'Not yet.|Marit Aas'],
  [
    '— We are done, said the mate, Pekka Lund.\n— Done with what? asked Aino Salme.\n— With herring, Lund said.',
    'We are done|Pekka Lund',
    'Done with what?|Aino Salme',
    'With herring|Pekka Lund',
  ],
  // interviews
  [
    'Ilse Brandvold runs the harbour.\nQ: Is it done?\nA: It is done.\nQ: Sure?\nA: Quite sure.',
    'It is done.|Ilse Brandvold',
    'Quite sure.|Ilse Brandvold',
  ],
  // names, aliases, acronyms, pronouns
  ['General Ilse Brandvold spoke. “We are done,” Gen. Brandvold said.', 'We are done|Ilse Brandvold'],
  ['Kim Jong Un spoke first. “We are done,” Kim said.', 'We are done|Kim Jong Un'],
  [
    'The Karsian News Service (KNS) reported: “We are done.” KNS added: “We go home.”',
    'We are done.|Karsian News Service',
    'We go home.|Karsian News Service',
  ],
  ['The operator, Norrkraft, said it was “a fine mess.”', 'a fine mess|Norrkraft'],
  ['Ilse Brandvold met Mr. Otto Holm. As for Ilse Brandvold, she said: “We are done.”', 'We are done.|Ilse Brandvold'],
  ['Tom Holm met Mary Vik. “We are done,” she said.', 'We are done|Mary Vik'],
  ['The company released two films that it described as “a fine mess.”', 'a fine mess|company'],
  ['“We are done,” the Norrland Institute for Ice Studies said.', 'We are done|Norrland Institute for Ice Studies'],
  ['The mayor backed the “Salt and Ice Plan,” said Ilse Brandvold.'],
  ['Ilse Brandvold wrote “Salt and Ice” in a year.'],
  ["They play rock 'n' roll there, said Ilse Brandvold."],
  // speaker and reporter
  ['“We are done,” state news agency KNS quoted Ilse Brandvold as saying.', 'We are done|Ilse Brandvold|KNS'],
  ['KNS, citing a military source, said it was “a fine mess.”', 'a fine mess|military source|KNS'],
  ['According to the Halvorsund Courier, Ilse Brandvold called it “a fine mess.”', 'a fine mess|Ilse Brandvold|Halvorsund Courier'],
  ['Ilse Brandvold called it “a fine mess,” Tass reported.', 'a fine mess|Ilse Brandvold|Tass'],
  // without marks
  ['Ilse Brandvold told lawmakers on Thursday that the road would be closed.', 'the road would be closed|Ilse Brandvold'],
  ['Ilse Brandvold said on Tuesday the road would be closed in June.', 'the road would be closed in June|Ilse Brandvold'],
  ['According to KNS, Ri Myong Su added that the herring would be delivered.', 'the herring would be delivered|Ri Myong Su|KNS'],
  ['Xi Jinping said the road would be closed, according to KCNA.', 'the road would be closed|Xi Jinping|KCNA'],
  ['Ilse Brandvold did not say that the road would be closed. Tom Holm never said the road was open.'],
  ['The road would be closed in June, Ilse Brandvold said.', 'The road would be closed in June|Ilse Brandvold'],
]
const line = ({ text, speaker, reportedBy }: Quotation) => [text, speaker?.name ?? '-', ...(reportedBy ? [reportedBy] : [])].join('|')
for (const [text, ...expected] of rows) {
  test(text, () => {
    assert.equal(extractQuotations(text).map(line), expected)
  })
}

test('bodies that are no persons', () => {
  for (const name of ['Harbour Watch', 'Salt International', 'Norrland Observatory', 'Norrland Institute for Ice Studies'])
    assert.is(extractQuotations(`“We are done,” ${name} said.`)[0].speaker?.kind, 'organization', name)
})

/** Texts, and about how sure their one speaker is: each is less so than the one before. */
const tiers = [
  '“We are done,” said Ilse Brandvold.',
  '“We are done,” said a spokesman for Polar Air.',
  'Ilse Brandvold waved. “We are done,” she said.',
  'Ilse Brandvold waved and left. “We are done and we are going home.”',
  'Ilse Brandvold waved and left.\n“We are done and we are going home.”',
]
test('confidence follows from how a speaker was found', () => {
  const found = tiers.map((text) => extractQuotations(text)[0].confidence)
  assert.equal(
    found,
    [...found].sort((a, b) => b - a),
  )
  assert.is(new Set(found).size, tiers.length)
})

test('ranges are those of the words', () => {
  for (const [text] of rows) {
    for (const { text: words, start, end, parts, speaker } of extractQuotations(text)) {
      assert.is((parts ?? [{ start, end }]).map((part) => text.slice(part.start, part.end)).join(' '), words)
      if (speaker) assert.is(text.slice(speaker.start, speaker.end), speaker.mention)
    }
  }
})

const seed = fileURLToPath(new URL('../../../shared/seed/000_ec2fa435aa41465e.txt', import.meta.url))
if (!existsSync(seed)) console.log('skipped: the seed article is not there')
else {
  test('the seed article', () => {
    const found = extractQuotations(readFileSync(seed, 'utf8')).filter(({ kind }) => kind !== 'indirect')
    const expected = [
      'more wonderful happiness|KCNA',
      'defending regional peace|KCNA',
      'I wish that under the new situation|Xi Jinping|KCNA',
      'friendly country|Dmitry Medvedev|Tass',
      'comprehensive strategic interaction|Dmitry Medvedev|Tass',
      'I would like to reiterate|Xi Jinping',
      'carry out the Northern Sea Route cooperation|Xi Jinping|Global Times',
      'Ice Silk Road|Xi Jinping|Global Times',
    ]
    assert.equal(
      found.map((quotation, i) => line({ ...quotation, text: quotation.text.slice(0, expected[i]?.indexOf('|')) })),
      expected,
    )
    assert.equal(
      found.map(({ nested }) => nested ?? false),
      [false, false, false, false, false, false, false, true],
    )
  })
  test('the seed article, without marks', () => {
    const words = 'the two countries should maintain close ties on international issues'
    const found = extractQuotations(readFileSync(seed, 'utf8')).find(({ text }) => text === words)
    assert.is(found?.kind, 'indirect')
    assert.is(found?.speaker?.name, 'Xi Jinping')
  })
}

const long = 100_000
const hostile: [name: string, text: string][] = [
  ['marks', '"'.repeat(long)],
  ['openers of all kinds', '“‘«„‚‹"'.repeat(long / 7)],
  ['spaced single marks', " 'a".repeat(long / 3)],
  ['plural apostrophes', 'dogs’ a '.repeat(long / 8)],
  ['names', 'Ilse Brandvold '.repeat(long / 15)],
  ['different names of one family', Array.from({ length: long / 20 }, (_, i) => `A${i} Brandvold said.`).join(' ')],
  ['different names', Array.from({ length: long / 20 }, (_, i) => `A${i} B${i} said.`).join(' ')],
  ['cues', 'said '.repeat(long / 5)],
  ['cues joined', 'and said '.repeat(long / 9)],
  ['quotations in one sentence', '“we go” said '.repeat(long / 13)],
  ['commas', ', said'.repeat(long / 6)],
  ['paragraphs', '“We go.”\n'.repeat(long / 9)],
  ['open paragraphs', '“We go.\n'.repeat(long / 8)],
  ['pronouns', '“We go,” he said. '.repeat(long / 18)],
  ['things', '“We go,” it said. '.repeat(long / 18)],
  ['lines of dialogue', '— We go, said Holm.\n'.repeat(long / 20)],
  ['turns', 'A: Yes.\nQ: No?\n'.repeat(long / 15)],
  ['sources', 'according to a report by '.repeat(long / 25)],
  ['brackets', '('.repeat(long)],
  ['one word', 'a'.repeat(long)],
  ['dots', 'a.'.repeat(long / 2)],
]
for (const [name, text] of hostile) test(`hostile: ${name}`, () => assert.ok(Array.isArray(extractQuotations(text))))

const megabyte: [name: string, unit: string][] = [
  ['marks', '"'],
  ['nested openers', '“‘'],
  ['nested pairs', '“‘a’ ”'],
]
for (const [name, unit] of megabyte) {
  test(`a megabyte of ${name} takes no more than its share of time`, () => {
    const cost = (length: number): number => {
      const text = unit.repeat(length / unit.length)
      const before = process.cpuUsage()
      extractQuotations(text)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    cost(50_000)
    const small = cost(125_000)
    const large = cost(1_000_000)
    // Eight times the text; what is quadratic would take 64 times as long.
    assert.ok(large < 24 * small + 200, `${large} ms against ${small} ms`)
  })
}

test.run()
