// The few things that a store does with its folder. Tests put faults in their place.

import { link, mkdir, open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { readBytes } from '../files.js'

/** A folder of files that are written once and never changed. Names are without a path; errors are those of node:fs. */
export interface Folder {
  /** Makes the folder, and those above it, where it is not there. */
  create(): Promise<void>
  /** The names in it; none where it is not there. */
  list(): Promise<string[]>
  read(name: string): Promise<Uint8Array>
  /** Writes a new file, and waits until its bytes are on the disk. Fails with EEXIST where there is one, a link among them. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Gives a file another name beside its own. Fails with EEXIST where that is taken: of several that try, one succeeds. */
  link(name: string, other: string): Promise<void>
  remove(name: string): Promise<void>
  /** Waits until the names are on the disk as well. */
  sync(): Promise<void>
}

/** How often, and how long in milliseconds, to wait where a virus scanner holds a file; Windows only. */
const patience = { tries: 10, step: 5 }

/** A folder of the file system. */
export function folderAt(path: string): Folder {
  return {
    async create() {
      await mkdir(path, { recursive: true })
    },
    async list() {
      return await readdir(path).catch((error) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
    },
    read: (name) => readBytes(join(path, name)),
    async write(name, bytes) {
      // wx: what somebody put there under our name is not followed
      const file = await open(join(path, name), 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    link: (name, other) => patiently(() => link(join(path, name), join(path, other))),
    remove: (name) => patiently(() => unlink(join(path, name))),
    async sync() {
      // Windows knows no folder as a file, and keeps names itself
      const folder = await open(path, 'r').catch((error) => {
        if (process.platform === 'win32') return undefined
        throw error
      })
      try {
        await folder?.sync()
      } finally {
        await folder?.close()
      }
    },
  }
}

/** The code of an error of node:fs, or of one of ours about such an error. */
export function codeOf(error: unknown): string | undefined {
  const { code, details } = error as { code?: string; details?: { code?: string } }
  return details?.code ?? code
}

async function patiently(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      const isHeld = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error) ?? '')
      if (!isHeld || tries === patience.tries) throw error
      await new Promise((resolve) => setTimeout(resolve, patience.step * tries))
    }
  }
}
