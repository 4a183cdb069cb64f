// What a search needs for more than a few plain words: the query language, queries of all kinds, and words that stand for others.

export { checkQuery } from './check.js'
export { compileQuery, isAllStopWords } from './compile.js'
export { parseQuery } from './parse.js'
export { widened } from './widen.js'
