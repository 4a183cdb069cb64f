// The languages of the command line: analyzers by name, each loaded when an index is built or opened that has it.

import type { Analyzer } from '../analysis/analyzer.js'
import { didYouMean, quote } from '../errors.js'
import { languageRows, languages, loadAnalyzers, severalLanguages } from '../remote/languages.js'
import { analyzersOf as analyzersAsked } from '../remote/whole.js'
import { usage } from './command.js'

/** Names that `--language` takes, sorted but for the first two. */
export const languageNames: readonly string[] = languageRows.map(([name]) => name)

/** What the languages are called that `detectLanguage` tells apart, the one of texts that say nothing first. */
const detected = (
  'english,arabic,chinese,dutch,finnish,french,german,greek,hebrew,hindi,hungarian,italian,japanese,korean,norwegian,portuguese,' +
  'romanian,russian,spanish,swedish,thai,turkish'
).split(',')

/**
 * The analyzer that `--language` names: a language, several with commas between, of which each text's is guessed, or `auto`, for all that can be guessed.
 * @throws RostrumError E_USAGE
 */
export async function languageAnalyzer(given: string): Promise<Analyzer> {
  const names = given === 'auto' ? detected : given.split(',').map((name) => name.trim().toLowerCase())
  for (const name of names) {
    if (!Object.hasOwn(languages, name))
      throw usage('a language after --language, several with commas between, or auto', quote(name), didYouMean(name, languageNames))
  }
  const distinct = [...new Set(names)]
  return distinct.length === 1 ? languages[distinct[0]]() : severalLanguages(distinct)
}

/** The analyzers that the bytes of an index ask for, as far as they are of `languageAnalyzer`; what is wrong with the bytes is left to who opens them. */
export async function analyzersOf(bytes: Uint8Array): Promise<Analyzer[]> {
  return analyzersAsked(bytes, [], languages)
}

/** Those of the analyzers of these names that `languageAnalyzer` makes. */
export async function analyzersNamed(names: readonly string[]): Promise<Analyzer[]> {
  return loadAnalyzers(names, [], languages)
}
