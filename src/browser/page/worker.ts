// The worker of the page that `rostrum serve` and `rostrum export` give: one file (.ci/build.mjs), which the page's own script imports where there can be no
// worker, or none is wanted.

export { openRemote } from '../../remote/remote-index.js'
export { cacheStorage } from '../../remote/store.js'
export { fetchWhole, openBytes } from '../../remote/whole.js'
export { serveIndex } from '../worker.js'
