// `rostrum repl`: a conversation with an index file, or with articles read into memory.

import { open, stat } from 'node:fs/promises'
import { ioError } from '../../node/files.js'
import { magic } from '../../segment/layout.js'
import { type Command, exitCodes, usage, wholeNumber } from '../command.js'
import { type AnyIndex, openFile } from '../open.js'
import { byteSize, counted } from '../output.js'
import { converse, prompt } from '../repl/loop.js'
import { startSession } from '../repl/session.js'

/** Searches line by line. */
export const repl: Command = {
  name: 'repl',
  summary: 'Search line by line: an index file, or articles read into memory.',
  usage: 'INDEX | INPUT...',
  options: [
    { name: 'limit', short: 'n', value: 'N', summary: 'how many hits a page has (default 10 in a pipe, 5 in a terminal)' },
    { name: 'language', value: 'NAME', summary: 'for articles: english or standard (default english)' },
    { name: 'format', value: 'NAME', summary: 'for articles: text, json or jsonl (default: found out)' },
    { name: 'quiet', short: 'q', summary: 'no banner, no progress' },
    { name: 'json', summary: 'one hit a line as JSON' },
  ],

  async run(given, output) {
    if (given.words.length === 0)
      throw usage('an index file, or files or folders of articles', 'none', 'Write for example: rostrum repl news.rostrum')
    if (given.words.includes('-')) throw usage('files or folders', '"-"', 'Standard input is where the queries come from.')
    const interactive = process.stdin.isTTY === true && output.isTerminal
    const limit = wholeNumber(given, 'limit', interactive ? 5 : 10, { least: 1, most: 1000 })
    let index: AnyIndex
    let size: number
    if (given.words.length === 1 && (await isIndexFile(given.words[0]))) {
      index = await openFile(given.words[0])
      size = index.info().byteLength
    } else {
      const { readIndex } = await import('./build.js')
      const read = await readIndex(given.words, given, output)
      index = read.index
      size = read.bytesIn
    }
    if (interactive && !given.has('quiet')) {
      output.write(
        `${output.colors.bold('Rostrum')}: ${counted(index.count, 'document')}, ${byteSize(size)}. Type words to search, :help for more, Ctrl-D to leave.\n`,
      )
    }
    await converse(startSession(index, output, { json: given.has('json'), before: interactive ? prompt : '', limit }), interactive)
    return exitCodes.found
  },
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
