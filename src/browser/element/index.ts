// The entry `rostrum/element`: importing it defines `<rostrum-search>`.

import { RostrumSearch, searchElementName } from './search-element.js'

export type { Searcher, SearcherInfo } from '../searcher.js'
export { english, type Labels } from './labels.js'
export { RostrumSearch, searchElementName } from './search-element.js'

// twice loaded, or no page: nothing to define
if (globalThis.customElements !== undefined && customElements.get(searchElementName) === undefined)
  customElements.define(searchElementName, RostrumSearch)
