// What files are called where others read it: their paths from what was named, since a whole path tells how a machine is laid out and whose it is.

import { dirname, isAbsolute, normalize, resolve, sep } from 'node:path'
import { isGlob } from './glob.js'

/** A file, and the folder from which it is called. */
export interface Labelled {
  path: string
  /** As by `folderOf`. */
  from: string
}

/**
 * The folder from which files are called that `named` stands for, absolute: the working one for a path below it, as it was typed; else the one that holds the file or
 * folder that was named; of a pattern the last before its first sign.
 */
export function folderOf(named: string): string {
  if (!isAbsolute(named) && !/^\.\.($|[\\/])/.test(normalize(named))) return resolve('')
  if (!isGlob(named)) return dirname(resolve(named))
  return resolve(named.slice(0, named.lastIndexOf('/', named.search(/[*?{]/)) + 1))
}

/** The labels of files, in their order, `/` between folders: two files have the same only where they are one. Those that would be alike show more of their folders. O(files * depth). */
export function labelsOf(files: readonly Labelled[]): string[] {
  const parts = files.map(({ path }) => partsOf(resolve(path)))
  // a file that was named in two ways is one file
  const least = new Map<string, number>()
  const whole = parts.map((each) => each.join('/'))
  for (const [i, { from }] of files.entries())
    least.set(whole[i], Math.min(least.get(whole[i]) ?? partsOf(from).length, partsOf(from).length))
  const starts = whole.map((path, i) => Math.min(least.get(path) ?? 0, parts[i].length - 1))
  for (;;) {
    const labels = parts.map((each, i) => each.slice(Math.max(0, starts[i])).join('/'))
    const byLabel = new Map<string, number[]>()
    for (const [i, label] of labels.entries()) {
      const alike = byLabel.get(label)
      if (alike === undefined) byLabel.set(label, [i])
      else alike.push(i)
    }
    let isDone = true
    for (const alike of byLabel.values()) {
      if (alike.length === 1 || new Set(alike.map((i) => whole[i])).size === 1) continue
      for (const i of alike) starts[i]--
      isDone = false
    }
    if (isDone) return labels
  }
}

function partsOf(path: string): string[] {
  return path.split(sep).filter((part) => part !== '')
}
