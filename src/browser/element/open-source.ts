// How the element comes to its index: read whole into memory.

import { quote, RostrumError } from '../../errors.js'
import { openIndex } from '../../reader/reader.js'
import type { Searcher } from '../searcher.js'

/** What the element's attributes say. */
export interface Opening {
  src: string
  mode: string
}

/** Opens an index. @throws E_CONFIG without an address, E_IO where it cannot be fetched, or what is wrong with its bytes */
export async function openSource({ src, mode }: Opening): Promise<Searcher> {
  if (src === '' || mode !== 'whole') {
    throw new RostrumError('E_CONFIG', {
      expected: src === '' ? 'src, the address of an index file' : 'mode, whole',
      got: src === '' ? 'none' : quote(mode),
      cure: src === '' ? 'Write <rostrum-search src="articles.rostrum">, or set the property searcher.' : 'Leave it out for whole.',
    })
  }
  const response = await fetch(src, { credentials: 'omit' }).catch((error: unknown) => {
    throw failed(src, error instanceof Error ? error.message : String(error), error)
  })
  if (!response.ok) throw failed(src, `status ${response.status}`)
  return openIndex(new Uint8Array(await response.arrayBuffer()))
}

function failed(src: string, why: string, cause?: unknown): RostrumError {
  return new RostrumError('E_IO', {
    expected: `an index at ${quote(src)}`,
    got: why,
    cure: 'Check the address and the connection.',
    ...(cause !== undefined && { cause }),
  })
}
