// Files for a page: what is loaded at first in as few as can be, and beside it what is loaded when it is asked for.
// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * Bundles files of dist as a page loads them, minified. Rollup, for what it does with code that is imported when it is needed: what is here by then stays in one
 * file, where esbuild makes one of every part that several of them share, and a page would load twenty.
 * @param {Record<string, string>} entries paths by name
 * @returns {Promise<{ fileName: string, code: string, entry: string | undefined, imports: string[] }[]>} `imports` are those that come before anything runs
 */
export async function chunksOf(entries) {
  const { rollup } = await import('rollup')
  const { transform } = await import('esbuild')
  const bundle = await rollup({
    input: entries,
    external: /^node:/,
    treeshake: { moduleSideEffects: (id) => Object.values(entries).some((path) => id === path) },
    onwarn: () => {},
  })
  const { output } = await bundle.generate({
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => `${name.replace(/-[A-Z0-9]{8}$/, '')}-[hash].js`,
    // a file names all that it needs, and what that needs, so that all of it is fetched at once
    hoistTransitiveImports: true,
  })
  await bundle.close()
  const made = []
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue
    const { code } = await transform(chunk.code, { minify: true, format: 'esm', target: 'es2022', charset: 'utf8', legalComments: 'none' })
    made.push({
      fileName: chunk.fileName,
      code,
      entry: chunk.isEntry ? chunk.name : undefined,
      imports: chunk.imports.filter((name) => !name.startsWith('node:')),
    })
  }
  return made
}

/**
 * The bytes of a file of dist as a page loads it: at first, and with all that it may load later, which may be the same.
 * @param {string} path
 * @returns {Promise<{ first: Size, all: Size }>}
 * @typedef {{ minified: number, gzipped: number }} Size gzipped file by file
 */
export async function loadedSizes(path) {
  const chunks = await chunksOf({ entry: path })
  const loaded = new Set(['entry.js'])
  for (const name of loaded) for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) loaded.add(imported)
  const first = { minified: 0, gzipped: 0 }
  const all = { minified: 0, gzipped: 0 }
  for (const { fileName, code } of chunks) {
    for (const size of loaded.has(fileName) ? [first, all] : [all]) {
      size.minified += Buffer.byteLength(code)
      size.gzipped += gzipSync(code, { level: 9 }).length
    }
  }
  return { first, all }
}

/**
 * Puts the files of a folder together anew.
 * @param {string} folder
 * @param {readonly string[]} names of its entries, without extension
 */
export async function mergeChunks(folder, names) {
  const made = await chunksOf(Object.fromEntries(names.map((name) => [name, join(folder, `${name}.js`)])))
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  for (const { fileName, code } of made) writeFileSync(join(folder, fileName), code)
}
