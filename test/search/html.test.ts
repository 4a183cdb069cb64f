// Marks as HTML: whatever the text holds, it stays text.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { escapeHtml, type Fragment, toHtml } from '../../src/search/html.js'
import { throws } from '../index/thrown.js'

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  '` onfocus=`alert(1)',
  '</mark><script>alert(1)</script><mark>',
  '<mark>not ours</mark>',
  '&lt;script&gt;',
  '&amp;<img src=x>',
  '&#60;script&#62;',
  '&#x3c;b&#x3e;',
  '<!--',
  '-->',
  '<![CDATA[x]]>',
  '</textarea><script>1</script>',
  '</title></style></script>',
  'javascript:alert(1)',
  '<a href="javascript:alert(1)">x</a>',
  '<plaintext>',
  '<\u0000script>',
  '\u003cscript\u003e',
  '\uff1cscript\uff1e',
  '\u2028<b>\u2029',
  '\u202e<b>',
  '<<b>>',
  '&',
  '&&&',
  '<',
  '\ud800<\udc00>',
]

/** What a browser reads: the five entities, once. */
function asRead(html: string): string {
  const entities = new Map([
    ['amp', '&'],
    ['lt', '<'],
    ['gt', '>'],
    ['quot', '"'],
    ['#39', "'"],
    ['#96', '`'],
  ])
  return html.replace(
    /&([a-z]+|#\d+);/g,
    (_, name: string) => entities.get(name) ?? assert.unreachable(`an entity of its own: ${name}`) ?? '',
  )
}

test('escapes the six characters, and nothing else', () => {
  assert.is(escapeHtml(`&<>"'\``), '&amp;&lt;&gt;&quot;&#39;&#96;')
  assert.is(escapeHtml('plain \u00e9 \u{1f680} \n'), 'plain \u00e9 \u{1f680} \n')
  assert.is(escapeHtml('&amp;'), '&amp;amp;')
  assert.is(escapeHtml(''), '')
})

for (const payload of payloads) {
  test(`stays text: ${JSON.stringify(payload)}`, () => {
    for (const marks of [[], [[0, payload.length]], [[0, 1]], [[payload.length - 1, payload.length]]] as [number, number][][]) {
      const html = toHtml({ text: payload, start: 0, marks })
      const inner = html.replaceAll('<mark>', '').replaceAll('</mark>', '')
      assert.not.match(inner, /[<>"'`]/)
      assert.is(asRead(inner), payload)
      assert.is(html.split('<mark>').length - 1, marks.length)
      assert.is(html.split('</mark>').length - 1, marks.length)
    }
  })
}

test('through an index: a payload beside a word that is found', () => {
  const index = new Index<{ id: number; text: string }>({ fields: { text: {} }, storeFields: ['text'] })
  payloads.forEach((payload, id) => {
    index.add({ id, text: `${payload} found ${payload}` })
  })
  const { hits } = index.search('found script alert', { limit: 100, highlight: ['text'] })
  assert.is(hits.length, payloads.length)
  for (const { id, highlights } of hits) {
    const [fragment] = highlights?.text ?? []
    const html = toHtml(fragment)
    assert.ok(html.includes('<mark>found</mark>'))
    assert.is(asRead(html.replace(/<\/?mark>/g, '')), `${payloads[Number(id)]} found ${payloads[Number(id)]}`)
  }
})

const fragments: readonly [fragment: Fragment, html: string][] = [
  [{ text: '', start: 0, marks: [] }, ''],
  [{ text: 'abc', start: 0, marks: [] }, 'abc'],
  [{ text: 'abc', start: 9, marks: [[0, 3]] }, '<mark>abc</mark>'],
  [
    {
      text: 'abc',
      start: 0,
      marks: [
        [0, 1],
        [1, 2],
      ],
    },
    '<mark>a</mark><mark>b</mark>c',
  ],
  [{ text: 'a<b', start: 0, marks: [[1, 2]] }, 'a<mark>&lt;</mark>b'],
  [{ text: 'x \u{1f680} y', start: 0, marks: [[2, 4]] }, 'x <mark>\u{1f680}</mark> y'],
]

for (const [fragment, html] of fragments) {
  test(`${JSON.stringify(fragment)}`, () => {
    assert.is(toHtml(fragment), html)
  })
}

test('the element may be another, if it is one', () => {
  const fragment: Fragment = { text: 'abc', start: 0, marks: [[1, 2]] }
  assert.is(toHtml(fragment, { tag: 'em' }), 'a<em>b</em>c')
  assert.is(toHtml(fragment, { tag: 'my-mark2' }), 'a<my-mark2>b</my-mark2>c')
  assert.is(toHtml(fragment, {}), toHtml(fragment, { tag: 'mark' }))
  const bad = ['', 'EM', 'b>', 'b onclick', 'b/', '1b', '-b', 'b\n', ' b', 'x'.repeat(65), '<b', 'b"', '__proto__']
  for (const tag of bad) throws(() => toHtml(fragment, { tag }), 'E_CONFIG', /tag/)
  for (const tag of [5, null, {}, ['em'], true]) throws(() => toHtml(fragment, { tag } as never), 'E_CONFIG')
  throws(() => toHtml(fragment, { tags: 'em' } as never), 'E_CONFIG', /Did you mean "tag"/)
})

test.run()
