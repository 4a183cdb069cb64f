// Which files make up an index: a line of JSON and its checksum, in a file of its own for every commit. It is never changed; the highest number counts.
//
//   manifest-<generation, 12 digits> = JSON, "\n", CRC-32 of the JSON as 8 hexadecimal digits, "\n"

import { crc32 } from '../../bytes/crc32.js'
import { decodeUtf8, encodeUtf8 } from '../../bytes/cursor.js'
import { quote, RostrumError } from '../../errors.js'

/** A segment of a commit. */
export interface SegmentEntry {
  /** The name of its file. */
  file: string
  /** Its file id in hexadecimal digits (FORMAT.md §1): that the file is the one that was written. */
  id: string
  /** Bytes of the file. */
  length: number
  /** Documents in it, removed ones and items among them. */
  documents: number
  /** A bit per document that is removed, in base64; left out where none is. */
  deleted?: string
}

/** What a commit wrote. */
export interface Manifest {
  /** The version of the manifest. */
  store: 1
  /** Counts commits, from 1. */
  generation: number
  /** A name for this commit that no other has. */
  commit: string
  segments: readonly SegmentEntry[]
}

/** The most bytes of a manifest that are read: bits of removed documents for 400 million. */
const mostBytes = 1 << 26
const mostSegments = 65_536

const manifestPattern = /^manifest-(\d{12})$/
const segmentPattern = /^segment-[0-9a-f]{32}-[0-9a-f]{8}\.rostrum$/
/** What is being written, or was when something went wrong. */
const newPattern = /^new-[0-9a-f]{8}$/

/** Names of the files of a store. Nothing else in its folder is touched. */
export const names = {
  manifest: (generation: number) => `manifest-${String(generation).padStart(12, '0')}`,
  segment: (id: string, salt: string) => `segment-${id}-${salt}.rostrum`,
  fresh: (salt: string) => `new-${salt}`,
  lock: 'write.lock',
}

/** The generation in the name of a manifest, or undefined where it is no such name. */
export function generationOf(name: string): number | undefined {
  const match = manifestPattern.exec(name)
  return match === null ? undefined : Number(match[1])
}

/** The generations of the manifests among names, ascending. */
export function generationsOf(all: readonly string[]): number[] {
  return all.flatMap((name) => generationOf(name) ?? []).sort((a, b) => a - b)
}

/** The names that a store may remove once `kept` are the manifests that count: files of its own making which none of them needs. */
export function leftovers(all: readonly string[], kept: readonly Manifest[]): string[] {
  const needed = new Set(kept.flatMap(({ generation, segments }) => [names.manifest(generation), ...segments.map(({ file }) => file)]))
  return all.filter((name) => !needed.has(name) && (manifestPattern.test(name) || segmentPattern.test(name) || newPattern.test(name)))
}

/** The bytes of a manifest. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  const json = encodeUtf8(JSON.stringify(manifest))
  return encodeUtf8(`${decodeUtf8(json)}\n${hex(crc32(json))}\n`)
}

/** Reads a manifest. @throws E_CORRUPT, E_FORMAT_TOO_NEW */
export function decodeManifest(bytes: Uint8Array, name: string): Manifest {
  const wrong = (expected: string, got: string) =>
    new RostrumError('E_CORRUPT', {
      expected: `${expected} in ${name}`,
      got,
      cure: 'The folder was damaged: put it back from a copy, or build the index again.',
      details: { file: name },
    })
  if (bytes.length > mostBytes) throw wrong(`at most ${mostBytes} bytes`, String(bytes.length))
  const end = bytes.length - 10
  const json = bytes.subarray(0, Math.max(0, end))
  const tail = `\n${hex(crc32(json))}\n`
  if (end < 0 || String.fromCharCode(...bytes.subarray(end)) !== tail) throw wrong('the checksum of what is before it', 'another')
  const found = JSON.parse(decodeUtf8(json)) as Partial<Manifest> | null
  if (typeof found !== 'object' || found === null) throw wrong('an object', quote(found))
  const { store, generation, commit, segments } = found
  if (typeof store === 'number' && store > 1) {
    throw new RostrumError('E_FORMAT_TOO_NEW', { expected: `a store of version 1 in ${name}`, got: String(store), cure: 'Update rostrum.' })
  }
  if (store !== 1 || typeof commit !== 'string' || !isWhole(generation) || names.manifest(generation) !== name)
    throw wrong('its own generation and a commit', quote(found))
  if (!Array.isArray(segments) || segments.length === 0 || segments.length > mostSegments)
    throw wrong(`1 to ${mostSegments} segments`, quote(segments))
  for (const entry of segments as Partial<SegmentEntry>[]) {
    const isOne = typeof entry === 'object' && entry !== null && segmentPattern.test(String(entry.file))
    const isWell = isOne && /^[0-9a-f]{32}$/.test(String(entry.id)) && isWhole(entry.length) && isWhole(entry.documents)
    if (!isWell || !(entry.deleted === undefined || typeof entry.deleted === 'string'))
      throw wrong('the file of a segment, with its id and sizes', quote(entry))
  }
  return found as Manifest
}

/** The bits of removed documents as text, and back. */
export const bits = {
  encode: (deleted: Uint8Array | undefined): string | undefined => deleted && Buffer.from(deleted).toString('base64'),
  decode: (text: string | undefined): Uint8Array | undefined =>
    text === undefined ? undefined : new Uint8Array(Buffer.from(text, 'base64')),
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function hex(sum: number): string {
  return (sum >>> 0).toString(16).padStart(8, '0')
}
