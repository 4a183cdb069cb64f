// Scores by a function of a date or number: what the functions give, by value and without one, of items too; no bound is exceeded.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { all, constant, decay, factor, term } from '../../src/query/builders.js'
import type { Query } from '../../src/query/query.js'
import { factorOf, mostOf, type Rescale } from '../../src/query/rescale.js'

const near = { type: 'decay', from: 100, to: 110, offset: 5, scale: 10, decay: 0.5, missing: 0.25 } as const
/** Function, values, what it gives. */
const rows: [Rescale, number[], number][] = [
  [{ ...near, shape: 'gauss' }, [105], 1],
  [{ ...near, shape: 'gauss' }, [95], 1],
  [{ ...near, shape: 'gauss' }, [85], 0.5],
  [{ ...near, shape: 'gauss' }, [135], 0.0625],
  [{ ...near, shape: 'exp' }, [125], 0.5],
  [{ ...near, shape: 'exp' }, [135], 0.25],
  [{ ...near, shape: 'linear' }, [125], 0.5],
  [{ ...near, shape: 'linear' }, [200], 0],
  [{ ...near, shape: 'exp' }, [1000, 125, -1000], 0.5],
  [{ ...near, shape: 'exp' }, [], 0.25],
  [{ type: 'value', modifier: 'none', times: 2, missing: 1 }, [3, 4], 8],
  [{ type: 'value', modifier: 'none', times: 2, missing: 1 }, [-3], 0],
  [{ type: 'value', modifier: 'none', times: 2, missing: 1 }, [1e300], 1e6],
  [{ type: 'value', modifier: 'sqrt', times: 1, missing: 1 }, [9], 3],
  [{ type: 'value', modifier: 'log1p', times: 1, missing: 7 }, [Math.E - 1], 1],
  [{ type: 'value', modifier: 'log1p', times: 1, missing: 7 }, [], 7],
]
for (const [by, values, expected] of rows) {
  test(`${JSON.stringify(by)} of ${values}`, () => {
    const found = factorOf(by, values)
    assert.ok(Math.abs(found - expected) < 1e-12, String(found))
    assert.ok(found <= mostOf(by))
  })
}

const index = new Index({
  fields: { headline: { boost: 3 }, published: { type: 'date' }, views: { type: 'number' }, 'said.text': {} },
  nested: ['said'],
})
const said = [{ text: 'ice' }]
index.addAll([
  { id: 'old', headline: 'ice', published: '2016-01-01', views: 1000, said },
  { id: 'new', headline: 'ice and much more', published: '2017-01-01', views: 10, said },
  { id: 'none', headline: 'ice and more', said },
])
const recent = (query: Query, missing = 0.001) => decay(query, 'published', { origin: '2017-01-05', scale: '30d', missing })

/** Query, target, ids best first. */
const orders: [Query, string | undefined, string[]][] = [
  [recent(term('ice')), undefined, ['new', 'none', 'old']],
  [recent(constant(all(), 1), 1), undefined, ['none', 'new', 'old']],
  [factor(term('ice'), 'views', { modifier: 'log1p' }), undefined, ['old', 'new', 'none']],
  [recent(term('ice', 'said.text')), 'said', ['new', 'none', 'old']],
]
for (const [query, target, ids] of orders) {
  test(`${JSON.stringify(query)}${target ?? ''} in order, explained`, () => {
    const options = target === undefined ? {} : { target }
    const { hits } = index.search(query, options)
    assert.equal(
      hits.map(({ id }) => id),
      ids,
    )
    for (const { id, score } of hits) {
      const why = index.explain(query, id, options)
      assert.ok(Math.abs((why?.value ?? -1) - score) < 1e-12)
    }
    const product = index.explain(query, ids[0], options)
    if (product?.how === 'product') {
      const times = (product.children ?? []).reduce((total, { value }) => total * value, 1)
      assert.ok(Math.abs(times - product.value) < 1e-9)
    }
  })
}

test.run()
