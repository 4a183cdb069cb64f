// How often words are there: by word and field, the documents that have it and how often they do.

import { analyze } from '../analysis/analyze.js'
import type { Plan } from '../bytes/plan.js'
import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Node } from '../query/node.js'
import type { Field, Schema } from '../schema.js'
import { noMoreDocuments } from '../segment/layout.js'
import { idf } from './bm25f.js'
import { postings } from './evaluate.js'
import { textFields } from './like.js'
import { checkNames } from './options.js'
import { prepare } from './terms.js'
import type { View } from './view.js'

/** How often a word is there, in any of its forms. Documents removed count until a merge gives their space back. */
export interface TermStatistics {
  /** As the analyzer spells it. */
  word: string
  /** What stands for all of its forms. */
  term: string
  /** Documents that have it in one of the fields; of fields of several levels, documents and items together. */
  documents: number
  /** How often it stands in them. */
  occurrences: number
  /** ln(1 + (N - documents + 0.5) / (documents + 0.5)), N being all documents. */
  idf: number
  /** The same by field, of those that have it. */
  fields: Record<string, { documents: number; occurrences: number }>
}

/** Where words are counted. */
export interface TermOptions {
  /** Names of text fields. Default: those of documents. */
  fields?: readonly string[]
}

/** The most different words of one text. */
const mostWords = 1000

/** Counts the words of a text, each once, in the order of the text. Rounds: dictionary; postings. Linear in their postings. @throws E_CONFIG, E_QUERY_FIELD, E_QUERY_LIMIT, E_CORRUPT */
export function* termStatistics(view: View, text: string, options: TermOptions, schema: Schema): Plan<TermStatistics[]> {
  checkOptions(options, ['fields'], 'counting words')
  if (typeof text !== 'string')
    throw new RostrumError('E_CONFIG', { expected: 'words, a text', got: quote(text), cure: 'Give for example "carbon tax".' })
  const fields = options.fields === undefined ? textFields(schema) : checkNames(options.fields, schema, 'fields')
  const wanted = wordsOf(text, fields)
  if (wanted.length > mostWords) {
    throw new RostrumError('E_QUERY_LIMIT', {
      expected: `at most ${mostWords} different words`,
      got: `${wanted.length}`,
      cure: 'Count fewer at once.',
      details: { limit: mostWords, actual: wanted.length },
    })
  }
  const node: Node = {
    node: 'max',
    of: wanted.map(({ word, term, numbers }): Node => ({ node: 'term', key: term, fields: numbers, weight: 1, words: [word] })),
  }
  const { segments } = yield* prepare(view, node, [])
  return wanted.map(({ word, term, numbers }) => {
    const counted = new Map<number, { documents: number; occurrences: number }>()
    let documents = 0
    for (const segment of segments) {
      const lists = (segment.terms.get(term)?.entry.lists ?? []).filter(({ field }) => numbers.includes(field))
      const docs = new Set<number>()
      for (const list of lists) {
        const own = counted.get(list.field) ?? { documents: 0, occurrences: 0 }
        const cursor = postings(list, segment)
        for (let doc = cursor.next(); doc !== noMoreDocuments; doc = cursor.next()) {
          own.occurrences += cursor.freq
          if (lists.length > 1) docs.add(doc)
        }
        cursor.release()
        own.documents += list.df
        counted.set(list.field, own)
      }
      documents += lists.length === 1 ? lists[0].df : docs.size
    }
    const found = [...counted].sort(([a], [b]) => a - b)
    return {
      word,
      term,
      documents,
      occurrences: found.reduce((sum, [, { occurrences }]) => sum + occurrences, 0),
      idf: idf(view.counts[fields[0]?.level ?? 0], documents),
      fields: Object.fromEntries(found.map(([field, own]) => [schema.fields[field].name, own])),
    }
  })
}

/** The words of a text as the analyzers of some fields read them, with the numbers of the fields that read them so. */
function wordsOf(text: string, fields: readonly Field[]): { word: string; term: string; numbers: number[] }[] {
  const words = new Map<string, { word: string; term: string; numbers: number[] }>()
  for (const { analyzer, number } of fields) {
    for (const { word, term } of analyzer === undefined ? [] : analyze(analyzer, text)) {
      const name = `${word}\u0000${term}`
      const known = words.get(name)
      if (known === undefined) words.set(name, { word, term, numbers: [number] })
      else if (!known.numbers.includes(number)) known.numbers.push(number)
    }
  }
  return [...words.values()]
}
