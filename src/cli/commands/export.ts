// `rostrum export`: a search page as files that any web server gives out as they are.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isRostrumError } from '../../errors.js'
import { webProfile } from '../../index/web-profile.js'
import { nodeDeflate } from '../../node/deflate.js'
import { ioError, writeBytes } from '../../node/files.js'
import { type Command, exitCodes, usage } from '../command.js'
import { analyzersOf } from '../languages.js'
import { openBytes } from '../open.js'
import { byteSize, counted, visible } from '../output.js'
import { localEngine } from '../repl/engine.js'
import { loaded } from '../repl/load.js'
import { embeddedPage, iconFile, pageIcon, pageStyles, scriptFolder, searchPage } from '../serve/page.js'
import { classicScript, pageScripts } from '../serve/scripts.js'
import { pageFacts } from './serve.js'

/** Bytes up to which the page loads the index whole, to answer each letter at once: about a picture's. */
const smallElsewhere = 2 ** 20

/** The index laid out for reading by ranges, unless it is already, or cannot be. */
async function forHost(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return webProfile(bytes, { deflate: nodeDeflate, analyzers: await analyzersOf(bytes) })
  } catch (error) {
    if (isRostrumError(error) && error.code === 'E_CONFIG') return bytes
    throw error
  }
}

/** Writes a static site. */
export const exportSite: Command = {
  name: 'export',
  summary: 'Write a search page, its script and its index into a folder, for any static host.',
  usage: 'DIR INDEX | INPUT...',
  options: [
    { name: 'embed', summary: 'the index in the page, which can then be opened as a file, without a host' },
    { name: 'title', value: 'TEXT', summary: 'the title of the page (default Search)' },
    { name: 'facets', value: 'NAME,...', summary: 'fields to choose values of (default speakers, keyword fields and year)' },
    { name: 'language', value: 'NAME', summary: 'for articles: as for build' },
    { name: 'format', value: 'NAME', summary: 'for articles: as for build' },
    { name: 'quiet', short: 'q', summary: 'no progress, no summary' },
  ],

  async run(given, output) {
    const [folder, ...inputs] = given.words
    if (folder === undefined || inputs.length === 0) {
      const got = folder === undefined ? 'neither' : 'no index'
      throw usage('a folder, and an index file or articles', got, 'Write for example: rostrum export site news.rostrum')
    }
    const { bytes } = await loaded(inputs, output, given)
    const engine = localEngine({ index: await openBytes(bytes) })
    const isEmbedded = given.has('embed')
    const laidOut = isEmbedded ? bytes : await forHost(bytes)
    const facts = await pageFacts(engine, given, { hasServer: false, isWhole: laidOut.length <= smallElsewhere })
    const scripts = isEmbedded ? new Map([['rostrum.min.js', await classicScript()]]) : await pageScripts()
    const files: [name: string, content: Uint8Array][] = [
      ...(isEmbedded ? [] : [[facts.source, laidOut] satisfies [string, Uint8Array]]),
      ...[...scripts].map(([name, content]): [string, Uint8Array] => [join(scriptFolder, name), content]),
      ['page.css', Buffer.from(pageStyles)],
      [iconFile, Buffer.from(pageIcon)],
      // last: who opens the page finds the rest of it
      ['index.html', Buffer.from(isEmbedded ? embeddedPage(facts, laidOut) : searchPage(facts))],
    ]
    await mkdir(join(folder, scriptFolder), { recursive: true }).catch((error) => {
      throw ioError(error, folder)
    })
    for (const [name, content] of files) await writeBytes(join(folder, name), content)
    if (!given.has('quiet')) {
      const size = files.reduce((sum, [, content]) => sum + content.length, 0)
      output.write(`${counted(await engine.ask('count'), 'document')}, ${byteSize(size)} in ${files.length} files in ${visible(folder)}\n`)
    }
    return exitCodes.found
  },
}
