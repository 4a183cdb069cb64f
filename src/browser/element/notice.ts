// What is said where there are no hits: what may have been meant, what went wrong.

import type { Problem } from '../../query/problems.js'
import type { Labels } from './labels.js'
import { node, refill } from './nodes.js'

/** What may have been meant, as links; `take` is called with one that is followed. */
export function correctionsText(
  texts: readonly string[],
  labels: Labels,
  address: (text: string) => string,
  take: (text: string) => void,
): HTMLElement {
  const advice = node('p', { part: 'advice' }, `${labels.didYouMean} `)
  for (const [i, text] of texts.entries()) {
    const link = node('a', { part: 'correction', href: address(text) }, text)
    link.addEventListener('click', (event) => {
      event.preventDefault()
      take(text)
    })
    advice.append(i === 0 ? '' : ', ', link)
  }
  advice.append('?')
  return advice
}

/** What may help where nothing was found, and a button that takes the filters away where there are some. */
export function nothingText(text: string, labels: Labels, hasFilters: boolean, clear: () => void): HTMLElement[] {
  const advice = node('p', { part: 'advice' }, text)
  if (!hasFilters) return [advice]
  const button = node('button', { type: 'button', part: 'clear-filters' }, labels.clearFilters)
  button.addEventListener('click', clear)
  return [advice, button]
}

/**
 * Says what was not understood of a query, a line each; at most three, as one mistake brings others. Of a text that is being typed it is said only after a
 * `pause`, in milliseconds, and if the answer is the last one still: half of a query is not wrong.
 */
export function tellProblems(place: HTMLElement, problems: readonly Problem[], labels: Labels, pause: number, isLast: () => boolean): void {
  const tell = () => {
    if (!isLast()) return
    const lines = problems.slice(0, 3).map((problem) => node('p', { part: 'problem', dir: 'auto' }, labels.problem(problem)))
    refill(place, ...lines)
  }
  if (problems.length > 0 && pause > 0) setTimeout(tell, pause)
  else tell()
}

/** Says that the article that was asked for is not there. */
export function tellGone(place: HTMLElement, labels: Labels): void {
  place.append(node('p', { part: 'problem' }, labels.gone))
}

/** What went wrong, a button to try it again, and the words for who has to mend it. */
export function failureText(error: unknown, labels: Labels, again: () => void): HTMLElement[] {
  const isOffline = navigator.onLine === false
  const text = isOffline ? labels.offline : `${labels.failed} ${labels.reason(error)}`
  const retry = node('button', { type: 'button', part: 'retry' }, labels.retry)
  retry.addEventListener('click', again)
  const message = error instanceof Error ? error.message : String(error)
  const details = node('details', { part: 'details' }, node('summary', {}, labels.details), node('p', { dir: 'auto' }, message))
  return [node('p', { part: 'advice' }, text), retry, ...(isOffline ? [] : [details])]
}
