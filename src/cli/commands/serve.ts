// `rostrum serve`: a search page for one index, on this machine.

import type { AddressInfo } from 'node:net'
import { RostrumError } from '../../errors.js'
import { type Arguments, type Command, exitCodes, nameList, usage, wholeNumber } from '../command.js'
import { counted } from '../output.js'
import { type Engine, threadEngine } from '../repl/engine.js'
import { loaded } from '../repl/load.js'
import type { PageFacts } from '../serve/page.js'
import { pageScripts } from '../serve/scripts.js'
import { serverOf } from '../serve/server.js'

/** Bytes up to which the page loads the index whole, to answer each letter at once: it comes from this machine. */
const smallHere = 32 * 2 ** 20

/** Serves a search page. */
export const serve: Command = {
  name: 'serve',
  summary: 'Serve a search page for an index file, or for articles, on this machine.',
  usage: 'INDEX | INPUT...',
  options: [
    { name: 'port', short: 'p', value: 'N', summary: 'the port on 127.0.0.1 (default 7700; 0 takes any)' },
    { name: 'title', value: 'TEXT', summary: 'the title of the page (default Search)' },
    { name: 'facets', value: 'NAME,...', summary: 'fields to choose values of (default speakers, keyword fields and year)' },
    { name: 'language', value: 'NAME', summary: 'for articles: as for build' },
    { name: 'format', value: 'NAME', summary: 'for articles: as for build' },
    { name: 'quiet', short: 'q', summary: 'no progress' },
  ],

  async run(given, output) {
    if (given.words.length === 0)
      throw usage('an index file, or files or folders of articles', 'none', 'Write for example: rostrum serve news.rostrum')
    const port = wholeNumber(given, 'port', 7700, { most: 65_535 })
    const { bytes } = await loaded(given.words, output, given)
    const engine = threadEngine(bytes)
    try {
      const facts = await pageFacts(engine, given, { hasServer: true, isWhole: bytes.length <= smallHere })
      const server = serverOf({ engine, bytes, facts, scripts: await pageScripts() })
      await listening(server, port)
      const { port: taken } = server.address() as AddressInfo
      const count = await engine.ask('count')
      output.write(`${counted(count, 'document')} at http://127.0.0.1:${taken}/ (Ctrl-C to stop)\n`)
      await stopped()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    } finally {
      await engine.close()
    }
    return exitCodes.found
  },
}

/** What the page says of itself, from the options and the index. */
export async function pageFacts(
  engine: Engine,
  given: Arguments,
  { hasServer, isWhole }: { hasServer: boolean; isWhole: boolean },
): Promise<PageFacts> {
  const { fields } = await engine.ask('info')
  const facets = nameList(given, 'facets') ?? []
  // who speaks goes by this name in an index that holds quotations
  const isSpeaker = (name: string) => name === 'speaker' && fields.some((field) => field.name === 'quotations.name')
  // and the years of a date by this one
  const isYear = (name: string) => name === 'year' && fields.some(({ type }) => type === 'date')
  for (const name of facets) {
    if (!isSpeaker(name) && !isYear(name) && !fields.some((field) => field.name === name && field.type === 'keyword')) {
      const known = fields.filter(({ type }) => type === 'keyword').map((field) => field.name)
      throw usage(
        'keyword fields after --facets',
        JSON.stringify(name),
        known.length === 0 ? 'The index has none.' : `Known: ${known.join(', ')}.`,
      )
    }
  }
  return {
    title: given.value('title') ?? 'Search',
    source: 'articles.rostrum',
    mode: isWhole ? 'worker-whole' : 'worker',
    facets,
    hasServer,
  }
}

function listening(server: ReturnType<typeof serverOf>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new RostrumError('E_IO', {
          expected: `port ${port} of 127.0.0.1 to be free`,
          got: error.code ?? error.message,
          cure: 'Name another with --port, or --port 0 for any.',
        }),
      ),
    )
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

/** Waits until somebody ends the program. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
