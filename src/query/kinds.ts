// The kinds of queries: a new one is a member of the union in query.ts, a file in kinds/, and a line here.

import { quote, RostrumError } from '../errors.js'
import type { Kind } from './kind.js'
import { all } from './kinds/all.js'
import { bool } from './kinds/bool.js'
import { boost } from './kinds/boost.js'
import { constant } from './kinds/constant.js'
import { decay } from './kinds/decay.js'
import { dismax } from './kinds/dismax.js'
import { exact } from './kinds/exact.js'
import { exists } from './kinds/exists.js'
import { factor } from './kinds/factor.js'
import { fuzzy } from './kinds/fuzzy.js'
import { match } from './kinds/match.js'
import { near } from './kinds/near.js'
import { nested } from './kinds/nested.js'
import { phrase } from './kinds/phrase.js'
import { prefix } from './kinds/prefix.js'
import { range } from './kinds/range.js'
import { term } from './kinds/term.js'
import { wildcard } from './kinds/wildcard.js'
import type { Query } from './query.js'

/** What each kind knows about itself. */
export const kinds: { readonly [K in Query['kind']]: Kind<Extract<Query, { kind: K }>> } = {
  all,
  term,
  match,
  phrase,
  exact,
  prefix,
  wildcard,
  fuzzy,
  near,
  range,
  exists,
  bool,
  boost,
  constant,
  decay,
  factor,
  dismax,
  nested,
}

/**
 * The table's entry for a query.
 * @throws E_QUERY where it has no kind that is known
 */
export function kindOf(query: Query): Kind<Query> {
  if (typeof query !== 'object' || query === null || !Object.hasOwn(kinds, query.kind)) {
    throw new RostrumError('E_QUERY', {
      expected: 'a query',
      got: typeof query === 'object' && query !== null ? 'an object of another kind' : quote(query),
      cure: 'Make one with the builders, or check it with checkQuery.',
    })
  }
  // TypeScript cannot tie the entry to the kind of this very query.
  return kinds[query.kind] as unknown as Kind<Query>
}
