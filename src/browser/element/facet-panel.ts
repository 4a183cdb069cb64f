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
  choose(field: string, values: readonly string[]): void
  chooseDates(from: string, to: string): void
}

/** Fills the panel with the facets found; `active` keeps the focus where it is one of its inputs. Gives whether there is anything to show. */
export function fillPanel(
  panel: HTMLElement,
  facets: Readonly<Record<string, FacetResult>>,
  date: string | undefined,
  active: Element | null,
  around: FacetSurroundings,
): boolean {
  const title = (field: string) => around.labels.facet(field)
  const groups = Object.entries(facets)
    .map(([field, result]) => (field === date ? dateGroup(title(field), result, around) : valueGroup(field, title(field), result, around)))
    .filter((group) => group !== undefined)
  const kept = active instanceof HTMLInputElement && panel.contains(active) ? active : undefined
  const labelOf = (input: HTMLInputElement) => input.closest('label')?.textContent
  const label = kept && labelOf(kept)
  refill(panel, ...groups)
  panel.hidden = groups.length === 0
  if (kept !== undefined) {
    const isSame = (input: HTMLInputElement) => (kept.type === 'checkbox' ? input.value === kept.value : labelOf(input) === label)
    const inputs = [...panel.querySelectorAll('input')].filter(({ type }) => type === kept.type)
    inputs.find(isSame)?.focus()
  }
  return groups.length > 0
}

/** A keyword field as a group of checkboxes; undefined where it has no values. */
function valueGroup(field: string, title: string, { values, others }: FacetResult, around: FacetSurroundings): HTMLElement | undefined {
  const chosen = around.chosen.get(field) ?? []
  const counts = new Map(values.map(({ value, count }) => [String(value), count]))
  // what was chosen stays, whatever it would find
  const shown = [...new Set([...counts.keys(), ...chosen])].filter((value) => value !== '')
  if (shown.length === 0) return undefined
  const group = node('fieldset', { part: 'facet', 'data-field': field }, node('legend', {}, title))
  for (const value of shown) {
    const box = node('input', { type: 'checkbox', value, checked: chosen.includes(value) })
    box.addEventListener('change', () => around.choose(field, box.checked ? [...chosen, value] : chosen.filter((each) => each !== value)))
    const count = (counts.get(value) ?? 0).toLocaleString(around.language)
    group.append(node('label', { part: 'value' }, box, node('span', { dir: 'auto' }, value), ' ', node('span', {}, count)))
  }
  if (others > 0) group.append(node('p', { part: 'others' }, around.labels.others(others.toLocaleString(around.language))))
  return group
}

/** A date field as bars, one a year or month, and from and to as inputs; undefined where there are no dates and none is chosen. */
function dateGroup(title: string, { values }: FacetResult, around: FacetSurroundings): HTMLElement | undefined {
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
  const group = node('fieldset', { part: 'facet' }, node('legend', {}, title), bars, span, dates)
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
