// `rostrum check`: every byte of an index file against its checksums, and its structures against each other.

import { readBytes } from '../../node/files.js'
import { checkSegment } from '../../segment/check.js'
import { type Command, exitCodes, usage } from '../command.js'
import { analyzersOf } from '../languages.js'
import { byteSize, jsonLine, visible } from '../output.js'

/** Verifies an index file. */
export const check: Command = {
  name: 'check',
  summary: 'Read every byte of an index file and verify it.',
  usage: 'INDEX',
  options: [
    { name: 'quiet', short: 'q', summary: 'say nothing of a sound file' },
    { name: 'json', summary: 'as one line of JSON' },
  ],

  async run(given, output) {
    const [path, more] = given.words
    if (path === undefined || more !== undefined)
      throw usage('one index file', path === undefined ? 'none' : 'several', 'Write: rostrum check INDEX')
    const bytes = await readBytes(path)
    const report = checkSegment(bytes, { analyzers: await analyzersOf(bytes) })
    if (given.has('json')) output.write(jsonLine({ file: path, ...report }))
    else if (!report.ok) {
      for (const problem of report.problems) output.say(`${visible(path)}: ${visible(problem.message)}\n`)
      // errors that were thrown say their cure themselves
      const cures = new Set(report.problems.filter(({ message, cure }) => !message.endsWith(cure)).map(({ cure }) => cure))
      for (const cure of cures) output.say(`${visible(path)}: ${cure}\n`)
    } else if (!given.has('quiet')) output.write(`${visible(path)}: sound, ${byteSize(bytes.length)}\n`)
    return report.ok ? exitCodes.found : exitCodes.corrupt
  },
}
