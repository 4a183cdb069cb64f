// Where does the time go? Samples each shape of query, and the build, and names the functions in which most time was spent.

import { Session } from 'node:inspector'
import { findSourceMap } from 'node:module'
import { basename } from 'node:path'
import { buildBytes, pairOf } from './peers.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

const seconds = 3
const shown = 14
const defaults = ['or2', 'or5', 'stop5', 'and2', 'phrase', 'build']

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number } }[]
  samples: number[]
}

/** Says it in lines of its own: a profile is no comparison. */
export const profile: Answer = async ({ news: load, options }) => {
  const news = await load()
  for (const name of options.shapes.length > 0 ? options.shapes : defaults) {
    const run = name === 'build' ? () => void buildBytes(news) : searches(name)
    run()
    report(name, await sample(run))
  }

  function searches(name: string): () => void {
    const { index } = pairOf(news)
    const shape = shapeNamed(name)
    const texts = queriesOf(news, shape, options.queries).map((words) => (shape.isPhrase ? `"${words}"` : words))
    const { combineWith } = shape
    return () => {
      for (const text of texts) index.search(text, { combineWith })
    }
  }
}

async function sample(run: () => void): Promise<Profile> {
  const session = new Session()
  session.connect()
  const post = (method: string, params = {}) =>
    new Promise<unknown>((done, fail) =>
      session.post(method, params, (error: Error | null, result?: unknown) => (error ? fail(error) : done(result))),
    )
  await post('Profiler.enable')
  await post('Profiler.setSamplingInterval', { interval: 200 })
  const until = performance.now() + 500
  while (performance.now() < until) run()
  await post('Profiler.start')
  const end = performance.now() + seconds * 1000
  do run()
  while (performance.now() < end)
  const { profile: found } = (await post('Profiler.stop')) as { profile: Profile }
  session.disconnect()
  return found
}

function report(name: string, { nodes, samples }: Profile): void {
  const titles = new Map(nodes.map(({ id, callFrame }) => [id, titleOf(callFrame)]))
  const counts = new Map<string, number>()
  for (const id of samples) {
    const title = titles.get(id) as string
    counts.set(title, (counts.get(title) ?? 0) + 1)
  }
  console.log(`${name}: ${samples.length} samples; part of the time in the function itself`)
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, shown)
  for (const [title, count] of most) console.log(`  ${((100 * count) / samples.length).toFixed(1).padStart(5)} %  ${title}`)
}

function titleOf({ functionName, url, lineNumber, columnNumber }: Profile['nodes'][number]['callFrame']): string {
  const map = url === '' ? undefined : findSourceMap(url.replace('file://', ''))
  // empty where the place is not of a source
  const { originalSource, originalLine } = (map?.findEntry(lineNumber, columnNumber) ?? {}) as {
    originalSource?: string
    originalLine?: number
  }
  const source = originalSource === undefined ? '' : ` (${basename(originalSource)}:${(originalLine ?? 0) + 1})`
  return `${functionName || '(anonymous)'}${source}`
}
