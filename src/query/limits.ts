// How large a query may be: every limit of this folder, said once.

/** Limits of a query; a query object beyond one is E_QUERY_LIMIT, a query string is cut to it and the cut reported. */
export const queryLimits = Object.freeze({
  /** UTF-16 code units of a query string, and of each text in a query object. */
  text: 8192,
  /** Parentheses within parentheses of a query string; queries within queries of a query object, the outermost counted. */
  depth: 100,
  /** Words, bounds and `*` in all; a phrase counts each of its words. */
  clauses: 1024,
  /** Words of a phrase, of exact words and of words near each other, as white space parts them. A longer phrase of a query string is its first so many words. */
  phrase: 256,
  /** The largest boost, also as the product of boosts within boosts: scores stay finite. */
  boost: 1_000_000,
  /** Words that may stand between the words of a phrase: between two values of a field are 100 places. */
  slop: 99,
  /** Problems reported of one query string; further ones are left out. */
  problems: 100,
})
