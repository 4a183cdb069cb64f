// The entry rostrum/analysis: the built-in analyzers, and the pieces to make another.

export type { Token } from './analyze.js'
export { analyze } from './analyze.js'
export type { Alternative, Analyzer, Normalized } from './analyzer.js'
export { fingerprint } from './analyzers.js'
export { tokenizeBigrams } from './bigrams.js'
export { english, stemEnglish } from './english.js'
export type { AnalyzerOptions, WordFilter } from './filters.js'
export { analyzer } from './filters.js'
export { foldDiacritics, lowercase, stripPossessive } from './fold.js'

export { englishFunctionWords, functionWordWeight } from './function-words.js'

export type { LanguageOptions } from './language.js'
export { accents, elision, language } from './language.js'

export { porterStem } from './porter.js'
export { standard } from './standard.js'
export { withoutWords } from './stop-words.js'
export type { TokenKind } from './tokens.js'
export { Tokens, tokenKinds } from './tokens.js'
export { maxTokenBytes, tokenizeWords } from './words.js'
