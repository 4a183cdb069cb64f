// `npm run check`: style, types, dead code, the package as others will see it, sizes and layers; a line each, then `N passed, N failed`.
// @ts-check
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { modulesWithRequire } from './build.mjs'
import { loadedSizes } from './chunks.mjs'
import { ensureBuilt, ensureInstalled, promisedFiles, root } from './setup.mjs'

/**
 * The most that a page loads at first, in bytes: minified, gzipped, without the chunks that are loaded when needed. They are what was measured
 * and a little more, so that growth is seen: lower them when the code shrinks. The reader should come down to 20 KB.
 */
const sizeBudgets = {
  'dist/reader/index.js': 113 * 1024,
  'dist/remote/index.js': 72 * 1024,
  'dist/browser/index.js': 5 * 1024,
  'dist/browser/worker.js': 73 * 1024,
  'dist/query/index.js': 28 * 1024,
  'dist/analysis/index.js': 13.5 * 1024,
  'dist/analysis/detect.js': 33.5 * 1024,
  'dist/index.js': 145 * 1024,
  'dist/percolate/index.js': 97 * 1024,
  'dist/news/index.js': 46 * 1024,
  // without what it searches with, which the worker has
  'dist/browser/element/index.js': 15.7 * 1024,
  // with what starts the worker
  'dist/page/search.js': 17.4 * 1024,
  // all of it in one file: whatever came later would come after a round trip
  'dist/page/worker.js': 124 * 1024,
  'dist/rostrum.min.js': 176 * 1024,
}

/** The most of each language's entry, the tokenizer among it; the Serbian stemmer writes every word in Latin letters first. */
const languageBudget = 13 * 1024
const languageBudgets = { 'dist/analysis/languages/sr.js': 18 * 1024 }

/** The programs, run from node_modules so that nothing is fetched: name, file, arguments. */
const programs = /** @type {const} */ ([
  ['biome', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  ['tsc', 'typescript/bin/tsc', ['-p', '.']],
  ['knip', 'knip/bin/knip.js', []],
  ['publint', 'publint/src/cli.js', ['--strict']],
  ['attw', '@arethetypeswrong/cli/dist/index.js', ['--pack', '.', '--profile', 'node16', '--exclude-entrypoints', 'rostrum.min.js']],
  ['layers', 'tsx/dist/cli.mjs', ['test/house/layers.test.ts']],
])

/** Those that look at dist. */
const ofDist = new Set(['publint', 'attw'])

/**
 * The size of what an entry loads at first.
 * @param {string} entry
 * @returns {Promise<number>} bytes
 */
async function loadedSize(entry) {
  if (entry.endsWith('.min.js')) return gzipSync(readFileSync(join(root, entry)), { level: 9 }).length
  return (await loadedSizes(join(root, entry))).first.gzipped
}

/**
 * Runs every check and writes a line for each.
 * @param {readonly string[]} names only those; all where empty
 * @returns {Promise<boolean>}
 */
async function check(names) {
  let passed = 0
  let failed = 0

  /** @type {(name: string, good: boolean, remark: string, output?: string) => void} */
  const report = (name, good, remark, output = '') => {
    if (good) passed++
    else failed++
    process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${name.padEnd(32)} ${remark}\n${good ? '' : output}`)
  }
  const wanted = (/** @type {string} */ name) => names.length === 0 || names.some((part) => name.includes(part))

  const built = ensureInstalled() && ensureBuilt()
  report('build', built, built ? 'dist stands' : 'dist could not be built; see above')

  for (const [name, file, args] of programs) {
    if (!wanted(name)) continue
    if (!built && ofDist.has(name)) {
      report(name, false, 'not run: there is no dist')
      continue
    }
    const start = performance.now()
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    report(name, status === 0, `${((performance.now() - start) / 1000).toFixed(1)} s`, `${stdout}${stderr}\n`)
  }

  if (built && wanted('require')) {
    const { looked, wrong } = await modulesWithRequire()
    report('no require in ESM', wrong.length === 0, `${looked} files`, `${wrong.join('\n')}\n`)
  }
  if (built && wanted('size')) {
    const languages = promisedFiles().filter((path) => /^dist\/analysis\/languages\/[a-z]+\.js$/.test(path))
    const budgets = { ...Object.fromEntries(languages.map((path) => [path, languageBudget])), ...languageBudgets, ...sizeBudgets }
    for (const [entry, budget] of Object.entries(budgets)) {
      const size = await loadedSize(entry)
      report(`size ${entry}`, size <= budget, `${kilobytes(size)} of ${kilobytes(budget)} gzipped`)
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0
}

/**
 * @param {number} bytes
 * @returns {string}
 */
function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !(await check(process.argv.slice(2)))) process.exitCode = 1
