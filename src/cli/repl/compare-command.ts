// `:compare`: the ranking of MiniSearch beside ours.

import { headlineOf } from '../hits.js'
import { columnWidth, counted, jsonLine } from '../output.js'
import type { ReplCommand } from './command.js'
import type { ComparedSide } from './compare.js'
import { type Session, searchOptions } from './session.js'

/** The command. */
export const compareCommand: ReplCommand = {
  name: 'compare',
  usage: '[QUERY]',
  summary: 'the last query, or this one, on MiniSearch side by side',
  completes: 'query',
  run: compare,
}

async function compare(session: Session, rest: string): Promise<boolean> {
  const { engine, output, settings, json } = session
  const query = rest === '' ? session.query : rest
  const { ours, theirs, building } = await engine.ask('compare', query, { ...searchOptions(session), limit: settings.limit })
  if (json) {
    output.write(jsonLine({ query, rostrum: ours, minisearch: theirs, building }))
    return true
  }
  if (building > 0) output.say(`MiniSearch's index of the stored documents took ${(building / 1000).toFixed(1)} s\n`)
  const { colors, width } = output
  const half = Math.floor((width - 3) / 2)
  const title = (name: string, { count, milliseconds }: ComparedSide) =>
    `${name}: ${counted(count, 'document')} in ${milliseconds.toFixed(2)} ms`
  output.write(`${colors.bold(fit(title('Rostrum', ours), half))} │ ${colors.bold(title('MiniSearch', theirs))}\n`)
  const rank = new Map(ours.hits.map(({ id }, i) => [id, i]))
  for (let i = 0; i < Math.max(ours.hits.length, theirs.hits.length); i++) {
    const left = rowText(ours, i)
    const right = rowText(theirs, i)
    // what both have at the same rank needs no second look
    const isSame = theirs.hits[i] !== undefined && rank.get(theirs.hits[i].id) === i
    output.write(`${fit(left, half)} │ ${isSame ? colors.dim(fit(right, half)) : fit(right, half)}`.trimEnd())
    output.write('\n')
  }
  return true
}

function rowText({ hits }: ComparedSide, i: number): string {
  const hit = hits[i]
  return hit === undefined ? '' : `${String(i + 1).padStart(2)}. ${hit.score.toFixed(2).padStart(6)}  ${headlineOf(hit.document, hit.id)}`
}

/** Text in exactly so many columns. */
function fit(text: string, columns: number): string {
  if (columnWidth(text) <= columns) return text + ' '.repeat(columns - columnWidth(text))
  let kept = ''
  for (const character of text) {
    if (columnWidth(kept + character) > columns - 1) break
    kept += character
  }
  return `${kept}…${' '.repeat(Math.max(0, columns - columnWidth(kept) - 1))}`
}
