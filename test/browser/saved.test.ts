// Indexes that a browser keeps between visits: opened again after a reload, and saved by two tabs at once.
// needs: dist

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted } from './site.js'

const dist = new URL('../../dist', import.meta.url).pathname

test.after(closeBrowser)

inBrowser('an index is kept between visits, and two tabs do not undo each other', async () => {
  const { at: site, close } = await hosted(dist, (path) =>
    path === '/' ? { type: 'text/html', body: '<!doctype html><title>t</title><link rel="icon" href="data:,">' } : undefined,
  )
  const { page, faults } = await newPage()
  await page.goto(site)
  const entry = '/browser/index.js'
  const visit = (words: string[], isLast = true) =>
    page.evaluate(
      async ({ entry, words, isLast }) => {
        const { openSaved, save } = await import(entry)
        const notes = await openSaved('notes', { fields: { text: {} }, storeFields: ['text'] })
        const before = notes.count
        for (const [i, text] of words.entries()) notes.add({ id: `${before}-${i}`, text })
        if (isLast) await save('notes', notes)
        return [before, notes.search('harbour').count]
      },
      { entry, words, isLast },
    )
  assert.equal(await visit(['a harbour', 'a road']), [0, 1])
  await page.goto(`${site}?again`)
  assert.equal(await visit(['the harbour reopens']), [2, 2])
  await page.reload()
  assert.equal(await visit([], false), [3, 2])
  const told = await page.evaluate(async (entry) => {
    const { openSaved, save, forget } = await import(entry)
    const one = await openSaved('notes', { fields: { text: {} } })
    const two = await openSaved('notes', { fields: { text: {} } })
    one.add({ id: 'one', text: 'x' })
    two.add({ id: 'two', text: 'x' })
    await save('notes', one)
    const refused = await save('notes', two).catch((error: { code: string }) => error.code)
    await save('notes', one)
    await save('notes', two, { overwrite: true })
    const kept = (await openSaved('notes', { fields: { text: {} } })).has('two')
    await forget('notes')
    const left = (await openSaved('notes', { fields: { text: {} } })).count
    const bad = await openSaved('', { fields: { text: {} } }).catch((error: { code: string }) => error.code)
    return [refused, kept, left, bad]
  }, entry)
  assert.equal(told, ['E_SOURCE_CHANGED', true, 0, 'E_CONFIG'])
  // two tabs that save in the same moment: one of them is told, and nothing is lost that was said to be saved
  const [second] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open('/'))])
  await second.waitForLoadState()
  for (let round = 0; round < 5; round++) {
    const both = [page, second].map((tab, i) =>
      tab.evaluate(
        async ({ entry, id }) => {
          const { openSaved, save } = await import(entry)
          const notes = await openSaved('shared', { fields: { text: {} }, storeFields: ['text'] })
          notes.add({ id, text: 'harbour' })
          return save('shared', notes).then(
            () => id,
            (error: { code: string }) => error.code,
          )
        },
        { entry, id: `${round}-${i}` },
      ),
    )
    const outcomes = await Promise.all(both)
    const there = await second.evaluate(
      async ({ entry, ids }) => {
        const { openSaved } = await import(entry)
        const notes = await openSaved('shared', { fields: { text: {} }, storeFields: ['text'] })
        return ids.filter((id) => notes.has(id))
      },
      { entry, ids: [`${round}-0`, `${round}-1`] },
    )
    const saved = outcomes.filter((outcome) => outcome !== 'E_SOURCE_CHANGED')
    assert.ok(saved.length > 0)
    assert.equal(there, saved.sort())
  }
  await page.reload()
  const left = await page.evaluate(async (entry) => {
    const { openSaved, forget } = await import(entry)
    const notes = await openSaved('shared', { fields: { text: {} }, storeFields: ['text'] })
    const count = notes.search('harbour').count
    await forget('shared')
    return count
  }, entry)
  assert.ok(left >= 5 && left <= 10, String(left))
  await second.close()
  assert.equal(faults, [])
  close()
  await page.close()
})

test.run()
