// A real browser for the tests: Debian's Chromium where it is installed; elsewhere the tests say that they skipped.

import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { test } from 'uvu'

const path = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((each) => each !== '' && existsSync(each))
if (path === undefined) console.log('skipped: no Chromium on this machine; CHROMIUM= names one')

/** A test in the browser. */
export const inBrowser = path === undefined ? test.skip : test

let browser: Promise<Browser> | undefined

/** A page of its own, and what went wrong in it so far: messages of the console, errors, violations of its policy. */
export async function newPage(options: Parameters<Browser['newPage']>[0] = {}): Promise<{ page: Page; faults: string[] }> {
  browser ??= chromium.launch({ executablePath: path as string, args: ['--no-sandbox', '--disable-gpu'] })
  const page = await (await browser).newPage({ viewport: { width: 1000, height: 800 }, ...options })
  // what tsx puts around the functions of tests
  await page.addInitScript({ content: 'globalThis.__name = (made) => made' })
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  return { page, faults }
}

/** Ends the browser. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
}
