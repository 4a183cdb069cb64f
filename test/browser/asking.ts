// Asks an index out of a page, with the library as it is published: what comes back is text, as it would be sent.

import type { Page } from 'playwright-core'
import type { RemoteOptions } from '../../src/remote/index.js'
import { quick } from '../remote/fault-table.js'

/** Ways to ask the index at `address` in a page of a site that has `dist` as its root. */
export function asking(
  page: Page | Promise<Page>,
  address: string,
): {
  open(options?: RemoteOptions, name?: string, url?: string): Promise<string | undefined>
  ask(query?: string, name?: string): Promise<unknown>
  askWhole(options?: RemoteOptions, url?: string): Promise<unknown>
} {
  /** Opens the index in the page; it is kept there as `name`. Gives the code of an error. */
  async function open(options: RemoteOptions = {}, name = 'index', url = address): Promise<string | undefined> {
    return (await page).evaluate(
      async ({ url, options, name, entry }) => {
        const { openRemote } = await import(entry)
        const kept = globalThis as unknown as Record<string, unknown>
        try {
          kept[name] = await openRemote(url, options)
          return undefined
        } catch (error) {
          return (error as { code?: string }).code ?? String(error)
        }
      },
      { url, options: { ...quick, idleTimeout: 1000, ...options }, name, entry: '/remote/index.js' },
    )
  }

  /** Asks it: the results, or the code of the error. */
  async function ask(query = 'tax0 port1', name = 'index'): Promise<unknown> {
    return (await page).evaluate(
      async ({ query, name }) => {
        const { [name]: index } = globalThis as unknown as Record<string, { search(query: string): Promise<unknown> }>
        try {
          // as it would be sent
          return JSON.stringify(await index.search(query))
        } catch (error) {
          return (error as { code?: string }).code ?? String(error)
        }
      },
      { query, name },
    )
  }

  /** The same of the file, loaded whole in a worker. */
  async function askWhole(options: RemoteOptions = {}, url = address): Promise<unknown> {
    const { headBytes: _, ...http } = { ...quick, idleTimeout: 1000, ...options }
    return (await page).evaluate(
      async ({ url, options, entry }) => {
        const { openInWorker } = await import(entry)
        try {
          const index = await openInWorker(url, { ...options, whole: true })
          const results = JSON.stringify(await index.search('tax0 port1'))
          index.close()
          return results
        } catch (error) {
          return (error as { code?: string }).code ?? String(error)
        }
      },
      { url, options: http, entry: '/browser/index.js' },
    )
  }

  return { open, ask, askWhole }
}
