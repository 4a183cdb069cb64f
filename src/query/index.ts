// The entry rostrum/query: builders, the query string's parser and printer, and the types.

export {
  all,
  and,
  boost,
  constant,
  decay,
  dismax,
  exact,
  exists,
  factor,
  fuzzy,
  match,
  near,
  nested,
  not,
  or,
  phrase,
  prefix,
  range,
  term,
  wildcard,
} from './builders.js'
export { checkQuery } from './check.js'
export { formatQuery, normalQuery } from './format.js'
export { queryLimits } from './limits.js'
export type { Parsed, ParseOptions } from './parse.js'
export { parseQuery } from './parse.js'
export type { Problem, ProblemCode } from './problems.js'
export type {
  All,
  Bool,
  Boost,
  Constant,
  Decay,
  DisMax,
  Exact,
  Exists,
  Factor,
  Fuzzy,
  Match,
  Near,
  Nested,
  Phrase,
  Prefix,
  Query,
  Range,
  Term,
  Wildcard,
} from './query.js'
export type { OneWay, VocabularyOptions } from './vocabulary.js'
export { vocabularyWeights } from './vocabulary.js'
