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
]
const line = ({ text, speaker, reportedBy }: Quotation) => [text, speaker?.name ?? '-', ...(reportedBy ? [reportedBy] : [])].join('|')
for (const [text, ...expected] of rows) {
  test(text, () => {
    assert.equal(extractQuotations(text).map(line), expected)
  })
}

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

const long = 200_000
const hostile: [name: string, text: string][] = [
  ['marks', '"'.repeat(long)],
  ['openers', '“'.repeat(long)],
  ['openers of all kinds', '“‘«„‚‹"'.repeat(long / 7)],
  ['spaced single marks', " 'a".repeat(long / 3)],
  ['plural apostrophes', 'dogs’ a '.repeat(long / 8)],
  ['names', 'Ilse Brandvold '.repeat(long / 15)],
  ['different names of one family', Array.from({ length: long / 20 }, (_, i) => `A${i} Brandvold said.`).join(' ')],
  ['cues', 'said '.repeat(long / 5)],
  ['quotations in one sentence', '“we go” said '.repeat(long / 13)],
  ['commas', ', said'.repeat(long / 6)],
  ['paragraphs', '“We go.”\n'.repeat(long / 9)],
  ['open paragraphs', '“We go.\n'.repeat(long / 8)],
  ['pronouns', '“We go,” he said. '.repeat(long / 18)],
  ['one word', 'a'.repeat(long)],
  ['dots', 'a.'.repeat(long / 2)],
]
for (const [name, text] of hostile) test(`hostile: ${name}`, () => assert.ok(Array.isArray(extractQuotations(text))))

test.run()
