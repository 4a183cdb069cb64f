// `rostrum build`: articles in, one index file out; what cannot be read is said and passed over.

import { didYouMean, isRostrumError, quote, RostrumError } from '../../errors.js'
import { Index } from '../../index/index.js'
import { webProfile } from '../../index/web-profile.js'
import { formats } from '../../news/formats.js'
import { newsDocument, newsSchema } from '../../news/schema.js'
import { type ReadProgress, readArticles } from '../../node/articles.js'
import { nodeDeflate } from '../../node/deflate.js'
import { writeBytes } from '../../node/files.js'
import { type Arguments, type Command, exitCodes, nameList, usage } from '../command.js'
import { analyzersOf, languageAnalyzer } from '../languages.js'
import type { StoredDocument } from '../open.js'
import { byteSize, counted, jsonLine, type Output, visible } from '../output.js'
import { problemAt, startProblems } from '../problems.js'
import { startProgress } from '../progress.js'

/** Codes of errors that are about one document: the next one may be sound. */
const documentCodes: readonly string[] = ['E_DOC_INVALID', 'E_DOC_LIMIT', 'E_DUPLICATE_ID', 'E_ID_MISSING', 'E_ID_INVALID']

/** What an index is laid out for. */
export const profiles = ['local', 'web']

/** The profile that is asked for. @throws RostrumError E_USAGE */
export function profileOf(given: Arguments): string {
  const profile = given.value('profile') ?? 'local'
  if (profiles.includes(profile)) return profile
  throw usage(`--profile ${profiles.join(' or ')}`, quote(profile), didYouMean(profile, profiles))
}

async function forWeb(bytes: Uint8Array): Promise<Uint8Array> {
  return webProfile(bytes, { deflate: nodeDeflate, analyzers: await analyzersOf(bytes) })
}

/** Builds an index file. */
export const build: Command = {
  name: 'build',
  summary:
    'Build an index file from articles: text, JSON, feeds, pages, tables, transcripts; files, folders, patterns or standard input (-).',
  usage: 'INPUT... -o FILE',
  options: [
    { name: 'output', short: 'o', value: 'FILE', summary: 'where to write the index' },
    {
      name: 'language',
      value: 'NAME',
      summary: 'language, several with commas between, or auto, to guess each text’s (default english; standard: none)',
    },
    {
      name: 'fields',
      value: 'NAME,...',
      summary: `what can be searched (default ${Object.keys(newsSchema.fields)
        .filter((name) => !name.includes('.'))
        .join(',')}, quotations, turns)`,
    },
    {
      name: 'store',
      value: 'NAME,...',
      summary: `what hits give back (default ${newsSchema.storeFields.filter((name) => !name.includes('.')).join(',')})`,
    },
    { name: 'format', value: 'NAME', summary: `${formats.map(({ name }) => name).join(', ')} (default: found out)` },
    { name: 'profile', value: 'NAME', summary: `${profiles.join(' or ')}: web for reading by ranges from a host (default local)` },
    { name: 'no-quotations', summary: 'do not find who said what: quicker, and smaller' },
    { name: 'strict', summary: 'stop at the first problem, writing nothing' },
    { name: 'quiet', short: 'q', summary: 'no progress, no summary' },
    { name: 'json', summary: 'the summary as one line of JSON' },
  ],

  async run(given, output) {
    const target = given.value('output')
    if (target === undefined || target === '')
      throw usage('-o FILE, where to write the index', 'none', 'Write for example: rostrum build articles -o news.rostrum')
    if (given.words.length === 0) throw usage('files or folders of articles', 'none', 'Name them, or - for standard input.')
    const profile = profileOf(given)
    const started = performance.now()
    const { index, bytesIn, skipped, problems } = await readIndex(given.words, given, output)
    const bar = startProgress(output, 'Writing', given.has('quiet'))
    bar.begin()
    const bytes = profile === 'web' ? await forWeb(index.toBytes()) : index.toBytes()
    await writeBytes(target, bytes)
    bar.clear()
    if (given.has('quiet')) return exitCodes.found
    const seconds = (performance.now() - started) / 1000
    const summary = {
      file: target,
      documents: index.count,
      skipped,
      problems,
      bytesIn,
      bytesOut: bytes.length,
      seconds: Number(seconds.toFixed(3)),
    }
    if (given.has('json')) output.write(jsonLine(summary))
    else {
      const speed = `${seconds.toFixed(1)} s (${byteSize(Math.round(bytesIn / seconds))}/s)`
      const left = skipped > 0 ? `, ${counted(skipped, 'record')} skipped` : ''
      output.write(
        `${counted(index.count, 'document')}, ${byteSize(bytesIn)} in, ${byteSize(bytes.length)} out to ${visible(target)}, ${speed}${left}\n`,
      )
    }
    return exitCodes.found
  },
}

/** An index in memory, and what its reading was like. */
export interface ReadIndex {
  index: Index<StoredDocument>
  /** Bytes of text, unpacked. */
  bytesIn: number
  /** Records that are not in the index. */
  skipped: number
  /** All problems, those of records that are in the index (a date that cannot be read) among them. */
  problems: number
}

/**
 * Reads articles into a new index, as the options of `build` say; problems go to stderr.
 * @throws RostrumError E_INPUT where a problem comes up under --strict, or nothing could be read.
 */
export async function readIndex(paths: readonly string[], given: Arguments, output: Output): Promise<ReadIndex> {
  const schema = await schemaFor(given)
  const quotations = schema.nested.includes('quotations')
  const index = new Index<StoredDocument>({ ...schema, deflate: nodeDeflate })
  const bar = startProgress(output, 'Reading', given.has('quiet'))
  let bytesIn = 0
  let skipped = 0
  const problems = startProblems(output, () => bar.clear())
  const onProgress = ({ bytes, totalBytes, textBytes }: ReadProgress) => {
    bytesIn = textBytes
    bar.update(bytes, totalBytes)
  }
  const tell = (name: string, line: number | undefined, message: string) => {
    const text = problemAt(name, line, message)
    if (given.has('strict')) {
      bar.clear()
      throw new RostrumError('E_INPUT', {
        expected: 'articles without a problem, for --strict',
        got: `this one: ${text.replace(/(; the article is kept without its date)?\.$/, '')}`,
        cure: 'Nothing was written: mend it, or leave --strict out to go on without it.',
      })
    }
    problems.note(text)
  }
  for await (const { article, origin, problem } of readArticles(paths, { format: given.value('format'), onProgress })) {
    if (problem !== undefined) tell(problem.name, problem.line, problem.message)
    if (article === undefined) {
      skipped++
      continue
    }
    try {
      index.add({ ...newsDocument(article, { quotations }) })
    } catch (error) {
      if (!isRostrumError(error) || !documentCodes.includes(error.code)) throw error
      skipped++
      tell(origin?.name ?? '', origin?.line, error.message)
    }
  }
  bar.clear()
  problems.end()
  if (index.count > 0) return { index, bytesIn, skipped, problems: problems.count }
  throw new RostrumError('E_INPUT', {
    expected: 'at least one article',
    got: `none in ${quote(paths.join(' '))}`,
    cure: 'Nothing was written.',
  })
}

async function schemaFor(given: Arguments) {
  const known = Object.entries(newsSchema.fields)
  const names = known.map(([name]) => name)
  const withQuotations = !given.has('no-quotations')
  const wanted = (nameList(given, 'fields') ?? names).filter((name) => withQuotations || !name.startsWith('quotations.'))
  for (const name of wanted) {
    if (!names.includes(name)) throw usage('fields of articles after --fields', quote(name), didYouMean(name, names))
  }
  const store = nameList(given, 'store') ?? newsSchema.storeFields
  const storable: readonly string[] = newsSchema.storeFields
  for (const name of store) {
    if (!storable.includes(name)) throw usage('fields of articles after --store', quote(name), didYouMean(name, storable))
  }
  const analyzer = await languageAnalyzer(given.value('language') ?? 'english')
  const nested = newsSchema.nested.filter((path) => wanted.some((name) => name.startsWith(`${path}.`)))
  // What is stored of items has its place only where there are items.
  const storeFields = store.filter((name) => !name.includes('.') || nested.some((path) => name.startsWith(`${path}.`)))
  const aliases = Object.fromEntries(Object.entries(newsSchema.aliases).filter(([, name]) => wanted.includes(name)))
  return { fields: Object.fromEntries(known.filter(([name]) => wanted.includes(name))), nested, aliases, storeFields, analyzer }
}
