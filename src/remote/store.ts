// Blocks that outlive the page: a store by key, and one in the browser's CacheStorage. A store may fail or forget at any time; nothing it gives is trusted.

/** Keeps bytes by key, for use without a network. */
export interface BlockStore {
  /** The bytes kept under `key`, or undefined. */
  get(key: string): Promise<Uint8Array | undefined>
  /** Keeps bytes under `key`, in place of others. */
  put(key: string, bytes: Uint8Array): Promise<void>
}

/** What is used of the platform's CacheStorage. */
interface Caches {
  open(name: string): Promise<{ match(url: string): Promise<Response | undefined>; put(url: string, response: Response): Promise<void> }>
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
