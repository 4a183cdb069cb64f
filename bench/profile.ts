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
  nodes: { id: number; children?: number[]; callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number } }[]
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
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const counts = new Map<string, { self: number; total: number }>()
  const countOf = (title: string) => {
    let count = counts.get(title)
    if (count === undefined) counts.set(title, (count = { self: 0, total: 0 }))
    return count
  }
  for (const id of samples) {
    countOf(titles.get(id) as string).self++
    const stack = new Set<string>()
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) stack.add(titles.get(at) as string)
    for (const title of stack) countOf(title).total++
  }
  const part = (count: number) => `${((100 * count) / samples.length).toFixed(1).padStart(5)} %`
  console.log(`${name}: ${samples.length} samples; part of the time in the function itself, and with what it calls`)
  const bySelf = [...counts].sort((a, b) => b[1].self - a[1].self).slice(0, shown)
  const byTotal = [...counts].sort((a, b) => b[1].total - a[1].total).slice(0, shown + 8)
  for (const [title, { self, total }] of bySelf) console.log(`  ${part(self)} ${part(total)}  ${title}`)
  console.log('  most with what they call:')
  for (const [title, { self, total }] of byTotal) if (total < 0.98 * samples.length) console.log(`  ${part(self)} ${part(total)}  ${title}`)
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
