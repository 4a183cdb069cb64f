// `npm run bench`: bundles the bench as users' bundlers do and runs it in one Node process of its own; options are in README.md.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
// as deep in the checkout as bench/, so that relative addresses hold
const cache = join(root, '.cache')

// The TypeScript loader renames every closure when it is made, which costs time in hot places; a plain bundle measures what is shipped.
await build({
  absWorkingDir: root,
  entryPoints: {
    bench: 'bench/main.ts',
    'bench-analysis': 'bench/analysis.ts',
    'bench-memory': 'bench/resident.ts',
    'bench-cli': 'src/cli/main.ts',
  },
  outdir: cache,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // the build's own files stay where they are: they look beside themselves
  external: ['minisearch', 'esbuild', 'playwright-core', '../.ci/*'],
  sourcemap: true,
  logLevel: 'error',
})

// Collections are asked for between measurements; the other engine needs room for all of a corpus as objects.
const nodeOptions = ['--expose-gc', '--max-old-space-size=4096', '--enable-source-maps']
const child = spawn(process.execPath, [...nodeOptions, join(cache, 'bench.mjs'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
