// How hits, problems and explanations look in a terminal, and as JSON.

import type { Explanation, Hit, Problem } from '../index.js'
import { derivedHeadline } from '../news/article.js'
import type { Fragment } from '../search/html.js'
import type { StoredDocument } from './open.js'
import { columnWidth, messageText, type Output, visible, wrap, wrapMarked } from './output.js'

/** A hit on any documents. */
export type AnyHit = Hit<StoredDocument>

const indent = '    '

/** A hit as lines of text: number and headline, outlet, date, score and id, and the passage that matched, with marks. */
export function hitText(number: number, hit: AnyHit, output: Output): string {
  const { colors, width } = output
  const head = `${String(number).padStart(2)}. `
  const title = headlineFragment(hit)
  const rest = ' '.repeat(columnWidth(head))
  const headline = wrapMarked(title.text, title.marks, (text) => marked(text, output), width, rest).slice(rest.length)
  const { outlet, published } = hit.parent ?? hit.document
  const { startTime, endTime, url } = hit.parent === undefined ? {} : hit.document
  const place = hit.parent === undefined ? oneLine(hit.id) : `${oneLine(url ?? hit.id)}`
  const facts = [oneLine(outlet), dateText(published), timeText(startTime, endTime), scoreText(hit.score), place].filter(
    (fact) => fact !== '',
  )
  const lines = [`${colors.dim(head)}${colors.bold(headline)}`, colors.dim(wrap(facts.join(' · '), width, indent))]
  const speaker = speakerOf(hit)
  if (speaker !== undefined) lines.push(fragmentText({ ...speaker, text: `${speaker.text}:`, start: 0 }, output))
  const passage = passageOf(hit)
  if (passage !== undefined) lines.push(fragmentText(passage, output))
  const { duplicates = [] } = hit
  if (duplicates.length > 0)
    lines.push(
      colors.dim(wrap(`the same in ${duplicates.length} more: ${duplicates.map(({ id }) => oneLine(id)).join(', ')}`, width, indent)),
    )
  return `${lines.join('\n')}\n`
}

/** A hit as a plain object for one line of JSON. */
export function hitObject(number: number, { id, score, document, nested, parent, matches, highlights, duplicates }: AnyHit): object {
  return {
    number,
    id,
    score,
    document,
    ...(nested && { nested, parent }),
    ...(duplicates && { duplicates }),
    matches,
    ...(highlights && { highlights }),
  }
}

/** A problem of a query as text: `^^^` under its place, and what to do. `before` is what stands before the query on the line above. */
export function problemText(query: string, problem: Problem, before: string, output: Output): string {
  const start = columnWidth(before) + columnWidth(visible(query.slice(0, problem.start)))
  const size = Math.max(1, columnWidth(visible(query.slice(problem.start, problem.end))))
  return output.colors.yellow(`${' '.repeat(start)}${'^'.repeat(size)}\n${messageText(problem.message, output)}`)
}

/** An explanation as an indented tree; walked with a stack, so any depth will do. */
export function explanationText(root: Explanation, before = ''): string {
  let text = ''
  const open: { node: Explanation; depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next
    text += `${before}${'  '.repeat(Math.min(depth, 20))}${node.value.toFixed(4)}  ${visible(node.description)}\n`
    for (const child of [...(node.children ?? [])].reverse()) open.push({ node: child, depth: depth + 1 })
  }
  return text
}

/** The headline of a stored document: its own, or derived from its body, or its id. */
export function headlineOf(document: StoredDocument, id: string | number): string {
  const { headline = document.title, body } = document
  if (typeof headline === 'string' && headline.trim() !== '') return oneLine(headline)
  if (typeof body === 'string' && body.trim() !== '') return oneLine(derivedHeadline(body))
  return oneLine(id)
}

/** Nothing where nothing was scored. */
export function scoreText(score: number): string {
  return score === 0 ? '' : score.toFixed(2)
}

/** Where in a recording something is said: `1:23–1:26`. */
export function timeText(start: unknown, end: unknown): string {
  if (typeof start !== 'number') return ''
  return typeof end === 'number' ? `${clockText(start)}–${clockText(end)}` : clockText(start)
}

function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const whole = Math.floor(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** A date as people read it: without seconds, and without a midnight nobody meant. */
export function dateText(value: unknown): string {
  const iso = value instanceof Date ? value.toISOString() : oneLine(value)
  const clock = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso)
  if (clock === null) return iso
  return clock[2] === '00:00' ? clock[1] : `${clock[1]} ${clock[2]}`
}

/** Any stored value as one visible line. */
export function oneLine(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(oneLine).join(', ')
  if (value instanceof Date) return value.toISOString()
  return visible(typeof value === 'object' ? JSON.stringify(value) : String(value)).trim()
}

function headlineFragment(hit: AnyHit): Fragment {
  const whole = headlineOf(hit.parent ?? hit.document, hit.id)
  const fragment = fragmentsOf(hit, 'headline').find(({ text }) => visible(text) === whole)
  return fragment === undefined ? { text: whole, start: 0, marks: [] } : { ...fragment, text: whole }
}

/** Who speaks: of an item always, of an article where the name matches. */
function speakerOf(hit: AnyHit): Fragment | undefined {
  const { nested, document } = hit
  const name = nested === undefined ? 'speaker' : `${nested.path}.speaker`
  const found = fragmentsOf(hit, name).find(({ marks }) => marks.length > 0)
  if (found !== undefined || nested === undefined || document.speaker === undefined) return found
  return { text: oneLine(document.speaker), start: 0, marks: [] }
}

/**
 * The passage to show of a hit: of an article's body, of an item's longest text, which is what was said and no name; where a body without a headline of its
 * own does not match, of the longest other field that does.
 */
export function passageOf(hit: AnyHit): Fragment | undefined {
  const { nested, document } = hit
  const stored = new Map<string, unknown>(
    Object.entries(document).map(([name, value]) => [nested ? `${nested.path}.${name}` : name, value]),
  )
  const length = (name: string) => String(stored.get(name) ?? '').length
  const fields = Object.entries(hit.highlights ?? {}).sort(([one], [other]) => length(other) - length(one))
  const [main] = nested === undefined ? fields.filter(([name]) => name === 'body') : fields
  const best = (fragments: readonly Fragment[]) => fragments.find(({ marks }) => marks.length > 0) ?? fragments[0]
  for (const [name, fragments] of main === undefined ? fields : [main, ...fields]) {
    const found = best(fragments)
    if (found === undefined) continue
    const isMain = name === main?.[0]
    const isShown =
      found.marks.length > 0 ? isMain || (name !== 'headline' && name !== 'speaker') : isMain && (nested ?? document.headline) !== undefined
    if (isShown) return cutOff(found, stored.get(name))
  }
  return undefined
}

/** Shows by dots where a fragment is cut out of its text. */
function cutOff({ text, start, marks }: Fragment, stored: unknown): Fragment {
  const before = start > 0 ? '… ' : ''
  const after = typeof stored === 'string' && start + text.length < stored.trimEnd().length ? ' …' : ''
  return { text: before + text + after, start, marks: marks.map(([from, to]) => [from + before.length, to + before.length]) }
}

function fragmentText(fragment: Fragment, output: Output): string {
  const { text, marks } = squeeze(fragment)
  return wrapMarked(text, marks, (part) => marked(part, output), output.width, indent)
}

/** Makes a fragment visible and one space of each run of white space, moving the marks with their words. */
export function squeeze({ text, start, marks }: Fragment): Fragment {
  const shown = visible(text)
  const places = new Uint32Array(shown.length + 1)
  let squeezed = ''
  for (let i = 0; i < shown.length; i++) {
    places[i] = squeezed.length
    if (shown[i] !== ' ' || !squeezed.endsWith(' ')) squeezed += shown[i]
  }
  places[shown.length] = squeezed.length
  return { text: squeezed, start, marks: marks.map(([from, to]) => [places[from], places[to]]) }
}

/** A mark: in colour where there are colours, else between asterisks. */
export function marked(text: string, { colors }: Output): string {
  return colors.isColorSupported ? colors.bold(colors.yellow(text)) : `*${text}*`
}

function fragmentsOf(hit: AnyHit, field: string): readonly Fragment[] {
  return new Map(Object.entries(hit.highlights ?? {})).get(field) ?? []
}
