// Every document: `*`.

import type { Kind } from '../kind.js'
import type { All } from '../query.js'

/** Every document. */
export const all: Kind<All> = {
  properties: [],
  check: () => ({ kind: 'all' }),
  normal: () => ({ kind: 'all' }),
  format: () => '*',
  compile: () => ({ node: 'all' }),
}
