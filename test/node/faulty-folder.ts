// A folder in memory that knows what is on the disk and what only seems to be, and fails or loses its power where it is told to.

import type { Folder } from '../../src/node/store/folder.js'
import type { Chance } from '../oracle/random.js'

/** What a fault does at a step: nothing of it, half of it, or all of it but the answer. */
export type Moment = 'before' | 'within' | 'after'

interface Fault {
  /** The step, from 0, that fails; a file written is three steps, as that is how it is done. */
  at: number
  moment: Moment
  /** As node:fs has it; `power` ends everything. */
  code: 'power' | 'ENOSPC' | 'EIO'
  /** Only steps of this kind are counted. */
  of?: 'sync'
}

/** A change of a name that may not be on the disk. */
type Change = { name: string; bytes: Uint8Array | undefined }

/** A folder in memory. */
export class FaultyFolder implements Folder {
  /** As programs see it. */
  readonly files: Map<string, Uint8Array>
  /** Names that are on the disk. */
  #durable: Map<string, Uint8Array>
  /** Changes of names since the last sync. */
  #changes: Change[] = []
  /** Bytes that are not on the disk. */
  readonly #loose = new Set<Uint8Array>()
  steps = 0
  isOff = false
  fault: Fault | undefined

  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.files = new Map(files)
    this.#durable = new Map(files)
  }

  async create(): Promise<void> {}

  async list(): Promise<string[]> {
    if (this.isOff) throw coded('power')
    return [...this.files.keys()]
  }

  async read(name: string): Promise<Uint8Array> {
    if (this.isOff) throw coded('power')
    const bytes = this.files.get(name)
    if (bytes === undefined) throw coded('ENOENT')
    return bytes.slice()
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    if (this.files.has(name)) throw coded('EEXIST')
    const copy = bytes.slice()
    this.#loose.add(copy)
    this.#step('other', () => this.#set(name, copy.subarray(0, 0)))
    this.#step(
      'other',
      () => this.#set(name, copy),
      () => this.#set(name, copy.subarray(0, copy.length >> 1)),
    )
    this.#step('sync', () => this.#loose.delete(copy))
  }

  async link(name: string, other: string): Promise<void> {
    const bytes = this.files.get(name)
    if (bytes === undefined) throw coded('ENOENT')
    if (this.files.has(other)) throw coded('EEXIST')
    this.#step('other', () => this.#set(other, bytes))
  }

  async remove(name: string): Promise<void> {
    if (!this.files.has(name)) throw coded('ENOENT')
    this.#step('other', () => this.#set(name, undefined))
  }

  async sync(): Promise<void> {
    this.#step('sync', () => {
      this.#durable = new Map(this.files)
      this.#changes = []
    })
  }

  /** What is on the disk after the power came back: any of the changes of names, bytes that were not waited for damaged or not. */
  afterPowerLoss(chance: Chance): FaultyFolder {
    const files = new Map(this.#durable)
    for (const { name, bytes } of this.#changes) {
      if (chance.is(0.5)) continue
      if (bytes === undefined) files.delete(name)
      else files.set(name, bytes)
    }
    for (const [name, bytes] of files) {
      const isLoose = [...this.#loose].some((loose) => loose.buffer === bytes.buffer)
      if (isLoose) files.set(name, damaged(bytes, chance))
    }
    return new FaultyFolder(files)
  }

  #set(name: string, bytes: Uint8Array | undefined): void {
    if (bytes === undefined) this.files.delete(name)
    else this.files.set(name, bytes)
    this.#changes.push({ name, bytes })
  }

  #step(kind: 'sync' | 'other', act: () => void, half: () => void = () => {}): void {
    if (this.isOff) throw coded('power')
    const { fault } = this
    const isCounted = fault?.of === undefined || fault.of === kind
    const isHere = fault !== undefined && isCounted && this.steps === fault.at
    if (isCounted) this.steps++
    if (!isHere) {
      act()
      return
    }
    if (fault.moment === 'within') half()
    if (fault.moment === 'after') act()
    if (fault.code === 'power') this.isOff = true
    throw coded(fault.code)
  }
}

function damaged(bytes: Uint8Array, chance: Chance): Uint8Array {
  const kind = chance.int(0, 4)
  if (kind === 0) return new Uint8Array(0)
  if (kind === 1) return new Uint8Array(bytes.length)
  if (kind === 2) return bytes.slice(0, bytes.length >> 1)
  const copy = bytes.slice()
  if (kind === 3 && copy.length > 0) copy[chance.int(0, copy.length - 1)] ^= 1 << chance.int(0, 7)
  return copy
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code })
}
