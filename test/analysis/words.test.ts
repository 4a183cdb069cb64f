// Texts and the tokens that the English analyzer finds in them: every rule of the tokenizer, a row each.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze } from '../../src/analysis/analyze.js'
import { english } from '../../src/analysis/english.js'
import { standard } from '../../src/analysis/standard.js'
import { tokenKinds } from '../../src/analysis/tokens.js'

const kindNames = Object.keys(tokenKinds)

/** Tokens as `word term position start-end kind`. */
const tables: [rule: string, rows: [text: string, tokens: string[]][]][] = [
  [
    'letters, digits and marks are words',
    [
      ['', []],
      ['   ', []],
      ['.,;!?—–…', []],
      ['One, two', ['one on 0 0-3 word', 'two two 1 5-8 word']],
      ['cafe\u{301} cafés', ['cafe cafe 0 0-5 word', 'cafes cafe 1 6-11 word']],
      ['m² CO₂ H₂O', ['m2 m2 0 0-2 word', 'co2 co2 1 3-6 word', 'h2o h2o 2 7-10 word']],
      ['a\u0000b\u0007c', ['a a 0 0-1 word', 'b b 1 2-3 word', 'c c 2 4-5 word']],
      ['\u{feff}Start', ['start start 0 1-6 word']],
      ['co\u{ad}oper\u{ad}ation', ['cooperation cooperate 0 0-13 word']],
      ['zero\u{200b}width', ['zero zero 0 0-4 word', 'width width 1 5-10 word']],
      ['می\u{200c}خواهم', ['میخواهم میخواهم 0 0-8 word']],
      ['trailing\u{ad} end', ['trailing trail 0 0-8 word', 'end end 1 10-13 word']],
      ['naïve Łódź straße', ['naive naiv 0 0-5 word', 'lodz lodz 1 6-10 word', 'strasse strass 2 11-17 word']],
      ['Ελλάδα ΟΔΟΣ', ['ελλαδα ελλαδα 0 0-6 word', 'οδοσ οδοσ 1 7-11 word']],
      ['Война йод ёлка', ['война война 0 0-5 word', 'йод йод 1 6-9 word', 'ёлка ёлка 2 10-14 word']],
      ['ﬁle ＡＢＣ', ['file file 0 0-3 word', 'abc abc 1 4-7 word']],
      ['under_score a/b', ['under under 0 0-5 word', 'score score 1 6-11 word', 'a a 2 12-13 word', 'b b 3 14-15 word']],
      [
        'end.Next www.kcna.co.jp',
        [
          'end end 0 0-3 word',
          'next next 1 4-8 word',
          'www www 2 9-12 word',
          'kcna kcna 3 13-17 word',
          'co co 4 18-20 word',
          'jp jp 5 21-23 word',
        ],
      ],
      ['v1.2', ['v1.2 v1.2 0 0-4 word']],
      ['𝐀𝐁 𐐀𐐁x', ['ab ab 0 0-4 word', '𐐨𐐩x 𐐨𐐩x 1 5-10 word']],
      ['हिन्दी שָׁלוֹם', ['हिन्दी हिन्दी 0 0-6 word', 'שָׁלוֹם שָׁלוֹם 1 7-14 word']],
    ],
  ],
  [
    'apostrophes join inside a word, a possessive is dropped',
    [
      ["don't", ["don't don't 0 0-5 word"]],
      ['don’t donʼt don＇t', ["don't don't 0 0-5 word", "don't don't 1 6-11 word", "don't don't 2 12-17 word"]],
      ["we're were", ["we're we're 0 0-5 word", 'were were 1 6-10 word']],
      ["rock'n'roll", ["rock'n'roll rocknrol 0 0-11 word"]],
      ["Macron's", ['macron macron 0 0-6 word']],
      ["MACRON’S ministers'", ['macron macron 0 0-6 word', 'ministers minist 1 9-18 word']],
      ["'quoted' ’tis", ['quoted quot 0 1-7 word', 'tis ti 1 10-13 word']],
      ["Macron's\u{feff} Macron's\u{ad}", ['macron macron 0 0-6 word', 'macron macron 1 10-16 word']],
      ["the boss's", ['the the 0 0-3 word', 'boss boss 1 4-8 word']],
      ["1990's 90's", ['1990 1990 0 0-4 number', '90 90 1 7-9 number']],
      ["he's it's", ['he he 0 0-2 word', 'it it 1 5-7 word']],
      ["O'Brien's D'Angelo Qur’an", ["o'brien obrien 0 0-7 word", "d'angelo dangelo 1 10-18 word", "qur'an quran 2 19-25 word"]],
      ["5'10 5'er", ['5 5 0 0-1 number', '10 10 1 2-4 number', "5'er 5er 2 5-9 word"]],
      ["a'", ['a a 0 0-1 word']],
      ["s's 's", ['s s 0 0-1 word', 's s 1 5-6 word']],
      ["bull's-eye", ['bull bull 0 0-4 word', 'eye ey 1 7-10 word']],
    ],
  ],
  [
    'hyphenated words stand alone and together',
    [
      ['COVID-19', ['covid covid 0 0-5 word', '19 19 1 6-8 number', 'covid19 covid19 0 0-8 compound']],
      ['well-known', ['well well 0 0-4 word', 'known known 1 5-10 word', 'wellknown wellknown 0 0-10 compound']],
      [
        'mother-in-law’s',
        ['mother mother 0 0-6 word', 'in in 1 7-9 word', 'law law 2 10-13 word', 'motherinlaw motherinlaw 0 0-13 compound'],
      ],
      ['a‐b c‑d', ['a a 0 0-1 word', 'b b 1 2-3 word', 'ab ab 0 0-3 compound', 'c c 2 4-5 word', 'd d 3 6-7 word', 'cd cd 2 4-7 compound']],
      [
        'one--two one–two one—two',
        [
          'one on 0 0-3 word',
          'two two 1 5-8 word',
          'one on 2 9-12 word',
          'two two 3 13-16 word',
          'one on 4 17-20 word',
          'two two 5 21-24 word',
        ],
      ],
      ['-x y- -', ['x x 0 1-2 word', 'y y 1 3-4 word']],
      ['a-b-c-d', ['a a 0 0-1 word', 'b b 1 2-3 word', 'c c 2 4-5 word', 'd d 3 6-7 word', 'abcd abcd 0 0-7 compound']],
      ['a-b-c-d-e', ['a a 0 0-1 word', 'b b 1 2-3 word', 'c c 2 4-5 word', 'd d 3 6-7 word', 'e e 4 8-9 word']],
      [
        '2016-17 555-1234 2017-11-02',
        [
          '2016 2016 0 0-4 number',
          '17 17 1 5-7 number',
          '555 555 2 8-11 number',
          '1234 1234 3 12-16 number',
          '2017 2017 4 17-21 number',
          '11 11 5 22-24 number',
          '02 02 6 25-27 number',
        ],
      ],
      ['co\u{ad}-op', ['co co 0 0-2 word', 'op op 1 4-6 word', 'coop coop 0 0-6 compound']],
      [
        `x-${'y'.repeat(62)}`,
        ['x x 0 0-1 word', `${'y'.repeat(62)} ${'y'.repeat(62)} 1 2-64 word`, `x${'y'.repeat(62)} x${'y'.repeat(62)} 0 0-64 compound`],
      ],
      [`x-${'y'.repeat(63)}`, ['x x 0 0-1 word', `${'y'.repeat(63)} ${'y'.repeat(63)} 1 2-65 word`]],
      [
        'GPT-3.5 3.5-litre',
        [
          'gpt gpt 0 0-3 word',
          '3.5 3.5 1 4-7 number',
          'gpt3.5 gpt3.5 0 0-7 compound',
          '3.5 3.5 2 8-11 number',
          'litre litr 3 12-17 word',
          '3.5litre 3.5litre 2 8-17 compound',
        ],
      ],
      ["don't-know", ["don't don't 0 0-5 word", 'know know 1 6-10 word', 'dontknow dontknow 0 0-10 compound']],
      [
        'e-mail X-ray',
        [
          'e e 0 0-1 word',
          'mail mail 1 2-6 word',
          'email email 0 0-6 compound',
          'x x 2 7-8 word',
          'ray rai 3 9-12 word',
          'xray xrai 2 7-12 compound',
        ],
      ],
      [
        'twenty-one-year-old',
        [
          'twenty twenti 0 0-6 word',
          'one on 1 7-10 word',
          'year year 2 11-15 word',
          'old old 3 16-19 word',
          'twentyoneyearold twentyoneyearold 0 0-19 compound',
        ],
      ],
    ],
  ],
  [
    'numbers',
    [
      ['1,000,000', ['1000000 1000000 0 0-9 number']],
      ['1,000,000.50', ['1000000.50 1000000.50 0 0-12 number']],
      ['3.5 1.2.3 192.168.0.1', ['3.5 3.5 0 0-3 number', '1.2.3 1.2.3 1 4-9 number', '192.168.0.1 192.168.0.1 2 10-21 number']],
      ['3.2bn 5th 1,000m', ['3.2bn 3.2bn 0 0-5 word', '5th 5th 1 6-9 word', '1000m 1000m 2 10-16 word']],
      ['3,5', ['3 3 0 0-1 number', '5 5 1 2-3 number']],
      [
        '1,00 1,0000 1000,000',
        [
          '1 1 0 0-1 number',
          '00 00 1 2-4 number',
          '1 1 2 5-6 number',
          '0000 0000 3 7-11 number',
          '1000 1000 4 12-16 number',
          '000 000 5 17-20 number',
        ],
      ],
      ['10:30 24/7', ['10 10 0 0-2 number', '30 30 1 3-5 number', '24 24 2 6-8 number', '7 7 3 9-10 number']],
      ['1,000,00', ['1000 1000 0 0-5 number', '00 00 1 6-8 number']],
      ['2,300, and', ['2300 2300 0 0-5 number', 'and and 1 7-10 word']],
      ['$5. .5 5%', ['5 5 0 1-2 number', '5 5 1 5-6 number', '5 5 2 7-8 number']],
      ['3.a a.3', ['3 3 0 0-1 number', 'a a 1 2-3 word', 'a a 2 4-5 word', '3 3 3 6-7 number']],
      ['1.000,5', ['1.000 1.000 0 0-5 number', '5 5 1 6-7 number']],
      ['１２３ ٣٤', ['123 123 0 0-3 number', '٣٤ ٣٤ 1 4-6 number']],
    ],
  ],
  [
    'acronyms',
    [
      ['U.S. troops', ['u.s. u.s. 0 0-4 acronym', 'troops troop 1 5-11 word']],
      ['the U.N', ['the the 0 0-3 word', 'un un 1 4-7 acronym']],
      ['at 5 p.m. on', ['at at 0 0-2 word', '5 5 1 3-4 number', 'pm pm 2 5-9 acronym', 'on on 3 10-12 word']],
      ['J.K. Rowling', ['jk jk 0 0-4 acronym', 'rowling rowl 1 5-12 word']],
      ['J.K.Rowling J.O’Brien', ['jk jk 0 0-4 acronym', 'rowling rowl 1 4-11 word', 'j j 2 12-13 word', "o'brien obrien 3 14-21 word"]],
      ['N.A.T.O. NATO', ['nato nato 0 0-8 acronym', 'nato nato 1 9-13 word']],
      ['I. The', ['i i 0 0-1 word', 'the the 1 3-6 word']],
      ['Plan B. Then', ['plan plan 0 0-4 word', 'b b 1 5-6 word', 'then then 2 8-12 word']],
      ["the U.S.'s U.S.’s own", ['the the 0 0-3 word', 'u.s. u.s. 1 4-8 acronym', 'u.s. u.s. 2 11-15 acronym', 'own own 3 18-21 word']],
      [
        'U.S.-led US-led',
        [
          'u.s. u.s. 0 0-4 acronym',
          'led led 1 5-8 word',
          'usled usl 0 0-8 compound',
          'u.s. u.s. 2 9-11 acronym',
          'led led 3 12-15 word',
          'usled usl 2 9-15 compound',
        ],
      ],
      ['M.P.s', ['mps mp 0 0-5 acronym']],
      ['i.e. e.g. a.m.', ['ie ie 0 0-4 acronym', 'eg eg 1 5-9 acronym', 'a.m. a.m. 2 10-14 acronym']],
      ['U.Said', ['u u 0 0-1 word', 'said said 1 2-6 word']],
      ['É.U. Ü.S', ['eu eu 0 0-4 acronym', 'u.s. u.s. 1 5-8 acronym']],
      ['a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r', ['abcdefghijklmnop abcdefghijklmnop 0 0-32 acronym', 'qr qr 1 32-35 acronym']],
      ['the US. US, and', ['the the 0 0-3 word', 'u.s. u.s. 1 4-6 acronym', 'u.s. u.s. 2 8-10 acronym', 'and and 3 12-15 word']],
      ['US', ['u.s. u.s. 0 0-2 acronym']],
      [
        'the WHO says IT firms',
        [
          'the the 0 0-3 word',
          'w.h.o. w.h.o. 1 4-7 acronym',
          'says sai 2 8-12 word',
          'i.t. i.t. 3 13-15 acronym',
          'firms firm 4 16-21 word',
        ],
      ],
      ['US TROOPS', ['us us 0 0-2 word', 'u.s. u.s. 0 0-2 acronym', 'troops troop 1 3-9 word']],
      ['TRUMP TELLS US', ['trump trump 0 0-5 word', 'tells tell 1 6-11 word', 'us us 2 12-14 word', 'u.s. u.s. 2 12-14 acronym']],
      ['US: 5 ... (a) leaders', ['u.s. u.s. 0 0-2 acronym', '5 5 1 4-5 number', 'a a 2 11-12 word', 'leaders leader 3 14-21 word']],
      ['US UK trade', ['us us 0 0-2 word', 'u.s. u.s. 0 0-2 acronym', 'uk uk 1 3-5 word', 'trade trade 2 6-11 word']],
      ["the US's debt", ['the the 0 0-3 word', 'u.s. u.s. 1 4-6 acronym', 'debt debt 2 9-13 word']],
      [
        'tell us who it is',
        ['tell tell 0 0-4 word', 'us us 1 5-7 word', 'who who 2 8-11 word', 'it it 3 12-14 word', 'is is 4 15-17 word'],
      ],
      [
        'WHO IS WHO',
        ['who who 0 0-3 word', 'w.h.o. w.h.o. 0 0-3 acronym', 'is is 1 4-6 word', 'who who 2 7-10 word', 'w.h.o. w.h.o. 2 7-10 acronym'],
      ],
      ['IRAN’s US aims', ['iran iran 0 0-4 word', 'u.s. u.s. 1 7-9 acronym', 'aims aim 2 10-14 word']],
      [
        'BBC US COVID19 leaders',
        ['bbc bbc 0 0-3 word', 'u.s. u.s. 1 4-6 acronym', 'covid19 covid19 2 7-14 word', 'leaders leader 3 15-22 word'],
      ],
      ['9 US 9', ['9 9 0 0-1 number', 'u.s. u.s. 1 2-4 acronym', '9 9 2 5-6 number']],
      ['G20 US', ['g20 g20 0 0-3 word', 'u.s. u.s. 1 4-6 acronym']],
    ],
  ],
  [
    'tags and mentions',
    [
      ['#MeToo', ['metoo metoo 0 1-6 word', '#metoo #metoo 0 0-6 tag']],
      [
        '#climate_change now',
        ['climate climat 0 1-8 word', '#climate_change #climate_change 0 0-15 tag', 'change chang 1 9-15 word', 'now now 2 16-19 word'],
      ],
      ['@name_1: hi', ['name name 0 1-5 word', '@name_1 @name_1 0 0-7 mention', '1 1 1 6-7 number', 'hi hi 2 9-11 word']],
      ['joe@example.com', ['joe joe 0 0-3 word', 'example exampl 1 4-11 word', 'com com 2 12-15 word']],
      ['#می\u{200c}خواهم', ['میخواهم میخواهم 0 1-9 word', '#میخواهم #میخواهم 0 0-9 tag']],
      ['C# C#x F#', ['c c 0 0-1 word', 'c c 1 3-4 word', 'x x 2 5-6 word', 'f f 3 7-8 word']],
      ['#1 #9/11', ['1 1 0 1-2 number', '9 9 1 4-5 number', '11 11 2 6-8 number']],
      ['##a @@b', ['a a 0 2-3 word', '#a #a 0 1-3 tag', 'b b 1 6-7 word', '@b @b 1 5-7 mention']],
      ['#covid-19', ['covid covid 0 1-6 word', '#covid #covid 0 0-6 tag', '19 19 1 7-9 number', 'covid19 covid19 0 1-9 compound']],
      ['＃tag ＠you', ['tag tag 0 1-4 word', '#tag #tag 0 0-4 tag', 'you you 1 6-9 word', '@you @you 1 5-9 mention']],
      ['#北京', ['北 北 0 1-2 word', '#北京 #北京 0 0-3 tag', '京 京 1 2-3 word']],
      ['(#a)', ['a a 0 2-3 word', '#a #a 0 1-3 tag']],
      ['&#x27;', ['x27 x27 0 2-5 word']],
      ['#_x @_', ['x x 0 2-3 word', '#_x #_x 0 0-3 tag']],
      ['a_#b', ['a a 0 0-1 word', 'b b 1 3-4 word']],
      ['❤\u{fe0f}#x', ['❤ ❤ 0 0-2 emoji', 'x x 1 3-4 word', '#x #x 1 2-4 tag']],
      ['#US', ['u.s. u.s. 0 1-3 acronym', '#us #us 0 0-3 tag']],
      ['#don’t', ["don't don't 0 1-6 word", '#don #don 0 0-4 tag']],
      [
        `#${'x'.repeat(63)} #${'x'.repeat(64)}`,
        [
          `${'x'.repeat(63)} ${'x'.repeat(63)} 0 1-64 word`,
          `#${'x'.repeat(63)} #${'x'.repeat(63)} 0 0-64 tag`,
          `${'x'.repeat(64)} ${'x'.repeat(64)} 1 66-130 word`,
        ],
      ],
      ['#𐐀a', ['𐐨a 𐐨a 0 1-4 word', '#𐐨a #𐐨a 0 0-4 tag']],
      ['@_1', ['1 1 0 2-3 number']],
    ],
  ],
  [
    'emoji',
    [
      ['👍', ['👍 👍 0 0-2 emoji']],
      ['👩🏽\u{200d}🚀ok', ['👩‍🚀 👩‍🚀 0 0-7 emoji', 'ok ok 1 7-9 word']],
      ['🇫🇷🇩🇪', ['🇫🇷 🇫🇷 0 0-4 emoji', '🇩🇪 🇩🇪 1 4-8 emoji']],
      ['🇫', ['🇫 🇫 0 0-2 emoji']],
      [
        '1\u{fe0f}\u{20e3} #\u{fe0f}\u{20e3} *\u{fe0f}\u{20e3} 1\u{20e3}',
        ['1⃣ 1⃣ 0 0-3 emoji', '#⃣ #⃣ 1 4-7 emoji', '*⃣ *⃣ 2 8-11 emoji', '1⃣ 1⃣ 3 12-14 emoji'],
      ],
      ['❤\u{fe0f} ❤', ['❤ ❤ 0 0-2 emoji', '❤ ❤ 1 3-4 emoji']],
      ['🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', ['🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 0 0-14 emoji']],
      ['©2017 ™ ↔', ['2017 2017 0 1-5 number']],
      ['👍🏿👍', ['👍 👍 0 0-4 emoji', '👍 👍 1 4-6 emoji']],
      ['no🙂gap', ['no no 0 0-2 word', '🙂 🙂 1 2-4 emoji', 'gap gap 2 4-7 word']],
      ['#\u{fe0f}\u{20e3}tag', ['#⃣ #⃣ 0 0-3 emoji', 'tag tag 1 3-6 word']],
      ['5🙂', ['5 5 0 0-1 number', '🙂 🙂 1 1-3 emoji']],
      ['🏽', []],
      ['👩\u{200d}x', ['👩 👩 0 0-2 emoji', 'x x 1 3-4 word']],
      ['*x*', ['x x 0 1-2 word']],
    ],
  ],
  [
    'scripts without spaces',
    [
      ['北京2022年', ['北 北 0 0-1 word', '京 京 1 1-2 word', '2022 2022 2 2-6 number', '年 年 3 6-7 word']],
      ['東京タワー', ['東 東 0 0-1 word', '京 京 1 1-2 word', 'タ タ 2 2-3 word', 'ワ ワ 3 3-4 word', 'ー ー 4 4-5 word']],
      ['がﾊﾞ', ['が が 0 0-1 word', 'バ バ 1 1-3 word']],
      ['ไทยน้ำ', ['ไ ไ 0 0-1 word', 'ท ท 1 1-2 word', 'ย ย 2 2-3 word', 'น้ น้ 3 3-5 word', 'า า 4 5-6 word']],
      ['ខ្មែរ', ['ខ្ ខ្ 0 0-2 word', 'មែ មែ 1 2-4 word', 'រ រ 2 4-5 word']],
      ['한국어를 말하다', ['한국어를 한국어를 0 0-4 word', '말하다 말하다 1 5-8 word']],
      ['々〆ヶ', ['々 々 0 0-1 word', '〆 〆 1 1-2 word', 'ヶ ヶ 2 2-3 word']],
      ['ABC北', ['abc abc 0 0-3 word', '北 北 1 3-4 word']],
      ['葛\u{e0100}城', ['葛 葛 0 0-3 word', '城 城 1 3-4 word']],
    ],
  ],
]

for (const [rule, rows] of tables) {
  test(rule, () => {
    for (const [text, expected] of rows) {
      const got = analyze(english, text).map(({ word, term, position, start, end, kind }) => {
        return `${word} ${term} ${position} ${start}-${end} ${kindNames[kind]}`
      })
      assert.equal(got, expected, JSON.stringify(text))
    }
  })

  test(`${rule}: the standard analyzer finds the same words, unstemmed`, () => {
    for (const [text, expected] of rows) {
      const got = analyze(standard, text)
      const words = expected.map((row) => row.split(' ')[0])
      assert.equal(
        got.map(({ word }) => word),
        words,
        JSON.stringify(text),
      )
      assert.ok(
        got.every(({ word, term }) => term === word),
        JSON.stringify(text),
      )
    }
  })
}

test.run()
