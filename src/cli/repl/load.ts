// What a conversation begins with: the bytes of an index, read from a file or made of articles.

import { open, stat } from 'node:fs/promises'
import { ioError, readBytes } from '../../node/files.js'
import { openIndex } from '../../reader/open.js'
import { magic } from '../../segment/layout.js'
import type { Arguments } from '../command.js'
import { readIndex } from '../commands/build.js'
import { analyzersOf } from '../languages.js'
import { naming } from '../open.js'
import type { Output } from '../output.js'

/** The bytes of an index, and the size of what they were read from. */
export interface Loaded {
  bytes: Uint8Array
  size: number
}

const noArguments: Arguments = { words: [], has: (_name, fallback = false) => fallback, value: () => undefined }

/** Reads an index file, or makes an index of articles as `build` does. @throws RostrumError E_IO, E_INPUT, or what is wrong with the bytes */
export async function loaded(paths: readonly string[], output: Output, given: Arguments = noArguments): Promise<Loaded> {
  if (paths.length === 1 && (await isIndexFile(paths[0]))) {
    const bytes = await readBytes(paths[0])
    const analyzers = await analyzersOf(bytes)
    return { bytes, size: naming(paths[0], () => openIndex(bytes, { analyzers })).info().byteLength }
  }
  const { index, bytesIn } = await readIndex(paths, given, output)
  return { bytes: index.toBytes(), size: bytesIn }
}

/** By its name or its first bytes; pipes are not opened to look, because what is read from one is gone. */
async function isIndexFile(path: string): Promise<boolean> {
  if (path.endsWith('.rostrum')) return true
  try {
    if (!(await stat(path)).isFile()) return false
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0)
      return bytesRead === magic.length && buffer.toString('latin1') === magic
    } finally {
      await file.close()
    }
  } catch (error) {
    throw ioError(error, path)
  }
}
