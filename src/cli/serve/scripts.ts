// Where the page's scripts are: they are made with the package, beside the command line.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ioError, readBytes } from '../../node/files.js'

/** The package's build. Sources and build lie equally deep under the package, but for this folder. */
const dist = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../../dist/' : '../', import.meta.url))

/** The scripts of the search page by name: `search.js`, its worker, and what either loads when it is asked for. @throws E_IO where the package was not built */
export async function pageScripts(): Promise<Map<string, Uint8Array>> {
  const folder = join(dist, 'page')
  const names = await readdir(folder).catch((error) => {
    throw ioError(error, folder)
  })
  const scripts = names.filter((name) => name.endsWith('.js'))
  const contents = await Promise.all(scripts.map((name) => readBytes(join(folder, name))))
  return new Map(scripts.map((name, i) => [name, contents[i]]))
}

/** The one script for pages that are opened as a file. @throws as `pageScripts` */
export function classicScript(): Promise<Uint8Array> {
  return readBytes(join(dist, 'rostrum.min.js'))
}
