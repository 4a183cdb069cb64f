// Finds the command, runs it, and turns what went wrong into one line and an exit code.

import { readFileSync } from 'node:fs'
import { didYouMean, type ErrorCode, isRostrumError, quote } from '../errors.js'
import { corruptCodes, exitCodes, helpText, readArguments, usage } from './command.js'
import { commands } from './commands.js'
import { messageText, type Output } from './output.js'

const usageCodes: readonly ErrorCode[] = ['E_USAGE', 'E_CONFIG', 'E_QUERY', 'E_QUERY_FIELD', 'E_QUERY_LIMIT', 'E_ID_UNKNOWN']

/** Runs a command line; gives its exit code. Never throws. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  try {
    return await dispatch(args, output)
  } catch (error) {
    return fail(error, output)
  }
}

async function dispatch(args: readonly string[], out: Output): Promise<number> {
  const [first = ''] = args
  if (first === '--version' || first === '-V' || first === 'version') {
    out.write(`${version()}\n`)
    return exitCodes.found
  }
  if (first === '--help' || first === '-h' || (first === 'help' && args.length === 1)) {
    out.write(overview())
    return exitCodes.found
  }
  if (first === '') {
    out.say(overview())
    return exitCodes.usage
  }
  const wantsHelp = first === 'help'
  const name = wantsHelp ? args[1] : first
  const entry = commands.find((command) => command.name === name)
  if (entry === undefined) {
    const names = commands.map((command) => command.name)
    throw usage(name.startsWith('-') ? 'a command before its options' : 'a command', quote(name), didYouMean(name, [...names, 'help']))
  }
  const command = await entry.load()
  const rest = args.slice(1)
  const words = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (wantsHelp || words.includes('--help') || words.includes('-h')) {
    out.write(helpText(command))
    return exitCodes.found
  }
  return command.run(readArguments(rest, command), out)
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`)
  return (
    `Usage: rostrum COMMAND [options]\n\nFull-text search for news and the spoken record.\n\nCommands:\n${lines.join('')}\n` +
    'rostrum help COMMAND tells its options; rostrum --version the version.\n' +
    'Exit codes: 0 found, 1 nothing found, 2 usage, 3 corrupt, 4 locked, 5 input or output.\n'
  )
}

/** Sources and build lie equally deep under the manifest. */
function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  return manifest.version
}

/** Says what went wrong in one line; never a stack trace, unless ROSTRUM_DEBUG asks for it. */
function fail(error: unknown, out: Output): number {
  const message = error instanceof Error ? error.message : String(error)
  out.say(messageText(`rostrum: ${message}`, out))
  if (process.env.ROSTRUM_DEBUG && error instanceof Error) out.say(`${error.stack}\n`)
  if (!isRostrumError(error)) return exitCodes.io
  if (corruptCodes.includes(error.code)) return exitCodes.corrupt
  if (error.code === 'E_LOCKED') return exitCodes.locked
  return usageCodes.includes(error.code) ? exitCodes.usage : exitCodes.io
}
