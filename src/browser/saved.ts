// Indexes that a browser keeps between visits: their bytes by name, in IndexedDB, which windows and workers share.

import { isRostrumError, quote, RostrumError } from '../errors.js'
import type { FromOptions, Index, IndexOptions } from '../index.js'

/** What is kept of an index. */
interface Saved {
  bytes: Uint8Array<ArrayBuffer>
  /** Counts the times that it was saved, so that a tab notices that another one did. */
  revision: number
}

/** Which revision an index was opened from, or last saved as. */
const revisions = new WeakMap<object, number>()

const database = 'rostrum'
const table = 'indexes'

/**
 * Opens the index that this browser keeps as `name`, to be added to and searched; where it keeps none, an empty one of `options`. Reads all its bytes.
 * @throws E_IO where the browser keeps nothing (private windows, a full disk); what is wrong with the bytes, as `Index.from`: `forget` it then
 */
export async function openSaved<T extends object = Record<string, unknown>>(
  name: string,
  options: IndexOptions<T>,
  opening: FromOptions = {},
): Promise<Index<T>> {
  const [saved, { Index: Made }] = await Promise.all([inTable(name, 'readonly', (kept) => kept.get(name)), import('../index/index.js')])
  const { bytes, revision } = (saved as Saved | undefined) ?? { bytes: undefined, revision: 0 }
  const index = bytes === undefined ? new Made<T>(options) : Made.from<T>(bytes, opening)
  revisions.set(index, revision)
  return index
}

/**
 * Keeps an index as `name`, for `openSaved`; settled when it is on the disk. Writes all its bytes. Browsers may throw away what a site keeps, unless
 * `navigator.storage.persist()` was granted.
 * @throws E_SOURCE_CHANGED where another tab has saved it since this one was opened, unless `overwrite`; E_IO
 */
export async function save(
  name: string,
  index: { toBytes(): Uint8Array },
  { overwrite = false }: { overwrite?: boolean } = {},
): Promise<void> {
  // copied: the bytes may be a view of a larger buffer, which would be kept whole
  const bytes = index.toBytes().slice()
  let written = 0
  await inTable(name, 'readwrite', (kept) => {
    const reading = kept.get(name)
    reading.onsuccess = () => {
      const before = (reading.result as Saved | undefined)?.revision ?? 0
      if (!overwrite && before !== (revisions.get(index) ?? 0)) return
      written = before + 1
      kept.put({ bytes, revision: written } satisfies Saved, name)
    }
    return reading
  })
  if (written === 0) {
    throw new RostrumError('E_SOURCE_CHANGED', {
      expected: `the index ${quote(name)} as it was opened`,
      got: 'one that was saved since, by another tab',
      cure: 'Open it again and repeat the changes, or save with { overwrite: true }.',
    })
  }
  revisions.set(index, written)
}

/** Keeps the index called `name` no more. @throws E_IO */
export async function forget(name: string): Promise<void> {
  await inTable(name, 'readwrite', (kept) => kept.delete(name))
}

/** Runs a request in a transaction, and gives its result when the transaction is complete. */
async function inTable(name: string, mode: IDBTransactionMode, ask: (kept: IDBObjectStore) => IDBRequest): Promise<unknown> {
  if (typeof name !== 'string' || name === '')
    throw new RostrumError('E_CONFIG', { expected: 'a name', got: quote(name), cure: 'Give a text that is not empty.' })
  try {
    const { indexedDB } = globalThis as { indexedDB?: IDBFactory }
    if (indexedDB === undefined) throw new Error('no IndexedDB here')
    const opening = indexedDB.open(database, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(table)
    const opened = await settled<IDBDatabase>(opening)
    try {
      const transaction = opened.transaction(table, mode, { durability: 'strict' })
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error ?? new Error('given up'))
      })
      const request = ask(transaction.objectStore(table))
      await done
      return request.result
    } finally {
      opened.close()
    }
  } catch (error) {
    if (isRostrumError(error)) throw error
    throw new RostrumError('E_IO', {
      expected: `a place in this browser for the index ${quote(name)}`,
      got: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      cure: 'Let the site keep data, or free space; without it, build the index anew at each visit.',
      cause: error,
    })
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
