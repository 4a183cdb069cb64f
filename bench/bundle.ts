// What does a page load? The entries for pages as a bundler puts them together, minified and gzipped: at first, and with all that is loaded when needed.

import { join } from 'node:path'
import { loadedSizes } from '../.ci/chunks.mjs'
import { ensureBuilt, root } from '../.ci/setup.mjs'
import type { Answer } from './questions.js'

const entries = [
  { name: 'rostrum/reader', file: 'dist/reader/index.js', goal: { atMost: 20 } },
  { name: 'rostrum/remote', file: 'dist/remote/index.js', goal: undefined },
  { name: 'rostrum/browser', file: 'dist/browser/index.js', goal: undefined },
  { name: 'rostrum/browser/worker', file: 'dist/browser/worker.js', goal: undefined },
  { name: 'rostrum/element', file: 'dist/browser/element/index.js', goal: undefined },
  { name: 'rostrum', file: 'dist/index.js', goal: undefined },
] as const

/** Sizes in KiB. */
export const bundle: Answer = async (_, tell) => {
  if (!ensureBuilt()) throw new Error('Expected dist to measure; it could not be built.')
  for (const { name, file, goal } of entries) {
    const { first, all } = await loadedSizes(join(root, file))
    tell({
      corpus: '',
      name: `${name} at first / in all, gzipped`,
      unit: 'KiB',
      ours: first.gzipped / 1024,
      theirs: all.gzipped / 1024,
      ...(goal && { goal }),
      note: `${(first.minified / 1024).toFixed(1)} / ${(all.minified / 1024).toFixed(1)} KiB minified`,
    })
  }
}
