// Which files to read: those named, and in folders those whose names say that they hold articles; links out of a folder are not followed.

import { lstat, readdir, stat } from 'node:fs/promises'
import { quote, RostrumError } from '../errors.js'
import { formats, isArticleName } from '../news/formats.js'
import { ioError } from './files.js'
import { expandGlob, isGlob } from './glob.js'
import { folderOf, labelsOf } from './labels.js'

/** One file to read articles from. */
export interface Input {
  /** As messages name it; `stdin` for standard input. */
  name: string
  /** As derived ids name it: its path from what was named. */
  label: string
  /** Undefined for standard input. */
  path?: string
  /** Bytes; undefined for standard input and pipes. */
  byteLength?: number
}

const extensions = formats.map((format) => `.${format.extensions[0]}`).join(', ')

/** The path that means standard input. */
const standardInput = '-'

/**
 * Lists the files at `paths` (`-` is standard input; `*`, `?`, `**` and `{a,b}` are patterns), those of folders and their folders sorted by name. In a folder only regular files with a known
 * ending are taken: no links, pipes, devices or hidden names.
 * @throws RostrumError E_IO where a path cannot be read, E_INPUT for a folder without articles or for a device.
 */
export async function listInputs(paths: readonly string[]): Promise<Input[]> {
  const inputs: Input[] = []
  const files: { path: string; from: string; input: Input }[] = []
  for (const named of paths) {
    if (named === standardInput) inputs.push({ name: 'stdin', label: 'stdin' })
    else {
      for (const found of await expanded(named)) {
        const from = folderOf(named)
        for (const { path, byteLength } of await listPath(found)) {
          const input: Input = { name: path, label: path, path, byteLength }
          inputs.push(input)
          files.push({ path, from, input })
        }
      }
    }
  }
  for (const [i, label] of labelsOf(files).entries()) files[i].input.label = label
  return inputs
}

/** A file that was found. */
interface Found {
  path: string
  /** Undefined for pipes. */
  byteLength?: number
}

/** A path that is there is itself, whatever its name; a pattern that means nothing too, so that it is said. */
async function expanded(path: string): Promise<string[]> {
  if (!isGlob(path)) return [path]
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  const paths = isThere ? [] : await expandGlob(path)
  return paths.length > 0 ? paths : [path]
}

async function listPath(path: string): Promise<Found[]> {
  const found = await stat(path).catch((error) => {
    throw ioError(error, path)
  })
  if (found.isFile()) return [{ path, byteLength: found.size }]
  if (found.isFIFO()) return [{ path }]
  if (!found.isDirectory()) {
    throw new RostrumError('E_INPUT', {
      expected: 'a file or a folder of articles',
      got: `${quote(path)}, a device or socket`,
      cure: 'Give "-" to read standard input.',
    })
  }
  const inputs = await listFolder(path)
  if (inputs.length > 0) return inputs
  throw new RostrumError('E_INPUT', {
    expected: `a folder with articles: files ending in ${extensions}, or these with .gz`,
    got: `${quote(path)}, which has none`,
    cure: 'Name the files one by one, or rename them.',
  })
}

/** Without recursion, so that depth costs nothing; folders are read in the order of their paths. */
async function listFolder(root: string): Promise<Found[]> {
  const inputs: Found[] = []
  const folders = [root]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const parent = folder
    const entries = await readdir(parent, { withFileTypes: true }).catch((error) => {
      throw ioError(error, parent)
    })
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    const inside: string[] = []
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      const path = `${parent.endsWith('/') ? parent.slice(0, -1) : parent}/${entry.name}`
      if (entry.isDirectory()) inside.push(path)
      if (!entry.isFile() || !isArticleName(entry.name)) continue
      const { size } = await lstat(path).catch((error) => {
        throw ioError(error, path)
      })
      inputs.push({ path, byteLength: size })
    }
    folders.push(...inside.reverse())
  }
  return inputs
}
