// The languages of the command line: analyzers by name, each loaded when an index is built or opened that has it.

import type { Analyzer } from '../analysis/analyzer.js'
import { detectLanguage } from '../analysis/detect.js'
import { english } from '../analysis/english.js'
import { multilingual } from '../analysis/multilingual.js'
import { standard } from '../analysis/standard.js'
import { didYouMean, isRostrumError, quote } from '../errors.js'
import { unpackSegments } from '../segment/container.js'
import { analyzerNames } from '../segment/segment.js'
import { usage } from './command.js'

type Load = () => Promise<Analyzer>

/** Name, code, and what loads the analyzer. */
const table: readonly (readonly [name: string, code: string, load: Load])[] = [
  ['english', 'en', async () => english],
  ['standard', 'und', async () => standard],
  ['arabic', 'ar', async () => (await import('../analysis/languages/ar.js')).arabic],
  ['armenian', 'hy', async () => (await import('../analysis/languages/hy.js')).armenian],
  ['bulgarian', 'bg', async () => (await import('../analysis/languages/bg.js')).bulgarian],
  ['chinese', 'zh', async () => (await import('../analysis/languages/zh.js')).chinese],
  ['danish', 'da', async () => (await import('../analysis/languages/da.js')).danish],
  ['dutch', 'nl', async () => (await import('../analysis/languages/nl.js')).dutch],
  ['finnish', 'fi', async () => (await import('../analysis/languages/fi.js')).finnish],
  ['french', 'fr', async () => (await import('../analysis/languages/fr.js')).french],
  ['german', 'de', async () => (await import('../analysis/languages/de.js')).german],
  ['greek', 'el', async () => (await import('../analysis/languages/el.js')).greek],
  ['hebrew', 'he', async () => (await import('../analysis/languages/he.js')).hebrew],
  ['hindi', 'hi', async () => (await import('../analysis/languages/hi.js')).hindi],
  ['hungarian', 'hu', async () => (await import('../analysis/languages/hu.js')).hungarian],
  ['indonesian', 'id', async () => (await import('../analysis/languages/id.js')).indonesian],
  ['irish', 'ga', async () => (await import('../analysis/languages/ga.js')).irish],
  ['italian', 'it', async () => (await import('../analysis/languages/it.js')).italian],
  ['japanese', 'ja', async () => (await import('../analysis/languages/ja.js')).japanese],
  ['korean', 'ko', async () => (await import('../analysis/languages/ko.js')).korean],
  ['lithuanian', 'lt', async () => (await import('../analysis/languages/lt.js')).lithuanian],
  ['nepali', 'ne', async () => (await import('../analysis/languages/ne.js')).nepali],
  ['norwegian', 'no', async () => (await import('../analysis/languages/no.js')).norwegian],
  ['persian', 'fa', async () => (await import('../analysis/languages/fa.js')).persian],
  ['portuguese', 'pt', async () => (await import('../analysis/languages/pt.js')).portuguese],
  ['romanian', 'ro', async () => (await import('../analysis/languages/ro.js')).romanian],
  ['russian', 'ru', async () => (await import('../analysis/languages/ru.js')).russian],
  ['serbian', 'sr', async () => (await import('../analysis/languages/sr.js')).serbian],
  ['spanish', 'es', async () => (await import('../analysis/languages/es.js')).spanish],
  ['swedish', 'sv', async () => (await import('../analysis/languages/sv.js')).swedish],
  ['tamil', 'ta', async () => (await import('../analysis/languages/ta.js')).tamil],
  ['thai', 'th', async () => (await import('../analysis/languages/th.js')).thai],
  ['turkish', 'tr', async () => (await import('../analysis/languages/tr.js')).turkish],
  ['ukrainian', 'uk', async () => (await import('../analysis/languages/uk.js')).ukrainian],
  ['vietnamese', 'vi', async () => (await import('../analysis/languages/vi.js')).vietnamese],
]

const byName = new Map(table.map((row) => [row[0], row]))

/** Names that `--language` takes, sorted but for the first two. */
export const languageNames: readonly string[] = [...byName.keys()]

/** What the languages are called that `detectLanguage` tells apart, the one of texts that say nothing first. */
const detected = (
  'english,arabic,chinese,dutch,finnish,french,german,greek,hebrew,hindi,hungarian,italian,japanese,korean,norwegian,portuguese,' +
  'romanian,russian,spanish,swedish,thai,turkish'
).split(',')

const prefix = 'multilingual:'

/**
 * The analyzer that `--language` names: a language, several with commas between, of which each text's is guessed, or `auto`, for all that can be guessed.
 * @throws RostrumError E_USAGE
 */
export async function languageAnalyzer(given: string): Promise<Analyzer> {
  const names = given === 'auto' ? detected : given.split(',').map((name) => name.trim().toLowerCase())
  for (const name of names) {
    if (!byName.has(name))
      throw usage('a language after --language, several with commas between, or auto', quote(name), didYouMean(name, languageNames))
  }
  const distinct = [...new Set(names)]
  return distinct.length === 1 ? one(distinct[0]) : several(distinct)
}

/** The analyzers that the bytes of an index ask for, as far as they are of `languageAnalyzer`; what is wrong with the bytes is left to who opens them. */
export async function analyzersOf(bytes: Uint8Array): Promise<Analyzer[]> {
  let names: string[] = []
  try {
    names = unpackSegments(bytes).flatMap((part) => analyzerNames(part.bytes, part.bytes.length))
  } catch (error) {
    if (!isRostrumError(error)) throw error
  }
  return analyzersNamed(names)
}

/** Those of the analyzers of these names that `languageAnalyzer` makes. */
export async function analyzersNamed(names: readonly string[]): Promise<Analyzer[]> {
  const found: Analyzer[] = []
  for (const name of new Set(names)) {
    const parts = name.startsWith(prefix) ? name.slice(prefix.length).split(',') : [name]
    if (parts.every((part) => byName.has(part))) found.push(parts.length === 1 ? await one(parts[0]) : await several(parts))
  }
  return found
}

async function one(name: string): Promise<Analyzer> {
  return (byName.get(name) as (typeof table)[number])[2]()
}

/** Several in one, whose name says which. */
async function several(names: readonly string[]): Promise<Analyzer> {
  const rows = names.map((name) => byName.get(name) as (typeof table)[number])
  const analyzers: Record<string, Analyzer> = {}
  for (const [, code, load] of rows) {
    analyzers[code] = await load()
    // the detector says Bokmål
    if (code === 'no') analyzers.nb = analyzers[code]
  }
  return multilingual({ analyzers, detect: detectLanguage, name: prefix + names.join(',') })
}
