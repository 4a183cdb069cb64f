// What is said where there are no hits: what may have been meant, what went wrong.

import type { Labels } from './labels.js'
import { node } from './nodes.js'

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

/** What went wrong, and a button to try it again. */
export function failureText(text: string, labels: Labels, again: () => void): HTMLElement[] {
  const retry = node('button', { type: 'button', part: 'retry' }, labels.retry)
  retry.addEventListener('click', again)
  return [node('p', { part: 'advice' }, text), retry]
}
