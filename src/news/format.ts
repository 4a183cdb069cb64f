// What an article format is: a name, the file endings that mean it, how to know it, how to read it.

import type { Origin, ParsedArticle } from './article.js'

/** One way to write articles down. */
export interface ArticleFormat {
  readonly name: string
  /** Other names it may be asked for by, beside its `extensions`. */
  readonly aliases?: readonly string[]
  /** File name endings that mean this format, lower case, without the dot. */
  readonly extensions: readonly string[]
  /** Whether every line is a record, so that `parse` may be given any run of whole lines. */
  readonly byLine: boolean
  /** Tells whether a text that begins with `head` (its first 65,536 UTF-16 code units) is in this format. */
  detect(head: string): boolean
  /**
   * Reads the articles of `text`, which has no byte order mark. Never throws: one bad record is one problem. Linear. What needs other people's code
   * loads it when it first reads, and gives its articles asynchronously.
   */
  parse(text: string, origin: Origin): Iterable<ParsedArticle> | AsyncIterable<ParsedArticle>
}

/** How many UTF-16 code units of a text `detect` is given. */
export const headLength = 65536
