// `rostrum dump`: any part of an index file as text, line by line.

import { readBytes } from '../../node/files.js'
import { dumpBytes, dumpParts } from '../../segment/dump.js'
import { type Command, exitCodes, usage, wholeNumber } from '../command.js'
import { analyzersOf } from '../languages.js'
import { naming } from '../open.js'
import { jsonLine, visible } from '../output.js'

const defaultLimit = 100

/** Shows a part of an index file. */
export const dump: Command = {
  name: 'dump',
  summary: `Show a part of an index file as text:\n${[...dumpParts]
    .map(([name, { argument, summary }]) => `  ${`${name} ${argument}`.padEnd(18)}  ${summary}`)
    .join('\n')}`,
  usage: 'INDEX [PART [FROM]]',
  options: [
    { name: 'json', summary: 'one line of text a line as JSON' },
    { name: 'segment', value: 'N', summary: 'of several segments in one file, the one of that number, from 0' },
    { name: 'limit', short: 'n', value: 'N', summary: `how many lines at most (default ${defaultLimit}; 0 for all)` },
  ],

  async run(given, output) {
    const [path, part = 'header', argument = '', more] = given.words
    if (path === undefined || more !== undefined)
      throw usage(
        'an index file and one of its parts',
        path === undefined ? 'nothing' : 'more',
        'Write for example: rostrum dump news.rostrum term ice',
      )
    if (part === 'term' && argument === '')
      throw usage('a word after "term"', 'none', 'Write for example: rostrum dump news.rostrum term ice')
    const limit = wholeNumber(given, 'limit', defaultLimit, { most: 999_999_999 })
    const bytes = await readBytes(path)
    const analyzers = await analyzersOf(bytes)
    const only = given.value('segment') === undefined ? undefined : wholeNumber(given, 'segment', 0, { most: 65_535 })
    const lines = naming(path, () => dumpBytes(bytes, part, argument, only, { analyzers }))
    let count = 0
    for (let line = naming(path, () => lines.next()); !line.done; line = naming(path, () => lines.next())) {
      if (limit > 0 && count === limit) {
        output.say(`There is more after ${limit} lines: say --limit N, or --limit 0 for all.\n`)
        break
      }
      output.write(given.has('json') ? jsonLine({ part, text: line.value }) : `${visible(line.value)}\n`)
      count++
    }
    return count > 0 ? exitCodes.found : exitCodes.nothing
  },
}
