// Files as a whole: an index read into memory, bytes written so that a crash leaves the old file or the new one, and errors of the file system said.

import { open, readFile, rename, unlink } from 'node:fs/promises'
import { quote, RostrumError } from '../errors.js'

/**
 * Reads a file whole. Costs its length in time and memory.
 * @throws RostrumError E_IO
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const buffer = await readFile(path).catch((error) => {
    throw ioError(error, path)
  })
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

/**
 * Writes a file under a temporary name beside it, then renames it: readers see the old file or the new one, never half of it.
 * @throws RostrumError E_IO; the temporary file is removed.
 */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw ioError(error, path)
  }
}

const meanings = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['ENOSPC', 'no space left on the device'],
  ['EMFILE', 'too many open files'],
  ['ELOOP', 'too many links'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EROFS', 'the file system is read-only'],
])

/** Says what the file system refused, as a RostrumError E_IO. */
export function ioError(error: unknown, path: string): RostrumError {
  if (error instanceof RostrumError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const meaning = meanings.get(code) ?? (error instanceof Error ? error.message : String(error))
  return new RostrumError('E_IO', {
    expected: 'a path that can be read or written',
    got: `${quote(path)} (${meaning})`,
    cure: code === 'ENOENT' ? 'Check the spelling and the folder you are in.' : 'Check the path and its permissions.',
    details: { path, code },
    cause: error,
  })
}
