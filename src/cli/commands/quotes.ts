// `rostrum quotes`: what was said, and by whom; or who speaks.

import { isRostrumError } from '../../errors.js'
import { type QuotationColumn, type QuotationSearchOptions, quotations } from '../../news/quotation-search.js'
import { speakers } from '../../news/speakers.js'
import { type Arguments, type Command, exitCodes, nameList, usage, wholeNumber } from '../command.js'
import { problemText } from '../hits.js'
import { type AnyIndex, naming, openFile } from '../open.js'
import { counted, jsonLine, type Output, visible } from '../output.js'
import { quotationText, speakersSummary, speakersText } from '../quotation-text.js'

/** Searches what was said. */
export const quotes: Command = {
  name: 'quotes',
  summary: 'Search what was said: the quotations in an index file, by their words, each with its speaker and its article.',
  usage: 'INDEX [QUERY...]',
  options: [
    { name: 'speaker', short: 's', value: 'NAME', summary: 'who speaks: a name, or words of it' },
    { name: 'reported-by', value: 'NAME', summary: 'the agency or paper that passes the words on' },
    { name: 'outlet', value: 'NAME', summary: 'the outlet of the article' },
    { name: 'published', value: 'DATE', summary: 'its day, month or year, or two with .. between: 2017-11, 2016..2017-03, 2017..' },
    { name: 'kind', value: 'NAME,...', summary: 'direct, mixed (words in a sentence of the writer), indirect (default all)' },
    { name: 'min-confidence', value: 'N', summary: 'how sure the speaker must be, 0 to 1' },
    { name: 'sort', value: 'NAME,...', summary: 'the order, as -published,speaker (default best first; without a query newest first)' },
    { name: 'limit', short: 'n', value: 'N', summary: 'how many (default 10)' },
    { name: 'offset', value: 'N', summary: 'how many of the best to leave out (default 0)' },
    { name: 'count', value: 'NAME,...', summary: 'count what is found by speaker, reportedBy, kind, outlet, section or published' },
    { name: 'speakers', summary: 'tell who speaks, how often, since when and about what, instead of what was said' },
    { name: 'json', summary: 'one quotation, count or speaker a line as JSON' },
  ],

  async run(given, output) {
    const [path, ...words] = given.words
    if (path === undefined)
      throw usage('an index file and a query', 'nothing', 'Write for example: rostrum quotes news.rostrum silk road --speaker "Xi Jinping"')
    const options = optionsOf(given)
    const index = await openFile(path)
    const hasQuotations = index.info().nested?.some(({ path: name }) => name === 'quotations')
    if (!hasQuotations)
      throw usage('an index with quotations', `one without, ${visible(path)}`, 'Build it again, by rostrum build without --no-quotations.')
    try {
      const run = given.has('speakers') ? tellSpeakers : tellQuotations
      return naming(path, () => run(index, words.join(' '), options, given, output))
    } catch (error) {
      // what was given for a column or a date is the command line's
      if (!isRostrumError(error) || (error.code !== 'E_CONFIG' && error.code !== 'E_QUERY')) throw error
      throw usage(error.expected, error.got, error.cure)
    }
  },
}

function tellQuotations(index: AnyIndex, query: string, options: QuotationSearchOptions, given: Arguments, output: Output): number {
  const columns = nameList(given, 'count') as QuotationColumn[] | undefined
  const {
    hits,
    count,
    facets = {},
    problems,
  } = quotations(index, query, { ...options, ...(columns && { facets: columns, limit: 0, offset: 0 }) })
  for (const problem of problems) output.say(`${visible(query)}\n${problemText(query, problem, '', output)}`)
  const json = given.has('json')
  for (const [i, hit] of hits.entries()) {
    const number = (options.offset ?? 0) + i + 1
    output.write(json ? jsonLine({ number, ...hit }) : `${quotationText(number, hit, output)}\n`)
  }
  for (const [column, { values, missing }] of Object.entries(facets)) {
    for (const { value, count: times } of values)
      output.write(json ? jsonLine({ [column]: value, count: times }) : `${String(times).padStart(8)}  ${visible(String(value))}\n`)
    if (missing > 0 && !json) output.write(`${String(missing).padStart(8)}  (none)\n`)
  }
  if (!json) output.write(`${counted(count, 'quotation')}\n`)
  if (count > 0) return exitCodes.found
  const { speaker } = options
  if (typeof speaker === 'string' && quotations(index, '', { speaker, limit: 0 }).count === 0)
    output.say(`Nobody who is quoted is called ${visible(speaker)}; --speakers ${visible(speaker.slice(0, 2))} lists who is.\n`)
  return exitCodes.nothing
}

function tellSpeakers(index: AnyIndex, query: string, options: QuotationSearchOptions, given: Arguments, output: Output): number {
  const { speaker = '', limit = 10, reportedBy, outlet, published, kind, minConfidence } = options
  const { speakers: found, others } = speakers(index, String(speaker), {
    query,
    limit: Math.max(1, limit),
    ...(reportedBy !== undefined && { reportedBy }),
    ...(outlet !== undefined && { outlet }),
    ...(published !== undefined && { published }),
    ...(kind !== undefined && { kind }),
    ...(minConfidence !== undefined && { minConfidence }),
  })
  if (given.has('json')) for (const each of found) output.write(jsonLine(each))
  else if (found.length === 0) output.write('Nobody.\n')
  else output.write(`${speakersText(found, output)}${speakersSummary(found.length, others)}\n`)
  return found.length > 0 ? exitCodes.found : exitCodes.nothing
}

function optionsOf(given: Arguments): QuotationSearchOptions {
  const text = (name: string) => given.value(name)
  const [speaker, reportedBy, outlet, published, confidence] = ['speaker', 'reported-by', 'outlet', 'published', 'min-confidence'].map(text)
  const kind = nameList(given, 'kind')
  for (const each of kind ?? [])
    if (each !== 'direct' && each !== 'mixed' && each !== 'indirect')
      throw usage('direct, mixed or indirect after --kind', JSON.stringify(each), 'Leave it out for all.')
  const sort = nameList(given, 'sort')
  const minConfidence = confidence === undefined ? undefined : Number(confidence)
  if (minConfidence !== undefined && !(minConfidence >= 0 && minConfidence <= 1))
    throw usage('a number from 0 to 1 after --min-confidence', JSON.stringify(confidence), 'Leave it out for any.')
  return {
    limit: wholeNumber(given, 'limit', 10),
    offset: wholeNumber(given, 'offset', 0),
    ...(speaker !== undefined && { speaker }),
    ...(reportedBy !== undefined && { reportedBy }),
    ...(outlet !== undefined && { outlet }),
    ...(published !== undefined && { published: bounds(published) }),
    ...(kind !== undefined && { kind: kind as QuotationSearchOptions['kind'] & string[] }),
    ...(minConfidence !== undefined && { minConfidence }),
    ...(sort !== undefined && { sort }),
  }
}

/** `2017-11`, or `2016..2017-03`, either end of which may be left out. */
function bounds(text: string): NonNullable<QuotationSearchOptions['published']> {
  const dots = text.indexOf('..')
  if (dots < 0) return text
  const [from, to] = [text.slice(0, dots).trim(), text.slice(dots + 2).trim()]
  return { ...(from !== '' && { from }), ...(to !== '' && { to }) }
}
