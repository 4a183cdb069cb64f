#!/usr/bin/env node
// The command line's entry: this process's arguments and streams given to `run`.

import { exitCodes } from './command.js'
import { processOutput } from './output.js'
import { run } from './run.js'

// A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? exitCodes.found : exitCodes.io))
}

process.exitCode = await run(process.argv.slice(2), processOutput())
