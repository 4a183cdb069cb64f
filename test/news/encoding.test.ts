// Encodings: what bytes say of themselves, what they look like, and the same in pieces of any size.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { decodeText, textReader } from '../../src/news/encoding.js'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) =>
  Uint8Array.from(text, (character) =>
    ['€', '“', '”', '’'].indexOf(character) >= 0 ? [0x80, 0x93, 0x94, 0x92]['€“”’'.indexOf(character)] : character.charCodeAt(0),
  )
const wide = (text: string, isBig: boolean) => {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !isBig)
  return bytes
}

const rows: [what: string, bytes: Uint8Array, text: string][] = [
  ['nothing', utf8(''), ''],
  ['ASCII', utf8('plain'), 'plain'],
  ['UTF-8', utf8('Café “ж” 😀'), 'Café “ж” 😀'],
  ['UTF-8 with its mark', utf8('\ufeffCafé'), 'Café'],
  ['UTF-8 with one bad byte', Uint8Array.from([...utf8('é é é '), 0xff, ...utf8(' é')]), 'é é é \ufffd é'],
  ['UTF-16 with its mark', wide('\ufeffCafé “ж”', false), 'Café “ж”'],
  ['UTF-16 the other way round', wide('\ufeffCafé “ж”', true), 'Café “ж”'],
  ['UTF-16 without a mark', wide('Headline: é', false), 'Headline: é'],
  ['UTF-16 the other way round, without a mark', wide('Headline: é', true), 'Headline: é'],
  ['windows-1252', latin('Café, €5, “so” it’s'), 'Café, €5, “so” it’s'],
  ['windows-1252 at the very end', latin('a long text, then a café'), 'a long text, then a café'],
  [
    'declared by a page',
    Uint8Array.from([...utf8('<html><meta charset="windows-1251"><p>'), 0xcc, 0xe8, 0xf0]),
    '<html><meta charset="windows-1251"><p>Мир',
  ],
  [
    'declared by XML',
    Uint8Array.from([...utf8("<?xml version='1.0' encoding='ISO-8859-2'?><a>"), 0xb1, 0xb6]),
    "<?xml version='1.0' encoding='ISO-8859-2'?><a>ąś",
  ],
  ['declared wrongly', utf8('<meta charset=iso-8859-1>é'), '<meta charset=iso-8859-1>é'],
  ['declared as what nobody knows', Uint8Array.from([...utf8('<meta charset=klingon>'), 0xe9]), '<meta charset=klingon>é'],
  ['said in a text, not declared', latin('charset=windows-1251 é'), 'charset=windows-1251 é'],
]
for (const [what, bytes, text] of rows) {
  test(what, () => {
    assert.is(decodeText(bytes), text)
    for (const size of [4, 5, 7, 1000]) {
      // A declaration stands in the first piece, as files are read in large ones.
      const first = what.startsWith('declared') ? 60 : size
      const reader = textReader()
      let read = reader.read(bytes.subarray(0, first))
      for (let at = first; at < bytes.length; at += size) read += reader.read(bytes.subarray(at, at + size))
      // Pieces are settled by the first that is not ASCII alone; one odd byte there decides, so only whole texts outvote it.
      assert.is(read + reader.end(), text, `in pieces of ${size}`)
    }
  })
}

test('any bytes give text', () => {
  let state = 7
  for (let round = 0; round < 3000; round++) {
    const bytes = Uint8Array.from({ length: round % 40 }, () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16)
    const reader = textReader()
    assert.type(decodeText(bytes), 'string')
    assert.type(reader.read(bytes.subarray(0, 4)) + reader.read(bytes.subarray(4)) + reader.end(), 'string')
  }
})

test.run()
