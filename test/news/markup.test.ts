// HTML by its tags alone: text, entities, attributes, addresses; whatever is broken is walked over.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { addressOf, turnAddress } from '../../src/news/address.js'
import { decodeEntities } from '../../src/news/markup/entities.js'
import { attributesOf } from '../../src/news/markup/tags.js'
import { textOfMarkup } from '../../src/news/markup/text.js'

const texts: [html: string, text: string][] = [
  ['<p>One <b>two</b>.</p><p>Three<br>four', 'One two.\n\nThree\nfour'],
  ['<P>One<P>Two', 'One\n\nTwo'],
  ['a < b and <3 > 2', 'a < b and <3 > 2'],
  ['<script>var a = "<p>no</p>"</script>yes<style>p{}</style>', 'yes'],
  ['<p>a<!-- <p>no --> b<!--> c</p>', 'a b c'],
  ['x<!-- never closed <p>no', 'x'],
  ['<p hidden>no<p>yes', 'yes'],
  ['<div style="display: none"><div>no</div>no</div>yes', 'yes'],
  ['<template><p>no</p></template><noscript>no</noscript>yes', 'yes'],
  ['<a title="a > b" onclick=alert(1)>link</a>', 'link'],
  ['<a title="a" b">link</a> on', 'link on'],
  ['<p>&amp;lt;script&gt; &eacute; &#233; &#xE9; &#150; &nosuch; &', '&lt;script> é é é – &nosuch; &'],
  ['<![CDATA[a <b> &amp;]]> c', 'a <b> &amp; c'],
  ['<svg><title>no</title></svg>yes</ >?</>', 'yes?'],
  ['', ''],
]
for (const [html, text] of texts) {
  test(`text of ${JSON.stringify(html)}`, () => assert.is(textOfMarkup(html), text))
}

test('a page is read without its furniture', () => {
  const html = '<nav>no</nav><article><h1>H</h1><p>yes</p></article><aside>no</aside><footer>no</footer>'
  assert.is(textOfMarkup(html, { isPage: true }), 'H\n\nyes')
})

const entities: [given: string, text: string][] = [
  ['&#x110000;&#0;&#xD800;', '\ufffd\ufffd\ufffd'],
  ['&#128;&#x92;', '€’'],
  ['&ldquo;&mdash;&hearts;&Omega;&apos;', "“—♥Ω'"],
  ['&amp;amp;', '&amp;'],
  ['&constructor; &toString;', '&constructor; &toString;'],
]
for (const [given, text] of entities) test(`decodes ${given}`, () => assert.is(decodeEntities(given), text))

test('attributes', () => {
  assert.equal(
    [...attributesOf(' a=1 B = "2 > 3" c=\'4\' d e="5" a=6/')],
    [
      ['a', '1'],
      ['b', '2 > 3'],
      ['c', '4'],
      ['d', ''],
      ['e', '5'],
    ],
  )
  assert.equal([...attributesOf('__proto__="x" / = "')].slice(0, 1), [['__proto__', 'x']])
})

const addresses: [given: string, base: string | undefined, found: string | undefined][] = [
  ['https://lamp.example/1', undefined, 'https://lamp.example/1'],
  ['/1', 'https://lamp.example/news/', 'https://lamp.example/1'],
  ['2?q=1', 'https://lamp.example/news/', 'https://lamp.example/news/2?q=1'],
  ['//other.example/3', 'https://lamp.example/', 'https://other.example/3'],
  ['/1', undefined, '/1'],
  ['javascript:alert(1)', 'https://lamp.example/', undefined],
  [' java\nscript:alert(1)', undefined, undefined],
  ['\u0001javascript:alert(1)', undefined, undefined],
  ['DATA:text/html,x', undefined, undefined],
  ['vbscript:x', undefined, undefined],
  ['file:///etc/passwd', undefined, undefined],
  ['', 'https://lamp.example/', undefined],
  ['http://[', 'https://lamp.example/', 'http://['],
]
for (const [given, base, found] of addresses) {
  test(`address ${JSON.stringify(given)}`, () => assert.is(addressOf(given, base), found))
}

test('the address of a second', () => {
  assert.is(turnAddress('https://lamp.example/d', 83.9), 'https://lamp.example/d#t=83')
  assert.is(turnAddress('https://lamp.example/d?a=1#top', 0), 'https://lamp.example/d?a=1#t=0')
})

test.run()
