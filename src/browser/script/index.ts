// The script for pages without modules, `rostrum.min.js`: all of `rostrum` as the global `Rostrum`, an index in a worker, and `<rostrum-search>`.

export * from '../../index.js'
export { RostrumSearch } from '../element/index.js'
export { forget, openInWorker, openSaved, save } from '../index.js'
