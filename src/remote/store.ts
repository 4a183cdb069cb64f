// Blocks that outlive the page: a store by key, and one in the browser's CacheStorage. A store may fail or forget at any time; nothing it gives is trusted.

/** Keeps bytes by key, for use without a network. */
export interface BlockStore {
  /** The bytes kept under `key`, or undefined. */
  get(key: string): Promise<Uint8Array | undefined>
  /** Keeps bytes under `key`, in place of others. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Deletes the keys that begin with `prefix` and go on as `isStale` says: blocks of a file that was replaced. Without it they stay. */
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

/** Deletes blocks of the file called by keys that begin with `prefix`, but those of the files `ids`, without waiting. */
export function tryPrune(store: BlockStore | undefined, prefix: string, ids: ReadonlySet<string>): void {
  const isStale = (rest: string) => {
    const [, id] = /^([0-9a-f]{32})-\d+$/.exec(rest) ?? []
    return id !== undefined && !ids.has(id)
  }
  store?.prune?.(prefix, isStale).catch(() => {})
}
