// An index in a thread of Node, for the tests of openInWorker: a thread does not inherit the loader of TypeScript.
// @ts-check
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { serveIndex } = await import('../../src/browser/worker.js')
serveIndex(/** @type {import('../../src/browser/index.js').Port} */ (parentPort))
