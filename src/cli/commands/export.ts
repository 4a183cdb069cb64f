// `rostrum export`: a search page as files that any web server gives out as they are.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ioError, writeBytes } from '../../node/files.js'
import { type Command, exitCodes, usage } from '../command.js'
import { openBytes } from '../open.js'
import { byteSize, counted, visible } from '../output.js'
import { pageScript } from '../page-script.js'
import { localEngine } from '../repl/engine.js'
import { loaded } from '../repl/load.js'
import { pageStyles, searchPage } from '../serve/page.js'
import { pageFacts } from './serve.js'

/** Writes a static site. */
export const exportSite: Command = {
  name: 'export',
  summary: 'Write a search page, its script and its index into a folder, for any static host.',
  usage: 'DIR INDEX | INPUT...',
  options: [
    { name: 'title', value: 'TEXT', summary: 'the title of the page (default Search)' },
    { name: 'facets', value: 'NAME,...', summary: 'fields to choose values of (default the keyword fields)' },
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
    const facts = await pageFacts(engine, given, false)
    const files: [name: string, content: Uint8Array][] = [
      [facts.source, bytes],
      ['search.js', await pageScript()],
      ['page.css', Buffer.from(pageStyles)],
      // last: who opens the page finds the rest of it
      ['index.html', Buffer.from(searchPage(facts))],
    ]
    await mkdir(folder, { recursive: true }).catch((error) => {
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
