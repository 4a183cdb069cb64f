// The entry `rostrum/browser/worker`: the file that a worker of a page runs. Loaded in one, it answers at once; elsewhere `serveIndex` must be called.

import { serveIndex } from './host.js'
import type { Port } from './messages.js'

export { serveIndex }

const scope = globalThis as unknown as Partial<Port> & { WorkerGlobalScope?: unknown }
if (scope.WorkerGlobalScope !== undefined && typeof scope.postMessage === 'function') serveIndex(scope as Port)
