// Patterns for files: `*` and `?` within a name, `**` for any folders, `{a,b}` for either; for shells that leave them to the program.

import { readdir } from 'node:fs/promises'

/** Braces may mean so many patterns. */
const maxPatterns = 1000

/** Tells whether a path has a sign of a pattern. */
export function isGlob(path: string): boolean {
  return /[*?{]/.test(path)
}

/** Lists the regular files that a pattern means, sorted. Hidden names are matched only by a name that begins with a dot; links are not followed. */
export async function expandGlob(pattern: string): Promise<string[]> {
  const found = new Set<string>()
  for (const each of expandBraces(pattern)) for (const path of await walk(each)) found.add(path)
  return [...found].sort()
}

async function walk(pattern: string): Promise<string[]> {
  const root = pattern.startsWith('/') ? '/' : ''
  const names = pattern.split('/').filter((name) => name !== '')
  const found: string[] = []
  const open: { folder: string; at: number }[] = [{ folder: root, at: 0 }]
  const seen = new Set<string>()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, at } = next
    const key = `${at} ${folder}`
    if (seen.has(key) || at >= names.length) continue
    seen.add(key)
    const name = names[at]
    const isLast = at === names.length - 1
    if (name === '**' && !isLast) open.push({ folder, at: at + 1 })
    if (!isLast && name !== '**' && !isGlob(name)) {
      open.push({ folder: `${folder}${name}/`, at: at + 1 })
      continue
    }
    const entries = await readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      if (entry.name.startsWith('.') && !name.startsWith('.')) continue
      if (entry.isDirectory()) {
        if (name === '**') open.push({ folder: `${folder}${entry.name}/`, at })
        else if (!isLast && matchesName(name, entry.name)) open.push({ folder: `${folder}${entry.name}/`, at: at + 1 })
      } else if (isLast && entry.isFile() && matchesName(name === '**' ? '*' : name, entry.name)) found.push(`${folder}${entry.name}`)
    }
  }
  return found
}

/** `a{b,c}d` is `abd` and `acd`; the innermost braces first. */
function expandBraces(pattern: string): string[] {
  const done: string[] = []
  const open = [pattern]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const close = next.indexOf('}')
    const start = close < 0 ? -1 : next.lastIndexOf('{', close)
    if (start < 0 || done.length + open.length >= maxPatterns) {
      done.push(next)
      continue
    }
    const [before, after] = [next.slice(0, start), next.slice(close + 1)]
    for (const choice of next.slice(start + 1, close).split(',')) open.push(before + choice + after)
  }
  return done
}

/** Matches a name by going back to the last `*` only, so in time of their lengths' product. */
export function matchesName(pattern: string, name: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  for (let i = 0; i < name.length; ) {
    if (pattern[at] === '*') {
      star = at++
      resume = i
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[i])) {
      at++
      i++
    } else if (star >= 0) {
      at = star + 1
      i = ++resume
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
