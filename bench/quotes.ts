// Who said what: how right are the quotations and their speakers, how fast are they found, and what does the code weigh?

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { Index } from '../src/index/index.js'
import type { Quotation } from '../src/news/quotations/quotation.js'
import { extractQuotations } from '../src/news/quotations.js'
import { newsDocument, newsSchema } from '../src/news/schema.js'
import { nodeDeflate } from '../src/node/deflate.js'
import type { Corpus } from './corpus.js'
import { collect, processorSeconds } from './measure.js'
import { scoreOwn } from './own-quotes.js'
import type { Answer } from './questions.js'

const shared = fileURLToPath(new URL('../../shared/', import.meta.url))
const cache = fileURLToPath(new URL('../.cache/', import.meta.url))
const scorer = `${shared}tools/score-quotes.mjs`

interface Range {
  start: number
  end: number
}

interface GoldDocument {
  id: string
  text: string
  headline?: string
  author?: string
  indirect: Range[]
}

/** Precision, recall and their harmonic mean. */
interface Measure {
  P: number
  R: number
  F: number
}

interface Score {
  overlap: Measure
  spk: number
  e2e: Measure
  byKind: Record<string, { matched: number; ok: number }>
}

/** Scores by the shared scorer over each annotated set that is there, over our own set, then speed and size. */
export const quotes: Answer = async ({ news, options }, tell) => {
  const folder = `${shared}data/quotes/`
  const sets =
    existsSync(folder) && existsSync(scorer) ? readdirSync(folder).filter((name) => /^polnear\.\w+\.jsonl(?:\.gz)?$/.test(name)) : []
  if (sets.length === 0) console.error('skipped: no annotated set beside the checkout')
  for (const name of sets) scoreSet(folder + name, name.split('.')[1], (row) => tell({ corpus: 'polnear', ...row }))
  for (const row of scoreOwn()) tell({ corpus: 'own', ...row })

  const corpus = await news()
  const texts = corpus.documents.map(({ body }) => body)
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  let found = 0
  let best = Number.POSITIVE_INFINITY
  // Processor time, which other programs on the machine change less than they change time on the clock.
  for (let round = 0; round <= Math.max(3, options.rounds); round++) {
    const before = process.cpuUsage()
    found = 0
    for (const text of texts) found += extractQuotations(text).length
    const { user, system } = process.cpuUsage(before)
    if (round > 0) best = Math.min(best, user + system)
  }
  tell({
    corpus: corpus.name,
    name: 'extractQuotations',
    unit: 'MB/s',
    ours: bytes / best,
    goal: { atLeast: 20 },
    note: `of processor time, garbage collection too; ${found} quotations in ${texts.length} articles; best of the rounds`,
  })
  buildRows(corpus, Math.max(3, options.rounds), tell)
  const code = await bundle()
  tell({
    corpus: '',
    name: 'extractQuotations alone, gzipped',
    unit: 'KiB',
    ours: gzipSync(code, { level: 9 }).length / 1024,
    goal: { atMost: 20 },
    note: `${(code.length / 1024).toFixed(1)} KiB minified`,
  })
}

/** Articles in memory to sealed bytes in `newsSchema`, one thread, in turns: with their quotations and without. Processor time, as above. */
function buildRows({ name, documents }: Corpus, rounds: number, tell: Parameters<Answer>[1]): void {
  const articles = documents.map(({ id, headline, body }) => ({ id, headline, body }))
  const sizes = new Map<boolean, number>()
  const built = (quotations: boolean) => () => {
    const index = new Index<Record<string, unknown>>({ ...newsSchema, analyzer: 'english', deflate: nodeDeflate })
    for (const article of articles) index.add({ ...newsDocument(article, { quotations }) })
    sizes.set(quotations, index.toBytes().length)
  }
  const best = new Map<boolean, number>()
  for (let round = 0; round < rounds; round++) {
    for (const quotations of [false, true]) {
      collect()
      const from = processorSeconds()
      built(quotations)()
      best.set(quotations, Math.min(best.get(quotations) ?? Number.POSITIVE_INFINITY, processorSeconds() - from))
    }
  }
  const [without = 0, withThem = 0] = [best.get(false), best.get(true)]
  const [less = 0, more = 0] = [sizes.get(false), sizes.get(true)]
  tell({
    corpus: name,
    name: 'build with quotations / without',
    unit: 's',
    ours: withThem,
    theirs: without,
    ratio: withThem / without,
    goal: { atMost: 2 },
    note: `processor time; ${articles.length} articles, the best of ${rounds} turns each; ${(more / 1e6).toFixed(1)} MB and ${(less / 1e6).toFixed(1)} MB`,
  })
}

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: ['src/news/quotations.ts'],
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  })
  return outputFiles[0].contents
}

type Tell = (row: { name: string; unit: string; ours: number; goal?: { atLeast: number }; note?: string }) => void

function scoreSet(path: string, name: string, tell: Tell): void {
  const read = readFileSync(path)
  const lines = (path.endsWith('.gz') ? gunzipSync(read) : read).toString('utf8').split('\n').filter(Boolean)
  const documents = lines.map((line) => JSON.parse(line) as GoldDocument)
  const found = documents.map(({ text, headline, author }) =>
    extractQuotations(text, { ...(headline && { headline }), ...(author && { author }) }),
  )
  const all = score(path, documents, found, 0)
  const percent = (value: number) => 100 * value
  const goal = (atLeast: number) => ({ goal: { atLeast } })
  tell({
    name: `${name}: spans, F1`,
    unit: '%',
    ours: percent(all.overlap.F),
    ...goal(96.5),
    note: `P ${percent(all.overlap.P).toFixed(1)} R ${percent(all.overlap.R).toFixed(1)}`,
  })
  tell({ name: `${name}: speakers of matched`, unit: '%', ours: percent(all.spk), ...goal(88) })
  const kinds = (...names: string[]) => {
    const counted = names.map((kind) => all.byKind[kind] ?? { matched: 0, ok: 0 })
    const matched = counted.reduce((sum, each) => sum + each.matched, 0)
    return { ours: percent(counted.reduce((sum, each) => sum + each.ok, 0) / matched), note: `${matched} quotations` }
  }
  tell({ name: `${name}: speakers, named`, unit: '%', ...kinds('name'), ...goal(95) })
  if (all.byKind['pronoun-hand']) tell({ name: `${name}: speakers, pronouns by hand`, unit: '%', ...kinds('pronoun-hand'), ...goal(86) })
  tell({ name: `${name}: speakers, pronouns by machine`, unit: '%', ...kinds('pronoun') })
  tell({ name: `${name}: speakers, nominal and organization`, unit: '%', ...kinds('nominal', 'org'), ...goal(78) })
  tell({
    name: `${name}: end to end, F1`,
    unit: '%',
    ours: percent(all.e2e.F),
    ...goal(85),
    note: `P ${percent(all.e2e.P).toFixed(1)} R ${percent(all.e2e.R).toFixed(1)}`,
  })
  const levels = [...new Set(found.flat().map(({ confidence }) => confidence))].sort((a, b) => b - a)
  for (const level of levels) {
    const { e2e } = score(path, documents, found, level)
    if (e2e.R < 0.6) continue
    tell({
      name: `${name}: precision at recall 60`,
      unit: '%',
      ours: percent(e2e.P),
      ...goal(93),
      note: `confidence >= ${level}: R ${percent(e2e.R).toFixed(1)}`,
    })
    break
  }
  let sure = 0
  let hit = 0
  let close = 0
  documents.forEach(({ indirect }, i) => {
    for (const { kind, start, end } of found[i]) {
      if (kind !== 'indirect') continue
      sure++
      const best = Math.max(
        0,
        ...indirect.map(
          (gold) => (Math.min(end, gold.end) - Math.max(start, gold.start)) / (Math.max(end, gold.end) - Math.min(start, gold.start)),
        ),
      )
      if (best >= 0.3) hit++
      if (best >= 0.8) close++
    }
  })
  tell({
    name: `${name}: indirect, precision`,
    unit: '%',
    ours: percent(hit / sure),
    ...goal(90),
    note: `${sure} found; overlap 0.3 of the union, at 0.8: ${percent(close / sure).toFixed(1)}`,
  })
}

/** The shared scorer's figures for quotations of a confidence of at least `level`; pieces of a quotation count one by one, as in the annotation. */
function score(path: string, documents: readonly GoldDocument[], found: readonly Quotation[][], level: number): Score {
  mkdirSync(cache, { recursive: true })
  const file = `${cache}quotes.jsonl`
  const lines = documents.map(({ id }, i) => {
    const quotes = found[i].flatMap(({ kind, nested, confidence, start, end, parts, speaker }) =>
      kind === 'indirect' || nested || confidence < level
        ? []
        : (parts ?? [{ start, end }]).map((part) => ({ ...part, speaker: speaker?.name })),
    )
    return JSON.stringify({ id, quotes })
  })
  writeFileSync(file, lines.join('\n'))
  return JSON.parse(execFileSync(process.execPath, [scorer, path, file, '--json'], { encoding: 'utf8' })) as Score
}
