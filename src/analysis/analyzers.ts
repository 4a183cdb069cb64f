// The analyzers that come with Rostrum, by name, and the fingerprint by which an index knows its own.

import { didYouMean, quote, RostrumError } from '../errors.js'
import { analyze, analyzerThrew } from './analyze.js'
import type { Analyzer } from './analyzer.js'
import { digest } from './digest.js'
import { english } from './english.js'
import { standard } from './standard.js'

/** The built-in analyzers by name. */
export const analyzers: ReadonlyMap<string, Analyzer> = new Map([standard, english].map((analyzer) => [analyzer.name, analyzer]))

// Something of everything that an analyzer decides. Never changed: its every letter is in the fingerprint of every index. Tables too long for it are
// digested into the options of the analyzer that has them.
const probe =
  "The ministers' well-known co-operation, generally organised by universities: Macron\u2019s news in the U.S., US and IT, N.A.T.O. and 1,000,000.5 or 3,5. " +
  "Don't, dont, we're, O'Brien; caf\u00e9s \u00d8rsted \u0141\u00f3d\u017a stra\u00dfe \u0130stanbul \ufb01le \u0439\u0451 \u0391\u03b8\u03ae\u03bd\u03b1 \u5317\u4eac \u0e44\u0e17\u0e22 \ud55c\uad6d\uc5b4 \u0643\u062a\u0627\u0628 #MeToo @name_1 \u{1f469}\u{1f3fd}\u200d\u{1f680} 1\ufe0f\u20e3 \u{1f1eb}\u{1f1f7} " +
  'SHOUTED US HEADLINE communities communism policies police running ran flies dies agreed hopping relational conditional triplicate formalize'

/**
 * Gives what tells `analyzer` from every other and from its own other versions: 16 hexadecimal digits of its name, version, options and what it
 * makes of a fixed text. Costs one analysis of some 500 characters.
 *
 * @throws E_ANALYZER where the analyzer throws.
 */
export function fingerprint(analyzer: Analyzer): string {
  const { name, version, options } = analyzer
  try {
    const output = analyze(analyzer, probe).map(({ word, term, position, start, end, kind }) => {
      return [word, term, position, start, end, kind, analyzer.alternatives?.(term) ?? []]
    })
    return digest(JSON.stringify([name, version, options, output, analyzer.alternatives?.('us') ?? []]))
  } catch (error) {
    throw error instanceof RostrumError ? error : analyzerThrew(error)
  }
}

/**
 * Gives the analyzer called `nameOrAnalyzer`, looked for in `known` before the built-in ones; an analyzer itself is checked and given back.
 *
 * @throws E_ANALYZER where no analyzer has that name, or what came is none.
 */
export function resolveAnalyzer(nameOrAnalyzer: string | Analyzer, known: readonly Analyzer[] = []): Analyzer {
  if (typeof nameOrAnalyzer !== 'string') {
    checkAnalyzer(nameOrAnalyzer)
    return nameOrAnalyzer
  }
  for (const analyzer of known) checkAnalyzer(analyzer)
  const found = known.find(({ name }) => name === nameOrAnalyzer) ?? analyzers.get(nameOrAnalyzer)
  if (found !== undefined) return found
  const names = [...known.map(({ name }) => name), ...analyzers.keys()]
  throw new RostrumError('E_ANALYZER', {
    expected: 'the name of an analyzer',
    got: quote(nameOrAnalyzer),
    cure: `${didYouMean(nameOrAnalyzer, names)} Others are passed as values.`,
    details: { analyzer: nameOrAnalyzer },
  })
}

/** The same of one language: where only one reading of a text makes sense. @throws E_ANALYZER */
export function resolveOne(given: Analyzer): Analyzer {
  const analyzer = resolveAnalyzer(given)
  if (analyzer.languages === undefined) return analyzer
  throw new RostrumError('E_ANALYZER', {
    expected: 'an analyzer of one language',
    got: `${quote(analyzer.name)}, which is multilingual`,
    cure: 'Give those of its languages, one by one, and make the multilingual one of what comes of them.',
  })
}

function checkAnalyzer(analyzer: Analyzer): void {
  const isAnalyzer =
    typeof analyzer === 'object' &&
    analyzer !== null &&
    typeof analyzer.name === 'string' &&
    typeof analyzer.tokenize === 'function' &&
    typeof analyzer.normalize === 'function'
  if (isAnalyzer) return
  throw new RostrumError('E_ANALYZER', {
    expected: 'an analyzer: name, version, options, tokenize and normalize',
    got: quote(analyzer),
    cure: 'Pass the name of a built-in one, or a value made by analyzer().',
  })
}
