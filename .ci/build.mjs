// Builds dist: cleans it once, runs tsup for all entries, names what was bundled, and refuses an ESM file that would need `require`.
// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mergeChunks } from './chunks.mjs'
import { ensureInstalled, filesUnder, promisedFiles, root, sourceHash, stampPath } from './setup.mjs'

/**
 * The packages whose code stands in a bundle, sorted: by esbuild's own account, so that what was shaken away is not named.
 * @param {readonly { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }[]} metafiles
 * @returns {string[]} folders relative to the root, as in `node_modules/fflate`
 */
export function bundledPackages(metafiles) {
  /** @type {Set<string>} */
  const found = new Set()
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)
        if (match && bytesInOutput > 0) found.add(match[1])
      }
    }
  }
  return [...found].sort()
}

/**
 * Writes out the licence of each package.
 * @param {readonly string[]} folders relative to `directory`
 * @param {string} [directory]
 * @returns {string}
 * @throws Error where a package has no licence file: what cannot be attributed is not bundled
 */
export function licences(folders, directory = root) {
  const sections = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(directory, folder, 'package.json'), 'utf8'))
    const files = readdirSync(join(directory, folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    if (files.length === 0) throw new Error(`Expected a licence file in ${folder}, got none. Bundle another package, or ask its author.`)
    const texts = files.sort().map((file) => readFileSync(join(directory, folder, file), 'utf8').trim())
    return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`
  })
  const rule = `\n${'-'.repeat(80)}\n\n`
  return `Rostrum has no runtime dependency. Its files contain code of these packages, under these licences.\n${rule}${sections.join(rule)}`
}

/**
 * Takes the path of this machine out of a source map: the split of CommonJS names its own output absolutely.
 * @param {string} text the map
 * @returns {string} the same where nothing was absolute
 */
export function portableMap(text) {
  const map = JSON.parse(text)
  const named = [map.file ?? '', ...map.sources]
  if (!named.some((name) => isAbsolute(name))) return text
  const relative = (/** @type {string} */ name) => (isAbsolute(name) ? basename(name) : name)
  return JSON.stringify({ ...map, ...(map.file && { file: relative(map.file) }), sources: map.sources.map(relative) })
}

/**
 * Finds calls of CommonJS's `require` in the text of an ES module: esbuild leaves its shim where a bundled package asks for a
 * module that is not there at run time. Parses the text: a method may be called `require`, and esbuild wraps each bundled CommonJS
 * file in a `function __require()`, which calls nothing.
 * @param {string} code
 * @returns {Promise<boolean>}
 */
export async function needsRequire(code) {
  const { default: ts } = await import('typescript') // not there yet when a fresh clone loads this file
  /** @type {(node: import('typescript').Node) => boolean} */
  const calls = (node) =>
    (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /^(__)?require$/.test(node.expression.text)) ||
    ts.forEachChild(node, (child) => calls(child) || undefined) === true
  return calls(ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS))
}

/**
 * Lists the ES modules of dist that call `require`.
 * @returns {Promise<{ looked: number, wrong: string[] }>}
 */
export async function modulesWithRequire() {
  const modules = filesUnder(root, 'dist').filter((path) => path.endsWith('.js'))
  const wrong = []
  for (const path of modules) if (await needsRequire(readFileSync(join(root, path), 'utf8'))) wrong.push(path)
  return { looked: modules.length, wrong }
}

/**
 * Finds assignments to private members that overwrite an export of the same name.
 * @returns {string[]} each with its file
 */
function overwrittenExports() {
  const files = filesUnder(root, 'dist').filter((path) => path.endsWith('.cjs'))
  return files.flatMap((path) =>
    (readFileSync(join(root, path), 'utf8').match(/#\w+ = exports\.\w+/g) ?? []).map((found) => `${path}: ${found}`),
  )
}

/**
 * Builds, or says on stderr why not.
 * @returns {Promise<boolean>}
 */
async function build() {
  if (!ensureInstalled()) return false
  const hash = sourceHash()
  const dist = join(root, 'dist')
  rmSync(dist, { recursive: true, force: true })
  rmSync(join(root, stampPath), { force: true })
  const tsup = join(root, 'node_modules', 'tsup', 'dist', 'cli-default.js')
  if (spawnSync(process.execPath, [tsup], { cwd: root, stdio: ['ignore', 2, 2] }).status !== 0) return false

  const metafiles = filesUnder(root, 'dist').filter((path) => /\/metafile-\w+\.json$/.test(path))
  const packages = bundledPackages(metafiles.map((path) => JSON.parse(readFileSync(join(root, path), 'utf8'))))
  writeFileSync(join(dist, 'THIRD_PARTY_LICENSES'), licences(packages))
  for (const path of metafiles) rmSync(join(root, path))
  await mergeChunks(join(dist, 'page'), {
    // what starts the worker comes with the script; a search in the page's own thread is done with the worker's file
    search: { isIn: (name) => /^browser-/.test(name), elsewhere: { 'worker.js': /^(host|remote-index|store|whole)-/ } },
    // each file more would be a round trip before the first results; but of the languages an index has one, as a rule
    worker: { isIn: (name) => !/^([a-z]{2}|detect)-/.test(name) },
  })

  // a byte order mark: a page that does not tell its encoding would read the script in another, and its tables of letters with it
  const script = join(dist, 'rostrum.min.js')
  writeFileSync(script, `\ufeff${readFileSync(script, 'utf8')}`)

  for (const path of filesUnder(root, 'dist').filter((path) => path.endsWith('.map'))) {
    writeFileSync(join(root, path), portableMap(readFileSync(join(root, path), 'utf8')))
  }

  const overwritten = overwrittenExports()
  for (const each of overwritten)
    process.stderr.write(`${each}: the step that makes CommonJS takes the private member for an export: name it otherwise\n`)
  const { wrong } = await modulesWithRequire()
  for (const path of wrong) process.stderr.write(`${path} calls require, which an ES module does not have: import by a deeper path\n`)
  const missing = promisedFiles().filter((path) => !existsSync(join(root, path)))
  for (const path of missing) process.stderr.write(`${path} is promised by package.json and was not built\n`)
  if (wrong.length > 0 || missing.length > 0 || overwritten.length > 0) return false

  mkdirSync(dirname(join(root, stampPath)), { recursive: true })
  writeFileSync(join(root, stampPath), hash)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !(await build())) process.exitCode = 1
