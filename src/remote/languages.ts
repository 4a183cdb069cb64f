// The languages by the name an index has for them: each is loaded when an index asks for it.

import type { Analyzer } from '../analysis/analyzer.js'

/** Loads analyzers by name. */
export type AnalyzerTable = Readonly<Record<string, () => Promise<Analyzer>>>

/** All languages of Rostrum but English, which is built in. */
export const languages: AnalyzerTable = {
  arabic: async () => (await import('../analysis/languages/ar.js')).arabic,
  armenian: async () => (await import('../analysis/languages/hy.js')).armenian,
  bulgarian: async () => (await import('../analysis/languages/bg.js')).bulgarian,
  chinese: async () => (await import('../analysis/languages/zh.js')).chinese,
  danish: async () => (await import('../analysis/languages/da.js')).danish,
  dutch: async () => (await import('../analysis/languages/nl.js')).dutch,
  finnish: async () => (await import('../analysis/languages/fi.js')).finnish,
  french: async () => (await import('../analysis/languages/fr.js')).french,
  german: async () => (await import('../analysis/languages/de.js')).german,
  greek: async () => (await import('../analysis/languages/el.js')).greek,
  hebrew: async () => (await import('../analysis/languages/he.js')).hebrew,
  hindi: async () => (await import('../analysis/languages/hi.js')).hindi,
  hungarian: async () => (await import('../analysis/languages/hu.js')).hungarian,
  indonesian: async () => (await import('../analysis/languages/id.js')).indonesian,
  irish: async () => (await import('../analysis/languages/ga.js')).irish,
  italian: async () => (await import('../analysis/languages/it.js')).italian,
  japanese: async () => (await import('../analysis/languages/ja.js')).japanese,
  korean: async () => (await import('../analysis/languages/ko.js')).korean,
  lithuanian: async () => (await import('../analysis/languages/lt.js')).lithuanian,
  nepali: async () => (await import('../analysis/languages/ne.js')).nepali,
  norwegian: async () => (await import('../analysis/languages/no.js')).norwegian,
  persian: async () => (await import('../analysis/languages/fa.js')).persian,
  portuguese: async () => (await import('../analysis/languages/pt.js')).portuguese,
  romanian: async () => (await import('../analysis/languages/ro.js')).romanian,
  russian: async () => (await import('../analysis/languages/ru.js')).russian,
  serbian: async () => (await import('../analysis/languages/sr.js')).serbian,
  spanish: async () => (await import('../analysis/languages/es.js')).spanish,
  swedish: async () => (await import('../analysis/languages/sv.js')).swedish,
  tamil: async () => (await import('../analysis/languages/ta.js')).tamil,
  thai: async () => (await import('../analysis/languages/th.js')).thai,
  turkish: async () => (await import('../analysis/languages/tr.js')).turkish,
  ukrainian: async () => (await import('../analysis/languages/uk.js')).ukrainian,
  vietnamese: async () => (await import('../analysis/languages/vi.js')).vietnamese,
}

/** The analyzers of `names` that the table has and `given` has not, loaded. */
export async function loadAnalyzers(names: readonly string[], given: readonly Analyzer[], table: AnalyzerTable): Promise<Analyzer[]> {
  const missing = names.filter((name) => Object.hasOwn(table, name) && !given.some((analyzer) => analyzer.name === name))
  return Promise.all(missing.map((name) => table[name]()))
}
