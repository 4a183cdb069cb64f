// A scenario: an index and its model go through the same changes, and are asked the same questions after each.

import { Index, type IndexOptions } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { compareAnswers, type Engine, longestAsked } from './compare.js'
import { documentOf, ownAnalyzer, type Setting, settingOf, spellingAnalyzer, vocabularyOf } from './corpus.js'
import { Model } from './model.js'
import { Lexicon, type Perturbation, type PlainDocument } from './oracle.js'
import { type Question, questionOf } from './questions.js'
import { type Chance, chanceOf, shuffled } from './random.js'
import { simpleSetting, simpleWords, withOwnAnalysis } from './simple.js'

/** How large a scenario is. */
export interface Size {
  /** Documents put in, about. */
  documents: number
  /** Words of a text, at most; a few are ten times as long. */
  longest: number
  /** Changes, each followed by questions. */
  rounds: number
  /** Questions after each change. */
  questions: number
  /** Distinct words, at most. */
  words: number
  /** How likely a word of a question is a common one. */
  common: number
  /** Parts of the documents that are put in before the first questions, one of which is drawn: the largest segment comes first or later. */
  first: readonly number[]
  /** Whether fields may be stored: most of the time of a search for hundreds of hits is theirs. */
  isStored: boolean
  /** Whether questions without a huge list are drawn again, most of the time. */
  isHuge?: boolean
  /** Whether the oracle does its own analysis, of words and marks that need no more than that. */
  isOwnAnalysis?: boolean
}

/** A list of more documents than this is long. */
export const longList = 1000

/** A list of more documents than this is huge: longer than a window of the engine. */
export const hugeList = 4096

/** What came of a scenario. */
export interface Outcome {
  comparisons: number
  /** What was different, with all it takes to see it again. */
  differences: string[]
  /** Comparisons in which a word was in more than `longList` documents of a field. */
  onLong: number
  /** Comparisons in which a word was in more than `hugeList` documents of a field. */
  onHuge: number
  /** Comparisons in which the engine skipped documents that could not win. */
  skipped: number
  segments: number
}

/** Runs a scenario; stops at its first difference. */
export function runScenario(seed: number, size: Size, perturbed: Perturbation = {}): Outcome {
  const chance = chanceOf(seed)
  const drawn = settingOf(chance)
  const stored: Setting = size.isStored ? drawn : { ...drawn, storeFields: [] }
  const setting = size.isOwnAnalysis ? simpleSetting(stored) : stored
  const words = size.isOwnAnalysis
    ? shuffled(simpleWords, chance)
    : vocabularyOf(chance, chance.is(0.5) ? 0 : chance.int(1, 200)).slice(0, size.words)
  const index = new Index<Record<string, unknown>>(optionsOf(setting))
  const lexicon = new Lexicon(size.isOwnAnalysis ? withOwnAnalysis(setting.fields) : setting.fields, perturbed, setting.lengths)
  const model = new Model(lexicon, setting.positions, perturbed)
  const documents = new Map<string | number, PlainDocument>()
  const outcome: Outcome = { comparisons: 0, differences: [], onLong: 0, onHuge: 0, skipped: 0, segments: 0 }

  const ask = (engine: Engine, mirror: Model, count: number, what: string): boolean => {
    // a search for a few terms may leave longer what a read of everything seals
    if (mirror.isMany && engine instanceof Index) engine.info()
    const snapshot = mirror.read()
    const source = { setting, words, documents: [...documents.values()], common: size.common, typed: size.isHuge ? 0.75 : 0.25 }
    for (let i = 0; i < count; i++) {
      let question = questionOf(source, chance)
      for (let tries = 0; size.isHuge && tries < 8 && longestAsked(snapshot, question) <= hugeList; tries++)
        question = questionOf(source, chance)
      let wrong: string | undefined
      try {
        const compared = compareAnswers(engine, snapshot, question)
        wrong = compared.wrong
        if (compared.longest > longList) outcome.onLong++
        if (compared.longest > hugeList) outcome.onHuge++
        if (compared.skipped) outcome.skipped++
      } catch (error) {
        wrong = `threw ${error instanceof Error ? error.stack : error}`
      }
      outcome.comparisons++
      if (wrong === undefined) continue
      outcome.differences.push(report(seed, what, question, wrong, setting))
      return false
    }
    return true
  }

  let last: PlainDocument | undefined
  const add = (id: string | number, method: 'add' | 'replace'): void => {
    // copies of a document have its score: they show whether ties are kept in order
    const like = chance.is(0.1) ? last : undefined
    const { given, plain } = documentOf(id, setting, words, size.longest, chance, like)
    if (chance.is(0.2)) last = plain
    index[method](given)
    model[method](plain)
    documents.set(id, plain)
    if (!chance.is(pause)) return
    // so that there are segments of many sizes
    index.info()
    model.settle()
  }
  const pause = Math.min(0.02, 8 / size.documents)
  const change = (isLarge: boolean): string => {
    const ids = [...documents.keys()]
    const draw = isLarge ? 1 : chance.next()
    if (draw < 0.25 && ids.length > 3) {
      const count = chance.int(1, Math.ceil(ids.length / (chance.is(0.3) ? 2 : 10)))
      for (let i = 0; i < count; i++) {
        const id = chance.of(ids)
        if (!documents.delete(id)) continue
        index.remove(id)
        model.remove(id)
      }
      return 'remove'
    }
    if (draw < 0.45 && ids.length > 0) {
      for (let i = chance.int(1, Math.ceil(ids.length / 10)); i > 0; i--) add(chance.of(ids), 'replace')
      return 'replace'
    }
    const count = isLarge
      ? Math.ceil(size.documents * Math.max(0.05, 0.75 - first))
      : chance.is(0.4)
        ? chance.int(1, 5)
        : Math.ceil((size.documents / size.rounds) * 0.6 * chance.next())
    for (let i = 0; i < count; i++) add(idOf(next++, chance), 'add')
    return 'add'
  }

  let next = 0
  const first = chance.of(size.first)
  for (let i = Math.ceil(size.documents * first); i > 0; i--) add(idOf(next++, chance), 'add')
  for (let round = 0; round < size.rounds; round++) {
    const what = round === 0 ? 'first' : change(round === 1 && first < 0.5)
    if (chance.is(0.1)) {
      index.toBytes()
      model.toBytes()
    }
    if (!ask(index, model, size.questions, `round ${round}, ${what}`)) return outcome
    outcome.segments = Math.max(outcome.segments, index.info().segmentCount)
    if (index.count !== documents.size) outcome.differences.push(`seed ${seed}: count ${index.count}, expected ${documents.size}`)
  }
  const bytes = index.toBytes()
  model.toBytes()
  if (!ask(openIndex(bytes, { analyzers: [ownAnalyzer, spellingAnalyzer] }), model.copy(), size.questions, 'opened')) return outcome
  const again = Index.from<Record<string, unknown>>(bytes, { analyzers: [ownAnalyzer, spellingAnalyzer] })
  const copy = model.copy()
  for (let i = 0; i < 3; i++) {
    const { given, plain } = documentOf(`more ${i}`, setting, words, size.longest, chance)
    again.add(given)
    copy.add(plain)
  }
  ask(again, copy, size.questions, 'opened and added to')
  return outcome
}

/** Options of an index of a setting. */
export function optionsOf({ fields, positions, lengths, exactForms, storeFields }: Setting): IndexOptions {
  return {
    fields: Object.fromEntries(
      fields.map(({ name, type, boost, b, analyzer }) => [name, type === 'text' ? { boost, b, analyzer } : { type }]),
    ),
    positions,
    lengths,
    ...(exactForms === true && { exactForms }),
    storeFields,
  }
}

function idOf(number: number, chance: Chance): string | number {
  return chance.is(0.5) ? number : `${chance.of(['', 'a', '\u00e9'])}${number}`
}

function report(seed: number, what: string, { asked, options }: Question, wrong: string, setting: Setting): string {
  const fields = setting.fields.map(({ name, type, boost, b, analyzer }) => ({ name, type, boost, b, analyzer: analyzer?.name }))
  return [
    `seed ${seed}, ${what}: ${wrong}`,
    `  search(${JSON.stringify(asked)}, ${JSON.stringify(options)})`,
    `  ${JSON.stringify(fields)}${setting.positions ? '' : ', no positions'}, lengths ${setting.lengths}`,
  ].join('\n')
}
