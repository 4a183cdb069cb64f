// The samples of every format in seeds/formats: each gives what stands beside it, whether its format is found out or said, as text and cut anywhere.

import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { ParsedArticle } from '../../src/news/article.js'
import { detectFormat, formats } from '../../src/news/formats.js'
import { type ParseOptions, parseArticles } from '../../src/news/parse.js'

const root = new URL('../../seeds/formats/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root))

async function articlesOf(input: string | Uint8Array, options: ParseOptions): Promise<ParsedArticle[]> {
  const list: ParsedArticle[] = []
  for await (const parsed of parseArticles(input, options)) list.push(parsed)
  return list
}

/** As the files beside the samples have it: problems by line and what was expected. */
const shown = (list: ParsedArticle[]) =>
  list.map(({ article, problem }) => ({
    ...(article && { article }),
    ...(problem && { problem: { ...(problem.line && { line: problem.line }), message: problem.message.split(', got ')[0] } }),
  }))

const folders = readdirSync(root).sort()
const used = new Set<string>()

for (const folder of folders) {
  const names = readdirSync(new URL(`${folder}/`, root)).filter((name) => !name.endsWith('.expected'))

  test(`${folder} has three samples`, () => {
    assert.ok(names.length >= 3, names.join(' '))
  })

  for (const name of names) {
    const bytes = new Uint8Array(read(`${folder}/${name}`))
    const expected = JSON.parse(read(`${folder}/${name}.expected`).toString())

    test(`${folder}/${name}`, async () => {
      assert.equal(shown(await articlesOf(bytes, { name })), expected)
      const [article] = expected.flatMap((each: ParsedArticle) => each.article ?? [])
      assert.ok(article.body !== '' || article.headline !== undefined)
    })

    test(`${folder}/${name} is known by its text`, async () => {
      const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes)
      const format = detectFormat(text, name)
      used.add(format.name)
      assert.is(detectFormat(text).name, format.name)
      assert.equal(shown(await articlesOf(bytes, { name, format: format.name })), expected)
    })

    test(`${folder}/${name} cut off anywhere gives no more articles, and no throw`, async () => {
      for (let end = 0; end < bytes.length; end += Math.ceil(bytes.length / 40)) {
        const list = await articlesOf(bytes.slice(0, end), { name })
        assert.ok(list.length <= expected.length + 2, `${list.length} at ${end}`)
        for (const { article, problem } of list) assert.ok(article !== undefined || problem !== undefined)
      }
    })
  }
}

test('every format has samples', () => {
  assert.equal([...used].sort(), formats.map(({ name }) => name).sort())
})

test.run()
