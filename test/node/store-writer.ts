// Commits ten documents at a time to the store of a folder and says so, until it is killed.

import { openStore } from '../../src/node/store/store.js'

const store = await openStore<{ id: number; headline: string }>(process.argv[2], { fields: { headline: {} }, breakLock: true })
for (let commits = store.count / 10 + 1; commits < 10_000; commits++) {
  for (let i = 0; i < 10; i++) store.add({ id: commits * 10 + i, headline: `Road ${commits}` })
  await store.commit()
  process.stdout.write(`${commits}\n`)
}
