// Marks of a query in any text, without an index.

import type { Analyzer } from '../analysis/analyzer.js'
import type { Query } from '../query/query.js'
import { defineSchema } from '../schema.js'
import type { HighlightOptions } from '../search/highlight-options.js'
import type { Fragment } from '../search/html.js'
import { viewOf } from '../search/view.js'
import { allModules } from './all-modules.js'
import { Reader } from './reader.js'

/** Options of marking a text without an index. */
export interface TextHighlightOptions extends HighlightOptions {
  /** What reads the text and the query. Default: standard. */
  analyzer?: string | Analyzer
}

/**
 * Marks what a query asks for in a text. `field`, by default `text`, is the name under which the query may ask for it: words asked for in other fields
 * are not marked. Linear in the text.
 * @throws E_CONFIG, E_ANALYZER for bad options; E_QUERY, E_QUERY_FIELD, E_QUERY_LIMIT for a bad query object
 */
export function highlight(text: string, query: string | Query, options: TextHighlightOptions = {}): Fragment[] {
  const { analyzer, field = 'text', ...others } = options
  // the text itself tells its forms
  const schema = defineSchema({ fields: { [field]: {} }, analyzer, exactForms: true })
  const view = viewOf(schema, [], [], allModules)
  const reader = new Reader({ schema, asked: () => schema, whole: () => view, ready: () => view, glimpse: () => view }, allModules)
  return reader.highlight(text, query, { ...others, field })
}
