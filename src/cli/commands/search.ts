// `rostrum search`: the best hits of one query, as text or JSON.

import { type Command, exitCodes, nameList, usage, wholeNumber } from '../command.js'
import { explanationText, hitObject, hitText, problemText } from '../hits.js'
import { naming, openFile } from '../open.js'
import { counted, jsonLine, visible } from '../output.js'

/** Searches an index file. */
export const search: Command = {
  name: 'search',
  summary: 'Search an index file: words, "a phrase", field:word, +must, -not, [FROM TO] ranges.',
  usage: 'INDEX QUERY...',
  options: [
    { name: 'limit', short: 'n', value: 'N', summary: 'how many hits (default 10)' },
    { name: 'offset', value: 'N', summary: 'how many of the best to leave out (default 0)' },
    { name: 'fields', value: 'NAME,...', summary: 'the fields to search where the query names none' },
    { name: 'target', value: 'NAME', summary: 'find items of a nested property, such as turns of transcripts: turns' },
    { name: 'highlight', summary: 'show the passages that match (the default)' },
    { name: 'no-highlight', summary: 'do not' },
    { name: 'explain', summary: 'show why each hit has its score' },
    { name: 'time', summary: 'tell on stderr how long it took' },
    { name: 'json', summary: 'one hit a line as JSON' },
  ],

  async run(given, output) {
    const [path, ...words] = given.words
    if (path === undefined) throw usage('an index file and a query', 'nothing', 'Write for example: rostrum search news.rostrum carbon tax')
    if (words.length === 0) throw usage('a query after the index file', 'none', 'Write * for all documents.')
    const limit = wholeNumber(given, 'limit', 10)
    const offset = wholeNumber(given, 'offset', 0)
    const started = performance.now()
    const index = await openFile(path)
    const opened = performance.now()
    const query = words.join(' ')
    const fields = nameList(given, 'fields')
    const target = given.value('target')
    const options = {
      limit,
      offset,
      highlight: given.has('highlight', true),
      ...(target !== undefined && { target }),
      ...(fields && { fields }),
    }
    const { hits, count, problems } = naming(path, () => index.search(query, options))
    const searched = performance.now()
    for (const problem of problems) output.say(`${visible(query)}\n${problemText(query, problem, '', output)}`)
    hits.forEach((hit, i) => {
      const explanation = given.has('explain') ? index.explain(query, hit.id) : undefined
      const number = offset + i + 1
      if (given.has('json')) output.write(jsonLine({ ...hitObject(number, hit), ...(explanation && { explanation }) }))
      else output.write(`${hitText(number, hit, output)}${explanation === undefined ? '' : explanationText(explanation, '    ')}\n`)
    })
    if (!given.has('json')) output.write(`${counted(count, target === undefined ? 'document' : 'item')}\n`)
    const [meant] = count > 0 || target !== undefined ? [] : index.didYouMean(query, { limit: 1, ...(fields && { fields }) })
    if (meant !== undefined) output.say(`Did you mean: ${visible(meant.text)}\n`)
    if (given.has('time')) output.say(`opened in ${(opened - started).toFixed(1)} ms, searched in ${(searched - opened).toFixed(1)} ms\n`)
    return count > 0 ? exitCodes.found : exitCodes.nothing
  },
}
