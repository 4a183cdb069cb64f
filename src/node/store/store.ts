// An index in a folder: what is committed is there after a crash or a power cut, whole. Segments are files that never change; a commit writes the new
// ones, then a manifest that names them all, and it counts once that has its name. Readers take the highest manifest and need no lock.

import { randomBytes, randomUUID } from 'node:crypto'
import { quote, RostrumError } from '../../errors.js'
import { Index, sealedOf } from '../../index/index.js'
import { optionsOf } from '../../index/opened.js'
import type { IndexOptions } from '../../index/options.js'
import type { Sealed } from '../../index/parts.js'
import { encodeSchema } from '../../schema.js'
import { nodeDeflate } from '../deflate.js'
import { ioError } from '../files.js'
import { codeOf, type Folder, folderAt } from './folder.js'
import { type Lock, takeLock } from './lock.js'
import { bits, encodeManifest, leftovers, type Manifest, names, type SegmentEntry } from './manifest.js'
import { newest, type OpenedStore, openNewest } from './open.js'

/** How a store is opened. The options of an index are needed where there is none yet; later they may be left out, and must be the same. */
export interface StoreOptions<T extends object = Record<string, unknown>> extends Partial<IndexOptions<T>> {
  /** Opens without a lock and writes nothing: `commit` is refused. Default false. */
  readOnly?: boolean
  /** Takes the lock from whoever holds it. Whose lock is broken fails at its next commit and loses what it did not commit. Default false. */
  breakLock?: boolean
}

/** What a store is made of, besides an index. */
interface Parts {
  folder: Folder
  path: string
  lock: Lock | undefined
  opened: OpenedStore | undefined
}

/** The analyzers that options name by value: those that an index which is there was built with may be among them. */
function analyzersOf(options: Partial<IndexOptions>): object[] {
  const fields = Object.values(options.fields ?? {}) as ({ analyzer?: unknown } | undefined)[]
  const values = [options.analyzer, ...fields.map((field) => field?.analyzer)]
  return values.filter((value): value is object => typeof value === 'object' && value !== null)
}

/**
 * An index in a folder: the methods of `Index`, and `commit`. What is added or removed is found at once and kept from the next commit on; what is not
 * committed when the process ends is lost, all of it.
 */
export class Store<T extends object = Record<string, unknown>> extends Index<T> {
  readonly #folder: Folder
  readonly #path: string
  readonly #lock: Lock | undefined
  /** The last two commits: readers may still be opening the one before. */
  #kept: readonly Manifest[]
  /** Commits that are under way, one after another. */
  #queue: Promise<unknown> = Promise.resolve()
  #state: 'open' | 'failed' | 'closed' = 'open'

  /** Use `openStore`. */
  constructor(options: IndexOptions<T>, { folder, path, lock, opened }: Parts) {
    super(options)
    this.#folder = folder
    this.#path = path
    this.#lock = lock
    this.#kept = opened === undefined ? [] : [opened.manifest]
  }

  /** The number of commits up to the last; 0 before the first. */
  get generation(): number {
    return this.#kept.at(-1)?.generation ?? 0
  }

  /**
   * Writes what was added and removed since the last commit. Once it resolves, that is on the disk. Where it rejects, the folder is as it was before, but
   * for E_IO with `details.commitState` `'unknown'`: opening anew tells. Calls run one after another. Writes the segments that are new.
   * @throws E_READONLY, E_CLOSED, E_DISK_FULL, E_FENCED where another writer has committed, E_WRITER_FAILED after a failure that only opening anew
   *   mends, E_IO
   */
  commit(): Promise<void> {
    const commit = this.#queue.then(() => this.#commit())
    this.#queue = commit.catch(() => undefined)
    return commit
  }

  /** Gives the lock back, once commits under way have ended. What was not committed is lost; searching goes on. */
  async close(): Promise<void> {
    await this.#queue
    if (this.#state === 'closed') return
    this.#state = 'closed'
    await this.#lock?.release()
  }

  async #commit(): Promise<void> {
    this.#requireWriter()
    // one without documents where there is none: it has the schema
    const sealed = sealedOf<T>(this, true)
    const last = this.#kept.at(-1)
    if (last !== undefined && isThere(sealed, last)) return
    const files = new Map(last?.segments.map(({ id, file }) => [id, file]))
    const written: string[] = []
    let manifest: Manifest
    try {
      const segments: SegmentEntry[] = []
      for (const each of sealed) segments.push(await this.#write(each, files, written))
      manifest = { store: 1, generation: this.generation + 1, commit: randomUUID(), segments }
      await this.#publish(manifest, written)
    } catch (error) {
      await this.#giveUp(error, written)
      throw failure(error, this.#path)
    }
    this.#kept = [...this.#kept.slice(-1), manifest]
    // what is left over now, the next commit or opening removes
    await removeLeftovers(this.#folder, this.#kept).catch(() => undefined)
  }

  #requireWriter(): void {
    if (this.#lock === undefined) throw refusal('E_READONLY', this.#path, 'a store that was opened for writing', 'one opened with readOnly')
    if (this.#state === 'closed') throw refusal('E_CLOSED', this.#path, 'a store that is open', 'one that was closed')
    if (this.#state === 'failed') throw refusal('E_WRITER_FAILED', this.#path, 'a writer in order', 'one whose last commit failed')
  }

  /** Writes a segment, unless the file of one with the same content is there. */
  async #write({ segment, deleted }: Sealed, files: Map<string, string>, written: string[]): Promise<SegmentEntry> {
    const { id, bytes, documentCount: documents } = segment
    let file = files.get(id)
    if (file === undefined) {
      file = names.segment(id, salt())
      files.set(id, file)
      written.push(file)
      await this.#folder.write(file, bytes)
    }
    return { file, id, length: bytes.length, documents, ...(deleted && { deleted: bits.encode(deleted) }) }
  }

  /** Gives a manifest its name, which is the moment of the commit. */
  async #publish(manifest: Manifest, written: string[]): Promise<void> {
    const fresh = names.fresh(salt())
    const name = names.manifest(manifest.generation)
    // names of segments first: a manifest must not outlive what it names
    await this.#folder.sync()
    written.push(fresh)
    await this.#folder.write(fresh, encodeManifest(manifest))
    try {
      await this.#folder.link(fresh, name)
    } catch (error) {
      // it may be our own, whose answer was lost
      if (codeOf(error) !== 'EEXIST') throw error
      if ((await newest(this.#folder))?.commit !== manifest.commit) throw fenced(this.#path, manifest.generation)
    }
    try {
      await this.#folder.sync()
    } catch (error) {
      this.#state = 'failed'
      throw new UnknownState(error)
    }
    await this.#folder.remove(fresh).catch(() => undefined)
  }

  /** Takes back what a commit wrote that did not come to be. */
  async #giveUp(error: unknown, written: readonly string[]): Promise<void> {
    if (error instanceof UnknownState) return
    // a full disk may be emptied; after another failure nobody knows what is on the disk
    if (codeOf(error) !== 'ENOSPC' && codeOf(error) !== 'EDQUOT') this.#state = 'failed'
    for (const name of written) await this.#folder.remove(name).catch(() => undefined)
  }
}

/** Whether a commit says the same. */
function isThere(sealed: readonly Sealed[], { segments }: Manifest): boolean {
  return (
    sealed.length === segments.length &&
    sealed.every(({ segment, deleted }, i) => segment.id === segments[i].id && bits.encode(deleted) === segments[i].deleted)
  )
}

/** The last step failed: the commit may be there, or not. */
class UnknownState extends Error {
  constructor(override readonly cause: unknown) {
    super('unknown')
  }
}

/**
 * Opens the index in a folder, or begins one where `fields` are given and there is none. Reads the files of its last commit.
 * @throws E_NOT_AN_INDEX where there is none and no fields are given; E_CONFIG where options are not those it was made with; E_LOCKED; E_SNAPSHOT_GONE
 *   where writers were faster ten times; E_IO; and as `Index.from`
 */
export function openStore<T extends object = Record<string, unknown>>(
  path: string,
  options: StoreOptions<NoInfer<T>> = {},
): Promise<Store<T>> {
  return openStoreIn<T>(folderAt(path), path, options)
}

/** `openStore` over any folder. */
export async function openStoreIn<T extends object>(folder: Folder, path: string, options: StoreOptions<T>): Promise<Store<T>> {
  const { readOnly = false, breakLock = false, deflate = nodeDeflate, ...given } = options
  let lock: Lock | undefined
  try {
    if (!readOnly) {
      await folder.create()
      lock = await takeLock(folder, path, breakLock)
    }
    const opened = await openNewest(folder, path, { analyzers: analyzersOf(given as Partial<IndexOptions>) as never, deflate })
    if (opened === undefined && given.fields === undefined) {
      throw new RostrumError('E_NOT_AN_INDEX', {
        expected: `an index in the folder ${quote(path)}`,
        got: 'none',
        cure: 'Check the path, or give fields to begin one.',
        details: { path },
      })
    }
    if (opened !== undefined && given.fields !== undefined)
      requireSame(opened, new Index<T>({ ...given, deflate } as IndexOptions<T>), path)
    const made = opened === undefined ? ({ ...given, deflate } as IndexOptions<T>) : optionsOf<T>({ ...opened, deflate })
    const store = new Store<T>(made, { folder, path, lock, opened })
    if (lock !== undefined) await removeLeftovers(folder, opened === undefined ? [] : [opened.manifest])
    return store
  } catch (error) {
    await lock?.release().catch(() => undefined)
    throw failure(error, path)
  }
}

/** Removes files of our own making that no commit needs. */
async function removeLeftovers(folder: Folder, kept: readonly Manifest[]): Promise<void> {
  for (const name of leftovers(await folder.list(), kept)) await folder.remove(name)
}

function requireSame<T extends object>({ segments }: OpenedStore, asked: Index<T>, path: string): void {
  const [{ segment }] = sealedOf<T>(asked, true)
  if (JSON.stringify(encodeSchema(segment.schema)) === JSON.stringify(encodeSchema(segments[0].schema))) return
  throw new RostrumError('E_CONFIG', {
    expected: `the options that the index in ${quote(path)} was made with`,
    got: 'others',
    cure: 'Leave them out, or make another index of its documents.',
    details: { path },
  })
}

function refusal(code: 'E_READONLY' | 'E_CLOSED' | 'E_WRITER_FAILED', path: string, expected: string, got: string): RostrumError {
  return new RostrumError(code, { expected, got, cure: 'Open the folder again.', details: { path } })
}

function fenced(path: string, generation: number): RostrumError {
  return new RostrumError('E_FENCED', {
    expected: `to write commit ${generation} of ${quote(path)}`,
    got: 'a commit of another writer in its place',
    cure: 'Open the folder again, and add what is missing: nothing of the other commit was lost.',
    details: { path, generation },
  })
}

/** Says what the file system refused. */
function failure(error: unknown, path: string): unknown {
  if (error instanceof UnknownState) {
    const { expected, got, details } = ioError(error.cause, path)
    const cure = 'Open the folder again: it tells whether the commit is there.'
    return new RostrumError('E_IO', { expected, got, cure, details: { ...details, commitState: 'unknown' }, cause: error.cause })
  }
  const code = codeOf(error)
  if (error instanceof RostrumError && error.code !== 'E_IO') return error
  if (!(error instanceof RostrumError) && typeof code !== 'string') return error
  const said = ioError(error, path)
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  if (!full && code !== 'EROFS' && code !== 'EACCES' && code !== 'EPERM') return said
  return new RostrumError(full ? 'E_DISK_FULL' : 'E_READONLY', {
    expected: full ? 'space for a commit' : 'a folder that can be written to',
    got: said.got,
    cure: full ? 'Make space and commit again: the last commit is as it was.' : 'Check its permissions, or open it with readOnly.',
    details: said.details,
    cause: error,
  })
}

function salt(): string {
  return randomBytes(4).toString('hex')
}
