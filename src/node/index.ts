// The entry `rostrum/node`: articles from files, folders and standard input; files read and written whole.

export { type ReadOptions, type ReadProgress, readArticles } from './articles.js'
export { nodeDeflate } from './deflate.js'
export { readBytes, writeBytes } from './files.js'
