// What does a page load? The entries for pages, minified and gzipped, without the chunks that are loaded when needed.

import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Answer } from './questions.js'

const entries = [
  { name: 'rostrum/reader', source: 'src/reader/index.ts', goal: { atMost: 20 } },
  { name: 'rostrum', source: 'src/index.ts', goal: undefined },
] as const

/** Sizes in KiB. */
export const bundle: Answer = async (_, tell) => {
  for (const { name, source, goal } of entries) {
    const { outputFiles, metafile } = await build({
      entryPoints: { entry: source },
      outdir: 'out',
      write: false,
      metafile: true,
      bundle: true,
      minify: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'silent',
    })
    const loaded = new Set(['out/entry.js'])
    for (const path of loaded) {
      for (const { path: imported, kind } of metafile.outputs[path].imports) if (kind === 'import-statement') loaded.add(imported)
    }
    const files = outputFiles.filter(({ path }) => [...loaded].some((each) => path.endsWith(each)))
    const sum = (sizeOf: (contents: Uint8Array) => number) => files.reduce((total, { contents }) => total + sizeOf(contents), 0) / 1024
    const zipped = sum((contents) => gzipSync(contents, { level: 9 }).length)
    tell({
      corpus: '',
      name: `${name}, gzipped`,
      unit: 'KiB',
      ours: zipped,
      ...(goal && { goal }),
      note: `${sum((contents) => contents.length).toFixed(1)} KiB minified`,
    })
  }
}
