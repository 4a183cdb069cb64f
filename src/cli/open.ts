// Opens an index file for the commands; what is wrong with it is said with its name.

import { isRostrumError, quote, RostrumError } from '../errors.js'
import { Index } from '../index/index.js'
import { nodeDeflate } from '../node/deflate.js'
import { readBytes } from '../node/files.js'
import { openIndex } from '../reader/open.js'
import type { Reader } from '../reader/reader.js'
import { corruptCodes } from './command.js'
import { analyzersOf } from './languages.js'

/** What the command line shows of a document: whatever fields were stored. */
export type StoredDocument = Readonly<Record<string, unknown>>

/** What can be asked of an index, opened from a file or held in memory. */
export type AnyIndex = Pick<Reader<StoredDocument>, 'count' | 'search' | 'didYouMean' | 'moreLikeThis' | 'explain' | 'get' | 'info'>

/**
 * Opens the index in a file. Reads it whole.
 * @throws RostrumError E_IO where it cannot be read, another code where it is no sound index.
 */
export async function openFile(path: string): Promise<AnyIndex> {
  const bytes = await readBytes(path)
  const analyzers = await analyzersOf(bytes)
  return naming(path, () => openIndex<StoredDocument>(bytes, { deflate: nodeDeflate, analyzers }))
}

/** Opens the bytes of an index so that it can be changed, too, or only for reading where it is of the web profile. @throws RostrumError where they are no sound index */
export async function openBytes(bytes: Uint8Array): Promise<Index<StoredDocument> | Reader<StoredDocument>> {
  const options = { deflate: nodeDeflate, analyzers: await analyzersOf(bytes) }
  try {
    return Index.from<StoredDocument>(bytes, options)
  } catch (error) {
    if (!isRostrumError(error) || error.code !== 'E_CONFIG') throw error
    return openIndex<StoredDocument>(bytes, options)
  }
}

/** An index as one that can do more than read. @throws E_CONFIG where it cannot */
export function changeable(index: Index<StoredDocument> | Reader<StoredDocument>): Index<StoredDocument> {
  if (index instanceof Index) return index
  throw new RostrumError('E_CONFIG', {
    expected: 'an index that can be changed',
    got: 'one of the web profile',
    cure: 'Open the one that it was made of.',
  })
}

/** Runs `work`, adding the file's name to an error about its bytes. */
export function naming<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!isRostrumError(error) || !corruptCodes.includes(error.code)) throw error
    const { code, expected, got, cure, details } = error
    throw new RostrumError(code, { expected, got: `${got} in ${quote(path)}`, cure, details, cause: error })
  }
}
