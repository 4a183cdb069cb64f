// How src becomes dist: the library's entries are read from the `exports` of package.json, so an entry is named in one place.
import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** An entry of package.json's `exports` that is compiled: both conditions; a plain string is a file as it is. */
type Exported = string | { import: { default: string } }

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, Exported> }

/** Output name without extension, and its source: `./dist/reader/index.js` comes from `src/reader/index.ts`. */
const entries = Object.values(exports)
  .flatMap((exported) => (typeof exported === 'string' ? [] : [exported.import.default.slice('./dist/'.length, -'.js'.length)]))
  .map((name) => [name, `src/${name}.ts`] as const)

const shared = {
  target: 'es2022',
  sourcemap: true,
  metafile: true,
  silent: true,
  removeNodeProtocol: false,
  // What bundled packages ask of Node they can do without: linkedom a canvas to draw on, the others a Buffer where there is atob.
  esbuildOptions(
    options: { alias?: Record<string, string>; charset?: 'ascii' | 'utf8'; define?: Record<string, string> },
    { format }: { format: string },
  ) {
    // CommonJS and classic scripts have no address of their own: who wants the shipped worker there names it.
    if (format !== 'esm') options.define = { ...options.define, 'import.meta.url': 'undefined' }
    options.alias = { canvas: './node_modules/linkedom/commonjs/canvas-shim.cjs' }
    // The step that splits CommonJS does not understand escapes in names, which the language detector's tables have as keys.
    options.charset = 'utf8'
  },
} as const

const pageDefine = { Buffer: 'undefined' }

/**
 * In the script for pages without modules, languages stay files of their own, beside it: a classic script may import them too, when they are asked for. What is
 * imported is written as a value, so that it is left as it stands: for names that stay outside, a bundle would bring a `require`.
 */
const languagesBeside = {
  name: 'languages-beside',
  setup({ onLoad }: { onLoad(options: { filter: RegExp }, load: (args: { path: string }) => { contents: string; loader: 'ts' }): void }) {
    onLoad({ filter: /remote[\\/]languages\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/import\('\.\.\/analysis\/([^']+)'\)/g, "import(['./analysis/$1'].join())"),
      loader: 'ts',
    }))
  },
}

export default defineConfig([
  {
    ...shared,
    entry: Object.fromEntries(entries),
    format: ['esm', 'cjs'],
    dts: true,
    platform: 'neutral',
    define: pageDefine,
    // One copy of a class for all entries, in CommonJS too: what `rostrum/node` throws is an instance of what `rostrum` exports.
    splitting: true,
    external: [/^node:/],
  },
  {
    ...shared,
    // the thread that the conversation searches in is a file of its own, beside what starts it
    entry: { main: 'src/cli/main.ts', thread: 'src/cli/repl/thread.ts' },
    outDir: 'dist/cli',
    format: ['esm'],
    platform: 'node',
    splitting: true,
  },
  {
    ...shared,
    entry: { rostrum: 'src/browser/script/index.ts' },
    format: ['iife'],
    globalName: 'Rostrum',
    platform: 'browser',
    define: pageDefine,
    esbuildPlugins: [languagesBeside],
    minify: true,
    outExtension: () => ({ js: '.min.js' }),
  },
  {
    ...shared,
    // the script of a page and its worker, and beside them what either loads when it is asked for: files that a static host gives out as they are, once the build
    // has put them together (.ci/chunks.mjs)
    entry: { search: 'src/browser/page/index.ts', worker: 'src/browser/page/worker.ts' },
    outDir: 'dist/page',
    format: ['esm'],
    platform: 'browser',
    define: pageDefine,
    sourcemap: false,
    splitting: true,
  },
])
