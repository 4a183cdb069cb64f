// The page's address as the place where a search is kept: each search is a step of the history, what is typed is one until a pause.

import { type Asked, type Choosable, readAddress, writeAddress } from './address.js'

/** How long typing pauses, in milliseconds, before what is typed next is another step of the history. */
const settled = 1200

/** Reads and writes the address. */
export interface AddressBar {
  read(facets: readonly Choosable[]): Asked
  /** Writes what is asked; `isTyped` where somebody is still typing it. */
  write(asked: Asked, facets: readonly Choosable[], isTyped: boolean): void
  /** The address of something asked, for links. */
  of(asked: Asked, facets: readonly Choosable[]): string
  /** What comes next is another step. */
  settle(): void
}

/** The address of this page. */
export function addressBar(): AddressBar {
  /** Whether the address is of a text that is still being typed. */
  let isDraft = false
  let settling: ReturnType<typeof setTimeout> | undefined
  const settle = () => {
    isDraft = false
    clearTimeout(settling)
  }
  const of = (asked: Asked, facets: readonly Choosable[]) =>
    location.pathname + writeAddress(location.search, asked, facets) + location.hash
  return {
    read: (facets) => readAddress(location.search, facets),
    write(asked, facets, isTyped) {
      const address = of(asked, facets)
      const isOther = address !== location.pathname + location.search + location.hash
      try {
        if (isOther && isDraft) history.replaceState(history.state, '', address)
        else if (isOther) history.pushState(null, '', address)
      } catch {
        // a sandbox, or more steps than a browser takes: what is asked is answered all the same
      }
      settle()
      isDraft = isTyped
      if (isTyped) settling = setTimeout(settle, settled)
    },
    of,
    settle,
  }
}
