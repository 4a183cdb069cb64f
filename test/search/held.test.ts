// What searches leave for the next, lists, cursors and scans, holds no index: one that is dropped is collected.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import type { Reader } from '../../src/reader/reader.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const made = new Index<{ id: number; headline: string; body: string }>({ fields: { headline: { boost: 3 }, body: {} } })
for (let id = 0; id < 300; id++) {
  made.add({ id, headline: `word${id % 50} tax`, body: Array.from({ length: 40 }, (_, k) => `term${(id * 7 + k * 13) % 300}`).join(' ') })
}
const bytes = made.toBytes()

const wide = Array.from({ length: 100 }, (_, i) => `term${i}`).join(' ')
const asks: Record<string, (reader: Reader) => unknown> = {
  'many words': (reader) => reader.search(wide),
  'few words': (reader) => reader.search('term1 term2'),
  'all of several': (reader) => reader.search('+term1 +term2'),
  'a phrase': (reader) => reader.search('"term1 term14"'),
  'a prefix': (reader) => reader.search('term1*'),
  'a misspelling': (reader) => reader.search('term12~1'),
  'a wildcard': (reader) => reader.search('te?m12'),
  completions: (reader) => reader.suggest('ter'),
}

/** Opens a copy of the index, asks twice, and lets go of it. */
function opened(ask: (reader: Reader) => unknown): WeakRef<ArrayBufferLike> {
  const copy = bytes.slice()
  const reader = openIndex(copy)
  ask(reader)
  ask(reader)
  return new WeakRef(copy.buffer)
}

for (const [name, ask] of Object.entries(asks)) {
  test(`after ${name}`, async () => {
    // a wide search first, so that others take what it left
    const refs = [opened(asks['many words']), opened(ask), opened(asks['a phrase']), opened(ask)]
    const held = () => refs.filter((ref) => ref.deref() !== undefined).length
    for (let attempt = 0; attempt < 10 && held() > 0; attempt++) {
      // references that were looked at live until the next task
      await new Promise((resolve) => setImmediate(resolve))
      collect()
    }
    assert.is(held(), 0)
  })
}

test.run()
