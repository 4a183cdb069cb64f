// Words too frequent to be worth finding, dropped; for those who want that. No analyzer drops any by itself: `to be or not to be` is a query.

import { quote, RostrumError } from '../errors.js'
import type { Analyzer } from './analyzer.js'
import { resolveOne } from './analyzers.js'
import { digest } from './digest.js'
import { tokenKinds } from './tokens.js'

/**
 * Makes an analyzer that drops `words`, in the forms in which `like` gives them; phrases keep their gaps. Its name is `name`, by default that of
 * `like` with `-stop` behind; indexes store it.
 *
 * @throws E_CONFIG where `words` are not strings; E_ANALYZER where `like` is no analyzer, or multilingual.
 */
export function withoutWords(like: Analyzer, words: Iterable<string>, name = `${like.name}-stop`): Analyzer {
  const analyzer = resolveOne(like)
  const given = typeof words === 'object' && words !== null && Symbol.iterator in words ? [...words] : undefined
  if (given === undefined || given.some((word) => typeof word !== 'string')) {
    throw new RostrumError('E_CONFIG', {
      expected: 'words, an array of strings',
      got: quote(words),
      cure: "Give for example ['the', 'of'].",
    })
  }
  const dropped: ReadonlySet<string> = new Set(given.map((word) => analyzer.normalize(word, tokenKinds.word).word))
  const nothing = { word: '', term: '' }
  return {
    ...analyzer,
    name,
    options: { ...analyzer.options, without: digest([...dropped].sort().join(' ')) },
    tokenize: (text, tokens) => analyzer.tokenize(text, tokens),
    normalize(raw, kind) {
      const normal = analyzer.normalize(raw, kind)
      return kind === tokenKinds.word && dropped.has(normal.word) ? nothing : normal
    },
  }
}
