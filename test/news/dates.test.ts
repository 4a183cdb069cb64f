// Dates: each way of writing one, what has two readings, and what is none.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readDate } from '../../src/news/dates.js'
import { parseArticles } from '../../src/news/parse.js'
import { readProseDate } from '../../src/news/prose-date.js'

const readable: [given: string | number, iso: string][] = [
  ['November 2nd, 2017', '2017-11-02'],
  ['november 2 2017', '2017-11-02'],
  ['Nov. 2, 2017', '2017-11-02'],
  ['Sept. 3, 1999', '1999-09-03'],
  ['Thursday, November 2nd, 2017', '2017-11-02'],
  ['Thu., Nov. 2, 2017', '2017-11-02'],
  ['Posted on: November 2, 2017', '2017-11-02'],
  ['2 November 2017', '2017-11-02'],
  ['2nd of November, 2017', '2017-11-02'],
  ['2 Nov. 2017', '2017-11-02'],
  ["2 Nov '17", '2017-11-02'],
  ['1 May 1970', '1970-05-01'],
  ['26-FEB-1987 15:01:01.79', '1987-02-26T15:01:01.790Z'],
  [' 1-JUN-1987 12:54:00.11', '1987-06-01T12:54:00.110Z'],
  ['27-MAR-1987 12:12:12.85A RM', '1987-03-27T12:12:12.850Z'],
  ['31-MAR-1987 605:12:19.12', '1987-03-31'],
  ['2017', '2017'],
  ['2017-11', '2017-11'],
  ['November 2017', '2017-11'],
  ['2017-11-02', '2017-11-02'],
  ['2017/11/02', '2017-11-02'],
  ['2017.11.2', '2017-11-02'],
  ['2017 Nov 2', '2017-11-02'],
  ['20171102', '2017-11-02'],
  [20171102, '2017-11-02'],
  ['20171102T101530Z', '2017-11-02T10:15:30.000Z'],
  ['20171102T1015+0100', '2017-11-02T09:15:00.000Z'],
  ['2017-11-02T10:15', '2017-11-02T10:15:00.000Z'],
  ['2017-11-02T10:15:30Z', '2017-11-02T10:15:30.000Z'],
  ['2017-11-02T10:15:30.123456Z', '2017-11-02T10:15:30.123Z'],
  ['2017-11-02 10:15:30,5', '2017-11-02T10:15:30.500Z'],
  ['2017-11-02T10:15:30+02:00', '2017-11-02T08:15:30.000Z'],
  ['2017-11-02T23:15:30-0500', '2017-11-03T04:15:30.000Z'],
  ['Thu, 02 Nov 2017 10:15:30 GMT', '2017-11-02T10:15:30.000Z'],
  ['Thu, 2 Nov 2017 10:15:30 -0400', '2017-11-02T14:15:30.000Z'],
  ['Thu, 02 Nov 17 10:15:30 EST', '2017-11-02T15:15:30.000Z'],
  ['Thu Nov 02 10:00:00 +0000 2017', '2017-11-02T10:00:00.000Z'],
  ['Thu Nov  2 10:00:00 2017', '2017-11-02T10:00:00.000Z'],
  ['Thu Nov 02 2017 10:00:00 GMT+0100 (Central European Standard Time)', '2017-11-02T09:00:00.000Z'],
  ['November 2, 2017 at 3:30 p.m. EDT', '2017-11-02T19:30:00.000Z'],
  ['Nov 2, 2017, 12:05 AM', '2017-11-02T00:05:00.000Z'],
  ['Nov 2, 2017 | 3 pm', '2017-11-02T15:00:00.000Z'],
  ['10:26 GMT, 2 November 2017', '2017-11-02T10:26:00.000Z'],
  ['9/28/16', '2016-09-28'],
  ['28/09/16', '2016-09-28'],
  ['28/09/2016', '2016-09-28'],
  ['03/03/2017', '2017-03-03'],
  ['3.4.2017', '2017-04-03'],
  ['12/31/1999', '1999-12-31'],
  ['1/13/70', '1970-01-13'],
  ['29 February 2016', '2016-02-29'],
  ['November 2, 2017 (updated November 5)', '2017-11-02'],
  [1997, '1997'],
  [1509617730, '2017-11-02T10:15:30.000Z'],
  [1509617730000, '2017-11-02T10:15:30.000Z'],
  ['1509617730', '2017-11-02T10:15:30.000Z'],
]

for (const [given, iso] of readable) {
  test(`reads ${JSON.stringify(given)}`, () => {
    const reading = readDate(given)
    assert.is(reading.iso, iso)
    assert.is(reading.time, Date.parse(iso))
    assert.is(reading.ambiguous, false)
  })
}

for (const given of ['03/04/2017', '3/4/17', '8/9/19', '03-04-2017', '17-11-02', '3 / 4 / 2017']) {
  test(`has two readings: ${given}`, () => {
    assert.equal(readDate(given), { time: undefined, iso: '', ambiguous: true })
  })
}

const noDates: (string | number)[] = [
  '',
  '   ',
  'yesterday',
  'November',
  'November 2',
  '2 November',
  '30 February 2017',
  '29 Feb 2017',
  '2017-13-01',
  '2017-00-10',
  '2017-11-32',
  '13/13/2017',
  '0999-01-01',
  '1997 was a good year',
  'Edited by A. Smith on 2 November 2017',
  '1/2',
  '2 to 3 of 2017',
  '12:30',
  '10.30',
  'NaN',
  '::::',
  '99999999999999999999',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  12,
  -1,
  '2 November 2017'.padStart(200),
  `${'1'.repeat(100000)}`,
]
for (const given of noDates) {
  test(`is no date: ${JSON.stringify(given).slice(0, 40)}`, () => {
    assert.equal(readDate(given), { time: undefined, iso: '', ambiguous: false })
  })
}

const prose: [given: string, iso: string | undefined][] = [
  ['on Thursday, the 2nd of November, 2017', '2017-11-02'],
  ['First published on November 2, 2017', '2017-11-02'],
  ['Last updated: 2 November 2017 at 10:15 GMT', '2017-11-02T10:15:00.000Z'],
  ['Edited by A. Smith on 2 November 2017', '2017-11-02'],
  ['Filed on November 2, 2017 at 3:30 pm EST', '2017-11-02T20:30:00.000Z'],
  ['yesterday', undefined],
  ['last Thursday', undefined],
  ['the 2nd of November', undefined],
  ['November 2017', undefined],
  ['seen 03/04/2021', undefined],
  ['3/4/2021', undefined],
  ['soon', undefined],
  ['on the '.repeat(100), undefined],
]
for (const [given, iso] of prose) {
  test(`in prose: ${JSON.stringify(given.slice(0, 60))}`, () => {
    assert.is(readProseDate(given)?.iso, iso)
    assert.is(readProseDate(given)?.time, iso === undefined ? undefined : Date.parse(iso))
  })
}

const kept: [given: string | number, published: string, time: number | undefined, ambiguous?: true][] = [
  ['Nov. 2, 2017', '2017-11-02', Date.UTC(2017, 10, 2)],
  ['2017-11-02T10:15:30+01:00', '2017-11-02T09:15:30.000Z', Date.UTC(2017, 10, 2, 9, 15, 30)],
  [1997, '1997', Date.UTC(1997, 0, 1)],
  ['First published on November 2, 2017', '2017-11-02', Date.UTC(2017, 10, 2)],
  ['03/04/2021', '03/04/2021', undefined, true],
  ['soon', 'soon', undefined],
]
for (const [given, published, time, ambiguous] of kept) {
  test(`an article keeps its date as given: ${given}`, async () => {
    for await (const { article, problem } of parseArticles(JSON.stringify({ body: 'b', date: given }))) {
      assert.is(article?.published, published)
      assert.is(article?.publishedTime, time)
      assert.is(article?.publishedText, String(given))
      assert.is(article?.publishedIsAmbiguous, ambiguous)
      assert.is(problem === undefined, time !== undefined)
    }
  })
}

test('any text gives a reading whose parts agree', () => {
  const parts = [
    '2017',
    '11',
    '02',
    '2',
    'nov',
    'Nov.',
    ',',
    '/',
    '-',
    ':',
    '.',
    ' ',
    'T',
    'Z',
    '+',
    '10:15',
    'pm',
    '31',
    '\0',
    'é',
    '٣',
    "'",
  ]
  let state = 1
  for (let round = 0; round < 20000; round++) {
    let text = ''
    for (let i = 0; i < 8; i++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      text += parts[(state >>> 16) % parts.length]
    }
    const { time, iso, ambiguous } = readDate(text)
    assert.is(time === undefined, iso === '', text)
    if (time !== undefined) {
      assert.is(ambiguous, false, text)
      assert.is(Date.parse(iso), time, text)
    }
  }
})

test.run()
