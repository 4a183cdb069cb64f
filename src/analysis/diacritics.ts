// Words as they are spelled, diacritics and all, beside the folded words that everybody finds them by: for who wants `résumé` before `resume`.

import type { Analyzer } from './analyzer.js'
import { resolveOne } from './analyzers.js'
import { foldDiacritics, lowercase } from './fold.js'
import { memoise } from './memo.js'
import { type Tokens, tokenKinds } from './tokens.js'

const hasOther = /[^\0-\x7f]/
/** Words whose letters are remembered. */
const memoSize = 10_000
const nothing = { word: '', term: '' }

/** The letters of a word that are others once they are folded, in order: `éé` of `Résumés`, empty of `resumes`. */
const lettersOf = memoise(memoSize, (raw: string): string => {
  let letters = ''
  for (const letter of lowercase(raw)) if (foldDiacritics(letter) !== letter) letters += letter
  return letters
})

/**
 * Makes an analyzer that also indexes words by their diacritics: what is typed with them is found without them at `foldedWeight`, and as it is spelled,
 * in any of its forms, at 1. What is typed without finds both alike, and so do phrases. Costs a posting list for each spelling that has diacritics. Its
 * name is `name`, by default that of `like` with `-diacritics` behind; indexes store it.
 *
 * @throws E_ANALYZER where `like` is no analyzer, or multilingual.
 */
export function withDiacritics(like: Analyzer, name = `${like.name}-diacritics`): Analyzer {
  const analyzer = resolveOne(like)
  return {
    ...analyzer,
    name,
    options: { ...analyzer.options, diacritics: true },
    tokenize(text, tokens) {
      analyzer.tokenize(text, tokens)
      if (hasOther.test(text)) stack(text, tokens)
    },
    normalize(raw, kind) {
      if (kind !== tokenKinds.spelling) return analyzer.normalize(raw, kind)
      const { word, term } = analyzer.normalize(raw, tokenKinds.word)
      // no word has a tilde in it
      return word === '' || term === '' ? nothing : { word, term: `${term}~${lettersOf(raw)}` }
    },
  }
}

/** Puts a token behind each word with diacritics. Linear: the places are counted, then filled from behind. */
function stack(text: string, tokens: Tokens): void {
  const { count } = tokens
  const isSpelled = (i: number): boolean => {
    if (tokens.kind[i] !== tokenKinds.word) return false
    const raw = text.slice(tokens.start[i], tokens.end[i])
    return hasOther.test(raw) && lettersOf(raw) !== ''
  }
  const spelled: number[] = []
  for (let i = 0; i < count; i++) if (isSpelled(i)) spelled.push(i)
  for (let more = spelled.length; more > 0; more--) tokens.push(0, 0, 0, tokenKinds.spelling)
  const { start, end, position, kind } = tokens
  let to = tokens.count
  for (let from = count - 1; from >= 0 && to > from + 1; from--) {
    const isLast = spelled[spelled.length - 1] === from
    if (isLast) {
      spelled.pop()
      to--
      start[to] = start[from]
      end[to] = end[from]
      position[to] = position[from]
      kind[to] = tokenKinds.spelling
    }
    to--
    start[to] = start[from]
    end[to] = end[from]
    position[to] = position[from]
    kind[to] = kind[from]
  }
}
