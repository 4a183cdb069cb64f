// The parts of the element that stay; what is found is filled into them.

import type { Asked, Sort } from './address.js'
import type { Labels } from './labels.js'
import { node, refill } from './nodes.js'
import { fillSort } from './options.js'
import { type BoxEvents, type SearchBox, searchBox } from './search-box.js'

/** What the frame tells of. */
export interface FrameEvents extends BoxEvents {
  /** Another order was chosen. */
  sorted(order: Sort): void
  /** More hits are wanted. */
  more(): void
  /** A key was pressed among the hits. */
  walked(event: KeyboardEvent): void
  /** Another tab was chosen. */
  turned(tab: Asked['tab']): void
}

/** The parts, by what is in them. */
export interface Frame {
  readonly box: SearchBox
  readonly tabs: HTMLElement
  readonly status: HTMLElement
  readonly sort: HTMLSelectElement
  /** The button that shows the panel where that has no room. */
  readonly filters: HTMLButtonElement
  /** What was not understood of the query; what comes is read out. */
  readonly problems: HTMLElement
  readonly notice: HTMLElement
  readonly panel: HTMLElement
  readonly hits: HTMLOListElement
  readonly more: HTMLButtonElement
  /** All of the above but the box and the tabs; has the class `has-facets` where the panel has anything. */
  readonly results: HTMLElement
  readonly article: HTMLElement
}

/** Makes the parts within `root`, in place of what was there. */
export function makeFrame(root: ShadowRoot, labels: Labels, events: FrameEvents): Frame {
  const box = searchBox(labels, events)
  const sort = node('select')
  fillSort(sort, labels)
  sort.addEventListener('change', () => events.sorted(sort.value as Sort))
  const more = node('button', { type: 'button', part: 'more', hidden: true }, labels.more)
  more.addEventListener('click', () => events.more())
  const hits = node('ol', { part: 'hits', 'aria-label': labels.results })
  hits.addEventListener('keydown', (event) => events.walked(event))
  const status = node('p', { part: 'status', role: 'status', 'aria-live': 'polite', dir: 'auto' })
  const notice = node('div', { part: 'notice', hidden: true })
  const problems = node('div', { part: 'problems', 'aria-live': 'polite' })
  const panel = node('div', { part: 'facets', id: 'filters', role: 'group', 'aria-label': labels.filters, hidden: true })
  // where the panel has no room beside the hits, they come first, and it when it is asked for
  const filters = node('button', { type: 'button', part: 'filters', 'aria-expanded': 'false', 'aria-controls': 'filters' }, labels.filters)
  filters.addEventListener('click', () => filters.setAttribute('aria-expanded', String(panel.classList.toggle('open'))))
  const columns = node('div', { part: 'columns' }, panel, node('div', { part: 'found', id: 'found' }, hits, more))
  const order = node('label', { part: 'sort' }, labels.sort, sort)
  const results: HTMLElement = node(
    'div',
    { part: 'results' },
    node('div', { part: 'tools' }, status, filters, order),
    problems,
    notice,
    columns,
  )
  const article = node('div', { part: 'article-place', hidden: true })
  const tabs = makeTabs(labels, events)
  refill(root, node('div', { part: 'search', role: 'search', 'aria-label': labels.search }, box.element, tabs, results), article)
  return { box, tabs, status, sort, filters, problems, notice, panel, hits, more, results, article }
}

const tabNames = ['articles', 'said'] as const

/** Tabs as ARIA describes them: one can be reached by Tab, the others by arrows. They are hidden until there is something said. */
function makeTabs(labels: Labels, events: FrameEvents): HTMLElement {
  const tabs = node('div', { part: 'tabs', role: 'tablist', 'aria-label': labels.results, hidden: true })
  for (const name of tabNames) {
    const tab = node('button', { type: 'button', part: 'tab', role: 'tab', 'data-tab': name, 'aria-controls': 'found' }, labels[name])
    tab.addEventListener('click', () => events.turned(name))
    tabs.append(tab)
  }
  tabs.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const other = [...tabs.children].find((tab) => tab.getAttribute('aria-selected') === 'false') as HTMLElement
    other.focus()
    other.click()
  })
  return tabs
}

/** Shows which tab is chosen. */
export function chooseTab({ tabs }: Frame, chosen: Asked['tab']): void {
  for (const tab of tabs.children) {
    const isChosen = (tab as HTMLElement).dataset.tab === chosen
    tab.setAttribute('aria-selected', String(isChosen))
    tab.setAttribute('tabindex', isChosen ? '0' : '-1')
  }
}
