// An article in place of the list, and the way back: to the same place, with the focus on the hit that was opened.

import type { Frame } from './frame.js'
import { refill } from './nodes.js'

/** Shows one article at a time. */
export class Reading {
  /** The link that was followed, and the id that it leads to. */
  #link: HTMLElement | undefined
  #followed: string | number = ''
  #id = ''
  #scrollBack: () => void = () => undefined

  /** Keeps the link that leads to an article. */
  follow(link: EventTarget | null, id: string | number): void {
    this.#link = link instanceof HTMLElement ? link : undefined
    this.#followed = id
  }

  /** The id that is written so in the address: that of the link that was followed, else one of those `shown`. */
  idOf(article: string, shown: readonly { id: string | number }[]): string | number {
    if (String(this.#followed) === article) return this.#followed
    return [article, Number(article)].find((each) => shown.some(({ id }) => id === each)) ?? article
  }

  /** Shows the section of an article in place of the list. */
  open({ article, results }: Frame, id: string, section: HTMLElement): void {
    if (article.hidden) this.#scrollBack = scrollKeeper(article)
    this.#id = id
    refill(article, section)
    article.hidden = false
    results.hidden = true
    section.querySelector('h2')?.focus()
  }

  /** Shows the list again; `isSame` where it is the one that was left. The focus comes back, unless somebody types or works elsewhere. */
  close({ article, results, hits, box }: Frame, active: Element | null, isSame: boolean): void {
    if (article.hidden) return
    const hadFocus = article.contains(active) || (active === null && document.activeElement === document.body)
    article.hidden = true
    results.hidden = false
    refill(article)
    if (isSame) this.#scrollBack()
    if (!hadFocus) return
    const links = [...hits.querySelectorAll<HTMLElement>('[part=link]')]
    const isOf = (link: HTMLElement | undefined) => link?.dataset.id === this.#id
    const link = this.#link?.isConnected && isOf(this.#link) ? this.#link : (links.find(isOf) ?? links[0] ?? box.input)
    link.focus({ preventScroll: isSame })
  }
}

/** Keeps how far everything around an element is scrolled: what it gives goes back there. */
function scrollKeeper(element: Element): () => void {
  const places: [Element, number][] = []
  for (let at: Node | null = element; at !== null; at = at instanceof ShadowRoot ? at.host : at.parentNode)
    if (at instanceof Element && at.scrollTop > 0) places.push([at, at.scrollTop])
  return () => {
    for (const [each, top] of places) each.scrollTop = top
  }
}
