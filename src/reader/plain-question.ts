// Questions of nothing but words, as nearly all are: what reading and compiling them would give, put together of what is remembered of each word. Not for
// the time of the long way itself: code that other work has driven out of the processor's caches costs a search more than its work (bench: search).

import { analyze } from '../analysis/analyze.js'
import { memoise } from '../analysis/memo.js'
import { tokenKinds } from '../analysis/tokens.js'
import { tokenizeWords } from '../analysis/words.js'
import type { Node } from '../query/node.js'
import { compilePlain } from '../query/plain-compile.js'
import type { Field, Schema } from '../schema.js'
import { type Headline, headlineOfPhrase } from '../search/headline.js'
import { type CheckedOptions, usualFields } from '../search/options.js'
import type { Question } from './question.js'

/** A word as it is searched, and as it stands in a headline. */
interface PlainWord {
  readonly node: Node
  /** The field that is named before it, if any. */
  readonly field: Field | undefined
  readonly word: string
  readonly term: string
}

type Recall = (word: string) => PlainWord | null

/** By schema, what is remembered of words in its fields; null where words are not read each by itself. */
const recalls = new WeakMap<Schema, Recall | null>()
const mostRemembered = 1024

/** Longer texts are few. */
const longestText = 200
const mostWords = 16

/** The question of some words with a space between, as `tax` or `headline:tax`, under options that leave words as they are; undefined for all else. Linear. */
export function plainQuestion(text: string, options: CheckedOptions, schema: Schema): Question | undefined {
  const { fields, filter, vocabulary, widening, preferExact, exactFirst, combineWith } = options
  if (filter !== undefined || vocabulary !== undefined || preferExact > 0 || widening.prefix || widening.fuzzy !== 0) return undefined
  if (text.length > longestText || fields !== usualFields(schema)) return undefined
  let recall = recalls.get(schema)
  if (recall === undefined) recalls.set(schema, (recall = recallIn(fields, schema)))
  if (recall === null) return undefined
  const found: PlainWord[] = []
  for (let start = 0; start <= text.length; ) {
    let end = text.indexOf(' ', start)
    if (end < 0) end = text.length
    const word = recall(text.slice(start, end))
    if (word === null || found.length === mostWords) return undefined
    // equal words are made one with their weights added
    for (let i = 0; i < found.length; i++) if (found[i].term === word.term) return undefined
    found.push(word)
    start = end + 1
  }
  const nodes: Node[] = []
  for (let i = 0; i < found.length; i++) nodes.push(found[i].node)
  let node = nodes[0]
  if (nodes.length > 1 && combineWith === 'and') node = { node: 'bool', must: nodes, should: none, not: none }
  else if (nodes.length > 1) node = { node: 'bool', must: none, should: nodes, not: none }
  return { node, problems: [], headline: exactFirst === undefined ? undefined : headlineIn(exactFirst, found, schema) }
}

const none: readonly never[] = []

function headlineIn(field: Field, found: readonly PlainWord[], schema: Schema): Headline | undefined {
  const terms: string[] = []
  const words: string[] = []
  const positions: number[] = []
  for (let i = 0; i < found.length; i++) {
    if (found[i].field !== undefined && found[i].field !== field) return undefined
    terms.push(found[i].term)
    words.push(found[i].word)
    positions.push(i)
  }
  return headlineOfPhrase({ terms, words, positions, length: found.length }, field, schema)
}

/** Where all fields read words alike, and by our tokenizer, to which words of letters are nothing but themselves, whatever stands beside them. */
function recallIn(fields: readonly Field[], schema: Schema): Recall | null {
  const analyzer = fields[0]?.analyzer
  if (schema.nested.length > 0 || analyzer?.tokenize !== tokenizeWords || analyzer.languages !== undefined) return null
  if (fields.some((field) => field.analyzer !== analyzer)) return null
  return memoise(mostRemembered, (text): PlainWord | null => {
    const colon = text.indexOf(':')
    const word = text.slice(colon + 1)
    const field = colon < 0 ? undefined : fields.find(({ name }) => name === text.slice(0, colon) && plainName.test(name))
    if (!plainWord.test(word) || (colon >= 0 && field === undefined)) return null
    const tokens = analyze(analyzer, word)
    if (tokens.length !== 1 || tokens[0].kind !== tokenKinds.word) return null
    const node = compilePlain({ kind: 'term', text: word }, { schema, fields: field === undefined ? fields : [field] })
    return node.node === 'term' || node.node === 'max' ? { node, field, word: tokens[0].word, term: tokens[0].term } : null
  })
}

/** Not in capitals, which may be an operator, an acronym, or a headline that is all in them. */
const plainWord = /^[A-Za-z]?[a-z]{1,40}$/
/** Not with a sign that has a meaning. */
const plainName = /^[A-Za-z]\w*$/
