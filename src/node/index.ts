// The entry `rostrum/node`: articles from files, folders and standard input; files read and written whole; an index in a folder.

export { type ReadOptions, type ReadProgress, readArticles } from './articles.js'
export { nodeDeflate } from './deflate.js'
export { readBytes, writeBytes } from './files.js'
export { openStore, type Store, type StoreOptions } from './store/store.js'
