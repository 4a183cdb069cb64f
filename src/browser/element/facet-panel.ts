// Filters beside the hits: values with their counts as checkboxes, and dates as bars with two inputs that say the same.

import type { FacetResult } from '../../search/facets.js'
import type { Labels } from './labels.js'
import { type Child, node, refill } from './nodes.js'

/** What the panel shows and tells. */
export interface FacetSurroundings {
  readonly labels: Labels
  readonly language: string
  /** Chosen values by field. */
  readonly chosen: ReadonlyMap<string, readonly string[]>
  readonly from: string
  readonly to: string
  /** The names of facets of dates, and of years. */
  readonly date: string | undefined
  readonly years: string | undefined
  /** Facets of which more values are shown than at first. */
  readonly wide: ReadonlySet<string>
  /** More values of a facet are wanted. */
  widen(field: string): void
  /** Takes all filters away; undefined where there are none, or it is offered elsewhere. */
  readonly clear: (() => void) | undefined
  choose(field: string, values: readonly string[]): void
  chooseDates(from: string, to: string): void
}

/** The most years that can be chosen of, the last ones; the dates lead to the others. */
const mostYears = 20

/**
 * Fills the panel with the facets found; the focus, `active`, stays on the same input, or where that is gone on the first of its group or of all. Gives whether
 * there is anything to show.
 */
export function fillPanel(
  panel: HTMLElement,
  facets: Readonly<Record<string, FacetResult>>,
  active: Element | null,
  around: FacetSurroundings,
): boolean {
  const { labels, clear } = around
  const groups = Object.entries(facets)
    .map(([field, result]) => (field === around.date ? dateGroup : valueGroup)(field, labels.facet(field), result, around))
    .filter((group) => group !== undefined)
  const left = active !== null && panel.contains(active) ? placeOf(active) : undefined
  // whoever wants more values goes on with the first of them
  const place = active?.part.contains('others') ? (active.parentElement?.querySelectorAll('input').length ?? 0) : 0
  refill(panel, clear && node('button', { type: 'button', part: 'clear-filters' }, labels.clearFilters), ...groups)
  if (clear !== undefined) panel.firstElementChild?.addEventListener('click', clear)
  panel.hidden = groups.length === 0
  if (left !== undefined) {
    const inputs = [...panel.querySelectorAll('input')].map((input) => ({ input, place: placeOf(input) }))
    const group = inputs.filter((each) => each.place.group === left.group)
    const next = group.find((each) => each.place.name === left.name) ?? group[place] ?? group[0] ?? inputs[0]
    next?.input.focus()
  }
  return groups.length > 0
}

/** Which of the panel's controls one is, however often it is made anew. */
function placeOf(control: Element): { group: string | undefined; name: string | null | undefined } {
  const isBox = control instanceof HTMLInputElement && control.type === 'checkbox'
  const name = isBox ? control.value : control.closest('label')?.textContent
  return { group: control.closest<HTMLElement>('[data-field]')?.dataset.field, name }
}

/** A keyword field, or the years of a date, the last ones first, as a group of checkboxes; undefined where there are no values. */
function valueGroup(field: string, title: string, result: FacetResult, around: FacetSurroundings): HTMLElement | undefined {
  const isYears = field === around.years
  const chosen = around.chosen.get(field) ?? []
  const counts = new Map(result.values.map(({ value, count }) => [String(value), count]))
  const offered = isYears ? [...counts.keys()].reverse().slice(0, around.wide.has(field) ? undefined : mostYears) : [...counts.keys()]
  // what was chosen stays, whatever it would find
  const shown = [...new Set([...offered, ...chosen])].filter((value) => value !== '')
  if (shown.length === 0) return undefined
  if (isYears) shown.sort((a, b) => Number(b) - Number(a))
  const others = isYears ? counts.size - shown.filter((value) => counts.has(value)).length : result.others
  const group = node('fieldset', { part: isYears ? 'facet years' : 'facet', 'data-field': field }, node('legend', {}, title))
  for (const value of shown) {
    const box = node('input', { type: 'checkbox', value, checked: chosen.includes(value) })
    box.addEventListener('change', () => around.choose(field, box.checked ? [...chosen, value] : chosen.filter((each) => each !== value)))
    const count = (counts.get(value) ?? 0).toLocaleString(around.language)
    group.append(node('label', { part: 'value' }, box, node('span', { dir: 'auto' }, value), ' ', node('span', {}, count)))
  }
  if (others > 0) group.append(othersOf(field, around.labels.others(others.toLocaleString(around.language)), around))
  return group
}

/** How many values are not shown: a button that shows more, where that was not done yet. */
function othersOf(field: string, text: string, { wide, widen }: FacetSurroundings): HTMLElement {
  if (wide.has(field)) return node('p', { part: 'others' }, text)
  const button = node('button', { type: 'button', part: 'others' }, text)
  button.addEventListener('click', () => widen(field))
  return button
}

/** A date field as bars, one a year or month, and from and to as inputs; undefined where there are no dates and none is chosen. */
function dateGroup(field: string, title: string, { values }: FacetResult, around: FacetSurroundings): HTMLElement | undefined {
  const { labels, from, to } = around
  if (values.length === 0 && from === '' && to === '') return undefined
  const most = Math.max(1, ...values.map(({ count }) => count))
  const bars = node('div', { part: 'histogram', 'aria-hidden': 'true' })
  const periods = filled(values)
  for (const { value, count } of periods) {
    const bar = node('span', { title: `${value}: ${count.toLocaleString(around.language)}` })
    bar.style.blockSize = `${count === 0 ? 0 : Math.max(4, Math.round((100 * count) / most))}%`
    bar.addEventListener('click', () => around.chooseDates(...daysOf(String(value))))
    bars.append(bar)
  }
  const input = (label: string, value: string, take: (text: string) => void): Child => {
    const made = node('input', { type: 'date', value })
    made.addEventListener('change', () => take(made.value))
    return node('label', {}, label, made)
  }
  const dates = node(
    'div',
    { part: 'dates' },
    input(labels.from, from, (text) => around.chooseDates(text, to)),
    input(labels.to, to, (text) => around.chooseDates(from, text)),
  )
  const ends = periods.length < 2 ? [] : [periods[0], periods[periods.length - 1]]
  const span = node('p', { part: 'span', 'aria-hidden': 'true' }, ...ends.map(({ value }) => node('span', {}, String(value))))
  const group = node('fieldset', { part: 'facet', 'data-field': field }, node('legend', {}, title), bars, span, dates)
  if (from !== '' || to !== '') {
    const reset = node('button', { type: 'button', part: 'reset' }, labels.reset)
    reset.addEventListener('click', () => around.chooseDates('', ''))
    group.append(reset)
  }
  return group
}

/** The first and the last day of a year or month, as they are written. */
function daysOf(period: string): [from: string, to: string] {
  const [year, month] = period.split('-')
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`]
  return [`${period}-01`, `${period}-${new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()}`]
}

/** Years or months with those between them that have nothing, so that bars stand where they belong; of more than 150, only what there is. */
function filled(values: FacetResult['values']): { value: string | number; count: number }[] {
  const isMonths = String(values[0]?.value).includes('-')
  const numberOf = (value: string | number) => {
    const [year, month] = String(value).split('-').map(Number)
    return isMonths ? 12 * year + month - 1 : year
  }
  const textOf = (at: number) => {
    const year = String(isMonths ? Math.floor(at / 12) : at).padStart(4, '0')
    return isMonths ? `${year}-${String((at % 12) + 1).padStart(2, '0')}` : year
  }
  const [first, last] = [numberOf(values[0]?.value ?? ''), numberOf(values[values.length - 1]?.value ?? '')]
  if (!(last - first < 150)) return [...values]
  const counts = new Map(values.map(({ value, count }) => [numberOf(value), count]))
  return Array.from({ length: last - first + 1 }, (_, i) => ({ value: textOf(first + i), count: counts.get(first + i) ?? 0 }))
}
