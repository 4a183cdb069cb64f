// The seeds: both forms of the articles say the same, and each article is what seeds/README.md says it is.

import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Article } from '../../src/news/article.js'
import { parseArticles } from '../../src/news/index.js'

const folder = new URL('../../seeds/articles/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'))
const texts = names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'))
const articles: Article[] = []
for (const [i, text] of texts.entries()) articles.push(...(await read(text, names[i])))

async function read(text: string, name: string): Promise<Article[]> {
  const list: Article[] = []
  for await (const { article, problem } of parseArticles(text, { name })) {
    assert.is(problem, undefined, `${name}: ${JSON.stringify(problem)}`)
    if (article === undefined) continue
    // The two forms write dates in two ways.
    delete article.publishedText
    list.push(article)
  }
  return list
}

test('there are at least sixty, one a file, with ids of their own', () => {
  assert.ok(articles.length >= 60)
  assert.is(articles.length, names.length)
  assert.is(new Set(articles.map((article) => article.id)).size, articles.length)
})

test('the JSON Lines say the same as the texts', async () => {
  const lines = readFileSync(new URL('../articles.jsonl', folder), 'utf8')
  assert.equal(await read(lines, 'articles.jsonl'), articles)
})

test('bodies have 100 to 600 words, and dates can be read', () => {
  for (const { id, body, published } of articles) {
    const words = body.split(/\s+/).length
    assert.ok(words >= 100 && words <= 600, `${id}: ${words} words`)
    assert.ok(typeof published === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(published), `${id}: ${published}`)
  }
})

test('some have no headline, some no author, some guillemets', () => {
  assert.ok(articles.some((article) => article.headline === undefined))
  assert.ok(articles.some((article) => article.author === undefined))
  assert.ok(articles.some((article) => article.body.includes('«')))
})

test.run()
