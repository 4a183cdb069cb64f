// Files for a page: what is loaded at first in as few as can be, and beside it what is loaded when it is asked for.
// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * Where code goes that is imported when it is needed, by the name of its file: into the file of the entry, or to one that was bundled apart; else it is a file of
 * its own.
 * @typedef {{ isIn: (name: string) => boolean, elsewhere?: Record<string, RegExp> }} Placing
 */

/** @type {Placing} */
const apart = { isIn: () => false }

/**
 * Bundles a file of dist as a page loads it, minified. Rollup, for what it does with code that is imported when it is needed: what is here by then stays in one
 * file, where esbuild makes one of every part that several of them share, and a page would load twenty.
 * @param {string} name
 * @param {string} path
 * @param {Placing} [placing]
 * @returns {Promise<{ fileName: string, code: string, imports: string[] }[]>} `imports` are those that come before anything runs
 */
async function chunksOf(name, path, { isIn, elsewhere = {} } = apart) {
  const { rollup } = await import('rollup')
  const { transform } = await import('esbuild')
  const bundle = await rollup({
    input: { [name]: path },
    external: /^node:/,
    // others may import what the entry's file has in it
    preserveEntrySignatures: 'allow-extension',
    treeshake: { moduleSideEffects: (id) => id === path },
    onwarn: () => {},
    plugins: [
      {
        name: 'elsewhere',
        resolveDynamicImport(specifier) {
          if (typeof specifier !== 'string') return null
          for (const [file, names] of Object.entries(elsewhere))
            if (names.test(basename(specifier))) return { id: join(dirname(path), file), external: 'relative' }
          return null
        },
      },
    ],
  })
  /** @type {Set<string>} */
  const within = new Set()
  const { output } = await bundle.generate({
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: (chunk) => `${chunk.name.replace(/-[A-Z0-9]{8}$/, '')}-[hash].js`,
    // a file names all that it needs, and what that needs, so that all of it is fetched at once
    hoistTransitiveImports: true,
    manualChunks(id, { getModuleInfo }) {
      if (within.size === 0) {
        within.add(path)
        for (const each of within) {
          const { importedIds = [], dynamicallyImportedIds = [] } = getModuleInfo(each) ?? {}
          for (const imported of importedIds) within.add(imported)
          for (const imported of dynamicallyImportedIds) if (isIn(basename(imported))) within.add(imported)
        }
      }
      // what several files share that stay apart
      return within.has(id) || isIn(basename(id)) ? name : undefined
    },
  })
  await bundle.close()
  const made = []
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue
    const { code } = await transform(chunk.code, { minify: true, format: 'esm', target: 'es2022', charset: 'utf8', legalComments: 'none' })
    made.push({
      fileName: chunk.fileName,
      code,
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
  const chunks = await chunksOf('entry', path)
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
 * Puts the files of a folder together anew, those of each entry by themselves.
 * @param {string} folder
 * @param {Record<string, Placing>} entries by name, without extension
 */
export async function mergeChunks(folder, entries) {
  const made = []
  for (const [name, placing] of Object.entries(entries)) made.push(...(await chunksOf(name, join(folder, `${name}.js`), placing)))
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  for (const { fileName, code } of made) writeFileSync(join(folder, fileName), code)
}
