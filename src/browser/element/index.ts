// The entry `rostrum/element`: importing it defines `<rostrum-search>`.

import { RostrumSearch } from './search-element.js'

export type { Searcher, SearcherInfo } from '../searcher.js'
export { english, type Labels } from './labels.js'
export { RostrumSearch } from './search-element.js'

/** The name of the element. */
export const searchElementName = 'rostrum-search'

// twice loaded, or no page: nothing to define
if (globalThis.customElements !== undefined && customElements.get(searchElementName) === undefined)
  customElements.define(searchElementName, RostrumSearch)
