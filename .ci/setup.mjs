// Makes a checkout ready: installs the development dependencies and builds dist, each only where it is stale. Plain Node, no dependency.
// @ts-check
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** What dist is made of, relative to the root: files, and folders with all that is in them. */
const inputs = ['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsup.config.ts', '.ci/build.mjs', '.ci/chunks.mjs']

/** Where the hash of the inputs of the last good build is kept. An installation empties this folder, so that a new compiler builds anew. */
export const stampPath = join('node_modules', '.cache', 'rostrum', 'built')

/**
 * Says why node_modules has to be installed, or undefined where it holds every package of the lock file in its version.
 * By content, not by time: git gives all files of a clone the time of the clone.
 * @param {string} lock the text of package-lock.json
 * @param {string | undefined} installed the text of node_modules/.package-lock.json, which npm writes last
 * @param {(path: string) => boolean} [isThere] whether a package listed there has its folder still: some may have been removed, or not copied
 * @returns {string | undefined}
 */
export function installReason(lock, installed, isThere = () => true) {
  if (installed === undefined) return 'nothing is installed'
  const present = JSON.parse(installed).packages ?? {}
  for (const [path, wanted] of Object.entries(JSON.parse(lock).packages ?? {})) {
    if (path === '') continue
    const found = present[path]
    if (found === undefined && wanted.optional) continue // made for another system
    if (found === undefined) return `${path} is missing`
    if (!isThere(path)) return `${path} is missing, though listed as installed`
    if (found.version !== wanted.version) return `${path} is ${found.version}, the lock file says ${wanted.version}`
  }
  return undefined
}

/**
 * Says why dist has to be built, or undefined where it stands and was made of what is there now.
 * @param {{ stamp: string | undefined, hash: string, missing: readonly string[] }} state the hash of the last build, the hash of the
 *   inputs now, and the outputs that are not there
 * @returns {string | undefined}
 */
export function buildReason({ stamp, hash, missing }) {
  if (missing.length > 0) return `${missing[0]} is missing`
  if (stamp === undefined) return 'it was never built'
  return stamp === hash ? undefined : 'sources have changed'
}

/**
 * Hashes the names and contents of all that dist is made of. Reads every file of src.
 * @param {string} [directory] the root of the checkout
 * @returns {string}
 */
export function sourceHash(directory = root) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const path of filesUnder(directory, input))
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(directory, path)))
        .update('\0')
  }
  return hash.digest('hex')
}

/**
 * Lists the files at `path` or under it, sorted, with forward slashes; none where nothing is there.
 * @param {string} directory what the paths are relative to
 * @param {string} path
 * @returns {string[]}
 */
export function filesUnder(directory, path) {
  const full = join(directory, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  const names = readdirSync(full).sort()
  return names.flatMap((name) => filesUnder(directory, `${path}/${name}`))
}

/**
 * Lists the files that a build must leave, as package.json promises them: every target of `exports`, and `bin`.
 * @param {unknown} [manifest] the contents of package.json, or a part of it
 * @returns {string[]}
 */
export function promisedFiles(manifest = readManifest()) {
  if (typeof manifest === 'string') return [manifest.replace(/^\.\//, '')]
  const { exports, bin } = /** @type {Record<string, unknown>} */ (manifest)
  const parts = exports === undefined ? Object.values(/** @type {object} */ (manifest)) : [exports, bin ?? {}]
  return parts.flatMap((part) => promisedFiles(part))
}

/**
 * Reads package.json.
 * @returns {Record<string, any>}
 */
export function readManifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
}

/**
 * Reads a file, or returns undefined where there is none.
 * @param {string} path relative to the root
 * @returns {string | undefined}
 */
function readIfThere(path) {
  const full = join(root, path)
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined
}

/**
 * Runs a program without input, its whole output on stderr, so that stdout and stdin stay those of the program that follows.
 * @param {readonly string[]} command
 * @returns {boolean} whether it left with 0
 */
function run([program, ...args]) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && program === 'npm',
  })
  if (error) process.stderr.write(`${program}: ${error.message}\n`)
  return status === 0
}

/**
 * Installs the development dependencies where they are missing or not those of the lock file; says so on stderr, and is silent otherwise.
 * @returns {boolean} whether they stand
 */
export function ensureInstalled() {
  const installed = readIfThere(join('node_modules', '.package-lock.json'))
  const reason = installReason(readIfThere('package-lock.json') ?? '{}', installed, (path) => existsSync(join(root, path)))
  if (reason === undefined) return true
  process.stderr.write(`Installing the development dependencies (${reason})...\n`)
  // Under npm its own program is known; outside, it is looked up.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  return run([...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
}

/**
 * Builds dist where it is missing or was made of other sources; says so on stderr, and is silent otherwise.
 * @returns {boolean} whether it stands
 */
export function ensureBuilt() {
  const missing = promisedFiles().filter((path) => !existsSync(join(root, path)))
  const reason = buildReason({ stamp: readIfThere(stampPath), hash: sourceHash(), missing })
  if (reason === undefined) return true
  process.stderr.write(`Building dist (${reason})...\n`)
  return run([process.execPath, join(root, '.ci', 'build.mjs')])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ready = ensureInstalled() && (process.argv.includes('--no-build') || ensureBuilt())
  if (!ready) {
    process.stderr.write('The checkout could not be made ready; see above.\n')
    process.exitCode = 1
  }
}
