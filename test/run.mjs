// Runs the tests: `npm test` all of them, `npm test NAME...` those whose path has one of the names. Plain Node; makes the checkout ready first.
// @ts-check
//
// Each file is a process of its own (`node --import tsx FILE`), two at once, killed at its time-out. A file passes when it leaves with 0 and its
// last totals count tests, all of them passed: a file that forgets `test.run()`, hangs, or is narrowed down to one test by mistake fails.
// Comments in the first ten lines of a file may say `// time-out: 300 s` (instead of 120) and `// needs: dist` (built before, where stale).
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt, ensureInstalled, filesUnder, root } from '../.ci/setup.mjs'

/**
 * Minutes that the files of a suite (a folder of test/) may take together, one after another: about three times what they take on two cores with nothing
 * else to do, so that a suite that grows is seen, and a busy machine is not taken for one.
 */
export const budgets = {
  browser: 12,
  cli: 5,
  damage: 7,
  house: 5,
  oracle: 22,
  remote: 3,
  search: 4,
  /** Each folder that is not named here. */
  other: 2,
}

const atOnce = 2

/**
 * @typedef {{ file: string, passed: number, failed: number, skipped: number, ms: number, fault?: string, output: string }} Outcome
 * The counts of one file; `fault` says why the file failed as a file.
 */

/**
 * Reads what the first ten lines of a test file ask for.
 * @param {string} source
 * @returns {{ timeoutMs: number, needsDist: boolean }}
 */
export function readHeader(source) {
  const head = source.split('\n', 10).join('\n')
  const seconds = /^\/\/ time-out: (\d+) s$/m.exec(head)
  return { timeoutMs: (seconds ? Number(seconds[1]) : 120) * 1000, needsDist: /^\/\/ needs: dist$/m.test(head) }
}

/**
 * Reads the last totals that uvu wrote, or undefined where it wrote none.
 * @param {string} output
 * @returns {{ total: number, passed: number, skipped: number } | undefined}
 */
export function readTotals(output) {
  const last = [...output.matchAll(/^ {2}Total: {5}(\d+)\n {2}Passed: {4}(\d+)\n {2}Skipped: {3}(\d+)$/gm)].at(-1)
  return last && { total: Number(last[1]), passed: Number(last[2]), skipped: Number(last[3]) }
}

/**
 * Judges one run of a file.
 * @param {{ output: string, code: number | null, timedOut: boolean, timeoutMs: number, source: string }} run
 * @returns {{ passed: number, failed: number, skipped: number, fault?: string }}
 */
export function judge({ output, code, timedOut, timeoutMs, source }) {
  const totals = readTotals(output)
  const passed = totals?.passed ?? 0
  const skipped = totals?.skipped ?? 0
  const failed = totals ? Math.max(0, totals.total - passed - skipped) : 0
  const fault = faultOf()
  return fault === undefined ? { passed, failed, skipped } : { passed, failed: Math.max(1, failed), skipped, fault }

  function faultOf() {
    if (timedOut) return `killed after ${timeoutMs / 1000} s`
    if (/\.only\s*\(/.test(source)) return 'narrowed down to single tests by .only'
    if (!totals) return `wrote no totals (exit code ${code}): does it call test.run()?`
    if (passed + failed === 0) return 'ran no test'
    if (failed > 0) return `${failed} failed`
    return code === 0 ? undefined : `left with exit code ${code}`
  }
}

/**
 * Says which suites took longer than their budgets.
 * @param {readonly { file: string, ms: number }[]} outcomes
 * @param {Record<string, number>} [minutes]
 * @returns {string[]} a sentence for each
 */
export function overBudget(outcomes, minutes = budgets) {
  /** @type {Map<string, number>} */
  const spent = new Map()
  for (const { file, ms } of outcomes) {
    const suite = file.split('/')[1]
    spent.set(suite, (spent.get(suite) ?? 0) + ms)
  }
  return [...spent].flatMap(([suite, ms]) => {
    const budget = minutes[suite] ?? minutes.other
    return ms > budget * 60_000 ? [`${suite} took ${(ms / 60_000).toFixed(1)} minutes of ${budget}`] : []
  })
}

/**
 * Lists the test files whose path has one of the names, or all of them.
 * @param {string} directory the root of the checkout
 * @param {readonly string[]} names
 * @returns {string[]} paths relative to it
 */
export function testFiles(directory, names) {
  const all = filesUnder(directory, 'test').filter((path) => path.endsWith('.test.ts'))
  return names.length === 0 ? all : all.filter((path) => names.some((name) => path.includes(name.replace(/^\.\//, ''))))
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Kills a test with all that it started.
 * @param {import('node:child_process').ChildProcess} child
 */
function kill(child) {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It left by itself.
  }
}

/**
 * Runs one file.
 * @param {string} directory
 * @param {string} file
 * @returns {Promise<Outcome>}
 */
function runFile(directory, file) {
  const source = readFileSync(join(directory, file), 'utf8')
  const { timeoutMs } = readHeader(source)
  const start = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(directory, file)], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32', // a group of its own, so that its children end with it
    })
    running.add(child)
    let output = ''
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      kill(child)
    }, timeoutMs)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        output += text
      })
    }
    child.on('exit', () => kill(child)) // what it left behind would keep the pipes open
    child.on('close', (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ file, ms: Math.round(performance.now() - start), output, ...judge({ output, code, timedOut, timeoutMs, source }) })
    })
  })
}

/**
 * Runs the files that match and writes the report.
 * @param {{ directory: string, names: readonly string[], write: (text: string) => void, prepare?: boolean }} options `prepare` installs and
 *   builds first, where needed
 * @returns {Promise<boolean>} whether all passed
 */
export async function runTests({ directory, names, write, prepare = true }) {
  const files = testFiles(directory, names)
  if (files.length === 0) {
    const folders = [...new Set(testFiles(directory, []).map((path) => path.split('/')[1]))].join(', ')
    write(
      `Expected names of test files or of their folders${folders && ` (${folders})`}, got ${names.join(' ') || 'no test file at all'}. Name some of these, or none for all.\n0 passed, 1 failed\n`,
    )
    return false
  }
  let passed = 0
  let failed = 0
  if (prepare && !ready(files)) {
    write('FAIL the checkout could not be made ready; see above\n')
    failed++
  }

  /** @type {Outcome[]} */
  const outcomes = []
  const queue = [...files]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        const outcome = await runFile(directory, file)
        outcomes.push(outcome)
        write(line(outcome))
      }
    }),
  )
  for (const { file, fault, output } of outcomes) if (fault !== undefined) write(`\n--- ${file}: ${fault}\n${output}\n`)
  for (const outcome of outcomes) {
    passed += outcome.passed
    failed += outcome.failed
  }
  for (const sentence of overBudget(outcomes)) {
    write(`FAIL ${sentence}\n`)
    failed++
  }
  write(`${passed} passed, ${failed} failed\n`)
  return failed === 0

  /** @param {readonly string[]} selected */
  function ready(selected) {
    const needsDist = selected.some((file) => readHeader(readFileSync(join(directory, file), 'utf8')).needsDist)
    return ensureInstalled() && (!needsDist || ensureBuilt())
  }
}

/**
 * @param {Outcome} outcome
 * @returns {string}
 */
function line({ file, passed, failed, skipped, ms, fault }) {
  const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return `${fault === undefined ? 'ok  ' : 'FAIL'} ${file}  ${counts}  ${ms} ms\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      for (const child of running) kill(child)
      process.exit(130)
    })
  }
  const good = await runTests({ directory: root, names: process.argv.slice(2), write: (text) => process.stdout.write(text) })
  process.exitCode = good ? 0 : 1
}
