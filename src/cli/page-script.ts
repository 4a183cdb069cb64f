// Where the page's script is: it is made with the package, beside the command line.

import { readBytes } from '../node/files.js'

/** The script of the search page. Sources and build lie equally deep under the package. @throws E_IO where the package was not built */
export function pageScript(): Promise<Uint8Array> {
  return readBytes(decodeURIComponent(new URL('../../dist/page/search.js', import.meta.url).pathname))
}
