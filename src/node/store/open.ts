// The last commit of a folder, read: its manifest, then the files that it names, while a writer may be removing old ones.

import { quote, RostrumError } from '../../errors.js'
import { checkAlike, checkDeleted, type OpenSegments } from '../../segment/container.js'
import { type OpenOptions, openSegment } from '../../segment/segment.js'
import { codeOf, type Folder } from './folder.js'
import { bits, decodeManifest, generationsOf, type Manifest, names, type SegmentEntry } from './manifest.js'

/** A commit, opened. */
export interface OpenedStore extends OpenSegments {
  manifest: Manifest
}

/** How often to begin anew where a writer has removed what an older manifest names. */
const mostTries = 10

/** The manifest of the last commit; undefined where there is none. What was linked was on the disk before, so a damaged one is never passed over. */
export async function newest(folder: Folder): Promise<Manifest | undefined> {
  const generation = generationsOf(await folder.list()).at(-1)
  if (generation === undefined) return undefined
  const name = names.manifest(generation)
  return decodeManifest(await folder.read(name), name)
}

/** Opens the last commit; undefined where there is none. Reads its files whole. @throws E_CORRUPT, E_TRUNCATED, E_SNAPSHOT_GONE, and as `openSegment` */
export async function openNewest(folder: Folder, path: string, options: OpenOptions): Promise<OpenedStore | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      const manifest = await newest(folder)
      if (manifest === undefined) return undefined
      const all = await Promise.all(manifest.segments.map((entry) => folder.read(entry.file)))
      const segments = all.map((bytes, i) => {
        const segment = openSegment(bytes, options)
        requireEntry(manifest.segments[i], segment, path)
        return segment
      })
      checkAlike(segments)
      const deleted = manifest.segments.map((entry) => bits.decode(entry.deleted))
      for (const [i, { documentCount }] of segments.entries()) checkDeleted(deleted[i], documentCount)
      return { manifest, segments, deleted }
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      // a file that the newest manifest names is never removed: a newer one is there now
      if (tries === mostTries) throw gone(path, error)
    }
  }
}

function requireEntry(
  { file, id, length, documents }: SegmentEntry,
  found: { id: string; documentCount: number; bytes: Uint8Array },
  path: string,
): void {
  if (found.id === id && found.documentCount === documents && found.bytes.length === length) return
  throw new RostrumError('E_CORRUPT', {
    expected: `segment ${id} of ${documents} documents in ${file}`,
    got: `${found.id} of ${found.documentCount}`,
    cure: 'The folder was damaged: put it back from a copy, or build the index again.',
    details: { path, file },
  })
}

function gone(path: string, cause: unknown): RostrumError {
  return new RostrumError('E_SNAPSHOT_GONE', {
    expected: `the files of the last commit in ${quote(path)}`,
    got: 'one that is not there',
    cure: 'Open it again: a writer was faster. If that does not help, the folder is not complete.',
    details: { path },
    cause,
  })
}
