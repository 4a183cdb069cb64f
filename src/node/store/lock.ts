// Who may write: one at a time. The lock is advice, which saves two writers from working in vain; that a commit is never lost is certain without it, as
// of two that write the same generation one fails (`link` in store.ts).

import { randomUUID } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { decodeUtf8, encodeUtf8 } from '../../bytes/cursor.js'
import { quote, RostrumError } from '../../errors.js'
import { codeOf, type Folder } from './folder.js'
import { names } from './manifest.js'

/** Who holds a lock. */
interface Holder {
  token: string
  pid: number
  host: string
  /** Which start of the machine, and when the process began in it: a number is given to another process some day. Empty where nobody tells. */
  boot: string
  began: string
  since: string
}

/** A lock that is held. */
export interface Lock {
  /** Gives it back, unless somebody has broken it. */
  release(): Promise<void>
}

/** Folders that this process writes to, threads apart: two writers of one process have one number. */
const held = new Set<string>()

/** How often a lock that has gone stale is taken over, where others do so too. */
const mostTries = 20

/** Takes the lock of a folder; `isBroken` takes it from whoever has it. @throws E_LOCKED */
export async function takeLock(folder: Folder, path: string, isBroken: boolean): Promise<Lock> {
  const place = await realpath(path).catch(() => resolve(path))
  const self: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    boot: await bootOf(),
    began: await beganOf(process.pid),
    since: new Date().toISOString(),
  }
  if (held.has(place) && !isBroken) throw locked(path, self)
  const fresh = names.fresh(self.token.slice(0, 8))
  await folder.write(fresh, encodeUtf8(JSON.stringify(self)))
  try {
    for (let tries = 1; ; tries++) {
      try {
        // the name appears with its content: nobody sees an empty lock
        await folder.link(fresh, names.lock)
        break
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
      const holder = await holderOf(folder)
      if (holder === undefined && tries < mostTries && !(await folder.list()).includes(names.lock)) continue
      if (!isBroken && (tries === mostTries || holder === undefined || !(await isGone(holder, self)))) throw locked(path, holder)
      await folder.remove(names.lock).catch(unlessGone)
    }
  } finally {
    await folder.remove(fresh).catch(unlessGone)
  }
  held.add(place)
  return {
    async release() {
      held.delete(place)
      const holder = await holderOf(folder)
      if (holder?.token === self.token) await folder.remove(names.lock).catch(unlessGone)
    },
  }
}

/** Whether who holds the lock cannot come back: a process of this machine that has ended, or of an earlier start of it. */
async function isGone(holder: Holder, self: Holder): Promise<boolean> {
  if (holder.host !== self.host || holder.boot === '' || self.boot === '') return false
  if (holder.boot !== self.boot) return true
  const began = await beganOf(holder.pid)
  return began === '' ? !isAlive(holder.pid) : began !== holder.began
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/** The holder, or undefined where the lock is gone or says nothing that can be read. */
async function holderOf(folder: Folder): Promise<Holder | undefined> {
  try {
    const { token, pid, host, boot, began, since } = JSON.parse(decodeUtf8(await folder.read(names.lock)))
    const isHolder = Number.isSafeInteger(pid) && pid > 0 && [token, host, boot, began, since].every((each) => typeof each === 'string')
    return isHolder ? { token, pid, host, boot, began, since } : undefined
  } catch {
    return undefined
  }
}

/** Which start of the machine this is; empty where nobody tells (not Linux): locks are then not taken over. */
async function bootOf(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
}

/** When a process began, in ticks since the start of the machine; empty where there is none, or nobody tells. */
async function beganOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // behind the name, which may have spaces and brackets
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function locked(path: string, holder: Holder | undefined): RostrumError {
  const who = holder === undefined ? 'somebody' : `process ${holder.pid} of ${quote(holder.host)}, since ${holder.since}`
  return new RostrumError('E_LOCKED', {
    expected: `to be the only writer of ${quote(path)}`,
    got: `its lock held by ${who}`,
    cure: 'Close the other, open with readOnly, or with breakLock where you know that nobody writes.',
    details: { path, ...(holder && { pid: holder.pid, host: holder.host, since: holder.since }) },
  })
}

function unlessGone(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error
}
