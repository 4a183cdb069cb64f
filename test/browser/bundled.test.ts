// The element in a bundle of somebody's own: no bundler puts the worker's file beside it, so the page's thread searches, and one warning says so; a copy of the file is found by name.
// needs: dist

import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted, seeds } from './site.js'

test.after(closeBrowser)

const dist = new URL('../../dist', import.meta.url).pathname

async function bundled(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [`${dist}/browser/element/index.js`],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0].contents
}

inBrowser('without the file of the worker, and with a copy of it', async () => {
  const index = await seeds()
  const script = await bundled()
  for (const [attribute, workers, said] of [
    ['', 0, /^rostrum: no worker \(its file could not be loaded: name it by worker\); searching in the page's own thread\.$/],
    [' worker="copied/worker.js"', 1, undefined],
  ] as const) {
    const html = `<!doctype html><meta charset="utf-8"><title>t</title><rostrum-search src="articles.rostrum"${attribute}></rostrum-search><script type="module" src="app.js"></script>`
    const site = await hosted(dist, (path) => {
      if (path === '/') return { type: 'text/html', body: html }
      if (path === '/app.js') return { type: 'text/javascript', body: script }
      if (path === '/copied/worker.js') return { type: 'text/javascript', body: readFileSync(`${dist}/page/worker.js`) }
      // what many hosts say of a file that is not there
      if (path === '/worker.js') return { type: 'text/html', body: html }
      return path === '/articles.rostrum' ? { type: 'application/octet-stream', body: index.toBytes() } : undefined
    })
    const { page, faults } = await newPage()
    await page.goto(`${site.at}?q=silk+road`)
    await page.locator('rostrum-search [role=status]', { hasText: /results for “silk road”/ }).waitFor({ timeout: 30_000 })
    assert.is(page.workers().length, workers)
    assert.is(faults.length, said === undefined ? 0 : 1, faults.join('\n'))
    if (said !== undefined) assert.match(faults[0], said)
    await page.close()
    site.close()
  }
})

test.run()
