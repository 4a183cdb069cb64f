// What a command is: a name, a line of help, a table of options from which both the help and the reading of arguments follow, and what it does.

import { parseArgs } from 'node:util'
import { didYouMean, type ErrorCode, nearest, quote, RostrumError } from '../errors.js'
import type { Output } from './output.js'

/** One option of a command. */
export interface CommandOption {
  /** One letter, for `-o`. */
  short?: string
  /** What stands for its value in the help; without it the option is a switch. */
  value?: string
  /** One line of help. */
  summary: string
}

/** One command of the command line. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What follows the name, without options: `INDEX QUERY...`. */
  readonly usage: string
  readonly options: readonly (CommandOption & { name: string })[]
  /** Does it; gives the exit code. */
  run(given: Arguments, output: Output): Promise<number>
}

/** What was given on the command line, checked against a command's options. */
export interface Arguments {
  readonly words: readonly string[]
  /** Whether a switch is on: as last given (`--name` or `--no-name`), else `fallback`. */
  has(name: string, fallback?: boolean): boolean
  /** The value of an option, the last one given. */
  value(name: string): string | undefined
}

/** The exit codes, for every command. */
export const exitCodes = { found: 0, nothing: 1, usage: 2, corrupt: 3, locked: 4, io: 5 } as const

/** Codes of errors about the bytes of an index file: exit code 3. */
export const corruptCodes: readonly ErrorCode[] = [
  'E_NOT_AN_INDEX',
  'E_CORRUPT',
  'E_TRUNCATED',
  'E_FORMAT_TOO_NEW',
  'E_FORMAT_TOO_OLD',
  'E_ANALYZER',
]

/**
 * Reads arguments as `options` allow: `--name value`, `--name=value`, `-n value`, switches also together (`-ab`); after `--` all are words.
 * @throws RostrumError E_USAGE for an unknown option, one without its value or with one it does not take.
 */
export function readArguments(args: readonly string[], { name, options }: Pick<Command, 'name' | 'options'>): Arguments {
  const table = new Map(options.map((option) => [option.name, option]))
  const values = new Map<string, string | boolean>()
  const words: string[] = []
  const config = Object.fromEntries(
    options.map(({ name: key, short, value }) => [
      key,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options: config, strict: false, allowPositionals: true, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const option = table.get(token.name)
    if (option === undefined) throw unknownOption(token.rawName, name, options)
    if (option.value === undefined && token.value !== undefined) {
      throw usage(`${token.rawName} without a value`, quote(token.value), `It is a switch of rostrum ${name}.`)
    }
    if (option.value !== undefined && token.value === undefined) {
      throw usage(`a value after ${token.rawName}`, 'none', `Write ${token.rawName} ${option.value}.`)
    }
    if (token.name.startsWith('no-') && table.has(token.name.slice(3))) values.set(token.name.slice(3), false)
    else values.set(token.name, token.value ?? true)
  }
  return {
    words,
    has: (key, fallback = false) => (values.has(key) ? values.get(key) === true : fallback),
    value(key) {
      const value = values.get(key)
      return typeof value === 'string' ? value : undefined
    },
  }
}

/**
 * Reads an option's value as a whole number.
 * @throws RostrumError E_USAGE where it is none, or out of bounds.
 */
export function wholeNumber(given: Arguments, name: string, fallback: number, { least = 0, most = 10000 } = {}): number {
  const text = given.value(name)
  if (text === undefined) return fallback
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw usage(`a whole number from ${least} to ${most} after --${name}`, quote(text), `Leave it out for ${fallback}.`)
}

/** Reads an option's value as names parted by commas; undefined where it was not given. */
export function nameList(given: Arguments, name: string): string[] | undefined {
  const names = given.value(name)?.split(',')
  return names?.map((each) => each.trim()).filter((each) => each !== '')
}

/** An error of the command line: exit code 2. */
export function usage(expected: string, got: string, cure: string): RostrumError {
  return new RostrumError('E_USAGE', { expected, got, cure })
}

function unknownOption(rawName: string, command: string, options: Command['options']): RostrumError {
  const known = options.map(({ name }) => `--${name}`)
  const near = rawName.startsWith('--') ? nearest(rawName, known) : undefined
  const cure =
    near === undefined
      ? `Say rostrum help ${command} for its options, and -- before words that begin with a hyphen.`
      : didYouMean(rawName, known)
  return usage(`an option of rostrum ${command}`, quote(rawName), cure)
}

/** The help of a command: usage, summary, options in columns. */
export function helpText({ name, usage: words, summary, options }: Command): string {
  const rows = options.map((option): [string, string] => [
    `${option.short ? `-${option.short}, ` : '    '}--${option.name}${option.value ? ` ${option.value}` : ''}`,
    option.summary,
  ])
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`)
  return `Usage: rostrum ${name} ${words} [options]\n\n${summary}\n\nOptions:\n${lines.join('')}`
}
