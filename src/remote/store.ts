// Bytes that outlive the page: a store by key, and one in the browser's CacheStorage. A store may fail or forget at any time; nothing it gives is trusted.
//
// Keys are the file's address with a query of ours, `rostrum=`: `latest` is the id of the file that was opened last; all else begins with an id, so that tabs that
// have two builds open do not mix them: `ID-head-START-END` and `ID-whole` of the file, `ID-BLOCK` of a segment.

import { isRostrumError } from '../errors.js'

/** Keeps bytes by key, for use without a network. */
export interface BlockStore {
  /** The bytes kept under `key`, or undefined. */
  get(key: string): Promise<Uint8Array | undefined>
  /** Keeps bytes under `key`, in place of others. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Deletes the keys that begin with `prefix` and go on as `isStale` says: parts of a file that was replaced. Without it they stay. */
  prune?(prefix: string, isStale: (rest: string) => boolean): Promise<void>
}

/** What is used of the platform's CacheStorage. */
interface Caches {
  open(name: string): Promise<{
    match(url: string): Promise<Response | undefined>
    put(url: string, response: Response): Promise<void>
    keys(): Promise<readonly { url: string }[]>
    delete(url: string): Promise<boolean>
  }>
}

/**
 * A store in CacheStorage, or undefined where there is none (Node, pages without HTTPS). Keys are addresses: those of the file, with a query of ours. Each
 * entry is a whole answer of status 200, since CacheStorage takes no part.
 */
export function cacheStorage(name = 'rostrum'): BlockStore | undefined {
  const { caches } = globalThis as { caches?: Caches }
  if (caches === undefined) return undefined
  const opened = caches.open(name)
  // where it cannot be opened (private windows), each use fails, and is passed over
  opened.catch(() => {})
  return {
    async get(key) {
      const response = await (await opened).match(key)
      return response && new Uint8Array(await response.arrayBuffer())
    },
    async put(key, bytes) {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) }
      await (await opened).put(key, new Response(bytes as Uint8Array<ArrayBuffer>, { headers }))
    },
    async prune(prefix, isStale) {
      const { location } = globalThis as { location?: { href: string } }
      const beginning = new URL(prefix, location?.href).href
      const cache = await opened
      const keys = (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(beginning))
      await Promise.all(keys.filter((url) => isStale(url.slice(beginning.length))).map((url) => cache.delete(url)))
    },
  }
}

/** What the store has under `key`; undefined where it fails: it is only ever a shortcut. */
export async function tryGet(store: BlockStore | undefined, key: string): Promise<Uint8Array | undefined> {
  try {
    return await store?.get(key)
  } catch {
    return undefined
  }
}

/** Puts bytes into the store, without waiting; a full or forbidden one is passed over. */
export function tryPut(store: BlockStore | undefined, key: string, bytes: Uint8Array): void {
  // copied: the bytes may be a view of a larger buffer, which would be kept
  store?.put(key, bytes.slice()).catch(() => {})
}

/** The key of a store for a part of the file called `name`. */
export function partKey(name: string, part: string): string {
  const at = name.indexOf('#')
  const bare = at < 0 ? name : name.slice(0, at)
  return `${bare}${bare.includes('?') ? '&' : '?'}rostrum=${part}`
}

/** The id of the file called `name` that was opened last; undefined where nothing is kept. */
export async function keptId(store: BlockStore | undefined, name: string): Promise<string | undefined> {
  const id = String.fromCharCode(...((await tryGet(store, partKey(name, 'latest'))) ?? []).slice(0, 40))
  return /^[0-9a-f]{32}$/.test(id) ? id : undefined
}

/**
 * Keeps parts of the file `id`, which is called `name` and has segments of `ids`, for opening it without a network; only then is it the latest, and what was kept of
 * the files before it is deleted. Without waiting; what fails is passed over.
 */
export function tryKeep(
  store: BlockStore | undefined,
  name: string,
  id: string,
  ids: readonly string[],
  parts: ReadonlyMap<string, Uint8Array>,
): void {
  const own = new Set([id, ...ids])
  async function keep(into: BlockStore): Promise<void> {
    // copied: the bytes may be a view of a larger buffer, which would be kept
    await Promise.all([...parts].map(([part, bytes]) => into.put(partKey(name, `${id}-${part}`), bytes.slice())))
    await into.put(
      partKey(name, 'latest'),
      Uint8Array.from(id, (digit) => digit.charCodeAt(0)),
    )
    await into.prune?.(partKey(name, ''), (rest) => rest !== 'latest' && !own.has(rest.slice(0, 32)))
  }
  if (store !== undefined) keep(store).catch(() => {})
}

/** Whether an error says that there is no network, or no server for now: what is kept may do. Where the server says that there is no such file, it may not. */
export function isAway(error: unknown): boolean {
  return isRostrumError(error) && error.code === 'E_NETWORK' && error.details.retryable === true
}
