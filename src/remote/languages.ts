// The languages by the name an index has for them: each is loaded when an index asks for it.

import type { Analyzer } from '../analysis/analyzer.js'
import { english } from '../analysis/english.js'
import { multilingual } from '../analysis/multilingual.js'
import { standard } from '../analysis/standard.js'
import { elsewhere } from '../bytes/module.js'

/** Loads analyzers by name. */
export type AnalyzerTable = Readonly<Record<string, () => Promise<Analyzer>>>

/** Name, code, and what loads the analyzer. */
export const languageRows: readonly (readonly [name: string, code: string, load: () => Promise<Analyzer>])[] = [
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

/** All languages of Rostrum by name. */
export const languages: AnalyzerTable = Object.fromEntries(languageRows.map(([name, , load]) => [name, load]))

const prefix = 'multilingual:'

/**
 * The analyzer that is several languages in one, of which each text's is guessed; its name, `multilingual:english,german`, says which. Loads them, and what guesses.
 */
export async function severalLanguages(names: readonly string[]): Promise<Analyzer> {
  const rows = names.flatMap((name) => languageRows.filter(([own]) => own === name))
  const loading = Promise.all(rows.map(([, , load]) => load()))
  const { detectLanguage } = await import('../analysis/detect.js')
  const loaded = await loading
  const analyzers: Record<string, Analyzer> = {}
  // in the order of the names: the first is that of texts that say nothing
  for (const [i, [, code]] of rows.entries()) {
    analyzers[code] = loaded[i]
    // the detector says Bokmål
    if (code === 'no') analyzers.nb = analyzers[code]
  }
  return multilingual({ analyzers, detect: detectLanguage, name: prefix + names.join(',') })
}

/** The analyzers of `names` that the table has and `given` has not, loaded; those of several languages are made of it. @throws E_NETWORK where one cannot be loaded */
export async function loadAnalyzers(names: readonly string[], given: readonly Analyzer[], table: AnalyzerTable): Promise<Analyzer[]> {
  const found: Analyzer[] = []
  for (const name of new Set(names)) {
    if (given.some((analyzer) => analyzer.name === name)) continue
    const parts = name.startsWith(prefix) ? name.slice(prefix.length).split(',') : []
    if (Object.hasOwn(table, name)) found.push(await loaded(name, table[name]))
    else if (parts.length > 0 && parts.every((part) => languageRows.some(([own]) => own === part)))
      found.push(await loaded(name, () => severalLanguages(parts)))
  }
  return found
}

async function loaded(name: string, load: () => Promise<Analyzer>): Promise<Analyzer> {
  const module = elsewhere(`language ${name}`, load)
  await module.load()
  return module.code
}
