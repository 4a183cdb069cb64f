// How the element comes to its index: in a worker, by ranges or whole in the page, or out of the page itself. What a way needs is loaded when it is taken.

import { quote, RostrumError } from '../../errors.js'
import type { Searcher } from '../searcher.js'

/** What the element's attributes say. */
export interface Opening {
  src: string
  mode: string
  /** The address of the worker's file; empty for the shipped one. */
  worker: string
  offline: boolean
}

/** What the attributes of an element say. */
export function openingOf(element: Element): Opening {
  const text = (name: string) => element.getAttribute(name) ?? ''
  return {
    src: text('src'),
    mode: element.getAttribute('mode') ?? 'worker',
    worker: text('worker'),
    offline: element.hasAttribute('offline'),
  }
}

/** Each way of opening the index at an address. */
const ways: Readonly<Record<string, (opening: Opening, address: string) => Promise<Searcher>>> = {
  async worker(opening, address) {
    const { openInWorker } = await import('../index.js')
    return openInWorker(address, inWorker(opening))
  },
  async 'worker-whole'(opening, address) {
    const { openInWorker } = await import('../index.js')
    return openInWorker(address, { ...inWorker(opening), whole: true })
  },
  async ranges({ offline }, address) {
    const { openRemote } = await import('../../remote/remote-index.js')
    return openRemote(address, { offline })
  },
  async whole({ offline }, address) {
    const [{ fetchWhole, openBytes }, { cacheStorage }] = await Promise.all([
      import('../../remote/whole.js'),
      import('../../remote/store.js'),
    ])
    return openBytes(await fetchWhole(address, {}, offline ? cacheStorage() : undefined))
  },
}

/** Names of the ways. */
export const modes: readonly string[] = Object.keys(ways)

/** Opens an index: at an address, or that which an element of the page holds in base64, `#id`. @throws E_CONFIG, what is wrong with the bytes, and as `openRemote` */
export async function openSource(opening: Opening): Promise<Searcher> {
  const { src, mode } = opening
  if (src === '')
    throw config(
      'src, the address of an index file',
      'none',
      'Write <rostrum-search src="articles.rostrum">, or set the property searcher.',
    )
  if (src.startsWith('#')) {
    const { openBytes } = await import('../../remote/whole.js')
    return openBytes(embedded(src.slice(1)))
  }
  if (!Object.hasOwn(ways, mode)) throw config(`mode, one of ${modes.join(', ')}`, quote(mode), 'Leave it out for a worker.')
  return ways[mode](opening, new URL(src, document.baseURI).href)
}

function inWorker({ worker, offline }: Opening): { offline: boolean; worker?: string } {
  return worker === '' ? { offline } : { offline, worker: new URL(worker, document.baseURI).href }
}

/** The bytes that an element of the page holds as base64, for pages that are opened as a file and may fetch nothing. */
function embedded(id: string): Uint8Array {
  const text = document.getElementById(id)?.textContent
  if (text === undefined || text === null)
    throw config('src, the id of an element', quote(`#${id}`), 'Put the index into a <script type="text/plain" id="...">, as base64.')
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0))
  } catch (cause) {
    throw config('an index as base64', quote(text.slice(0, 40)), 'Write the bytes of the file as base64, and nothing else.', cause)
  }
}

function config(expected: string, got: string, cure: string, cause?: unknown): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got, cure, ...(cause !== undefined && { cause }) })
}
