// `rostrum repl`: a conversation with an index file, or with articles read into memory.

import { type Command, exitCodes, usage, wholeNumber } from '../command.js'
import { openBytes } from '../open.js'
import { byteSize, counted } from '../output.js'
import { localEngine, threadEngine } from '../repl/engine.js'
import { loaded } from '../repl/load.js'
import { converse, prompt } from '../repl/loop.js'
import { startSession } from '../repl/session.js'

/** Searches line by line. */
export const repl: Command = {
  name: 'repl',
  summary: 'Search line by line: an index file, or articles read into memory.',
  usage: 'INDEX | INPUT...',
  options: [
    { name: 'limit', short: 'n', value: 'N', summary: 'how many hits a page has (default 10 in a pipe, 5 in a terminal)' },
    { name: 'language', value: 'NAME', summary: 'for articles: as for build' },
    { name: 'format', value: 'NAME', summary: 'for articles, as of build: rostrum help build lists them (default: found out)' },
    { name: 'no-quotations', summary: 'for articles: do not find who said what' },
    { name: 'quiet', short: 'q', summary: 'no banner, no progress' },
    { name: 'json', summary: 'one hit a line as JSON' },
  ],

  async run(given, output) {
    if (given.words.length === 0)
      throw usage('an index file, or files or folders of articles', 'none', 'Write for example: rostrum repl news.rostrum')
    if (given.words.includes('-')) throw usage('files or folders', '"-"', 'Standard input is where the queries come from.')
    const interactive = process.stdin.isTTY === true && output.isTerminal
    const limit = wholeNumber(given, 'limit', interactive ? 5 : 10, { least: 1, most: 1000 })
    const { bytes, size } = await loaded(given.words, output, given)
    const engine = interactive ? threadEngine(bytes) : localEngine({ index: await openBytes(bytes) })
    if (interactive && !given.has('quiet')) {
      const count = await engine.ask('count')
      output.write(
        `${output.colors.bold('Rostrum')}: ${counted(count, 'document')}, ${byteSize(size)}. Type words to search, :help for more, Ctrl-D to leave.\n`,
      )
    }
    await converse(startSession(engine, output, { json: given.has('json'), before: interactive ? prompt : '', limit }), interactive)
    await engine.close()
    return exitCodes.found
  },
}
