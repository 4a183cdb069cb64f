// Opening: one request for the start of the file, which holds its head; more only where the head is longer, or there are several.

import { aligned } from '../bytes/resident.js'
import { corrupt } from '../bytes/varint.js'
import { isRostrumError } from '../errors.js'
import { type Reader, readerOf } from '../reader/reader.js'
import { viewOf } from '../search/view.js'
import { checkAlike, checkDeleted, containerHeadLength, isContainer, readRows, type SegmentRow } from '../segment/container.js'
import { formatVersion, header, magic, sections } from '../segment/layout.js'
import { analyzerNames, type OpenOptions, openHead, type Segment } from '../segment/segment.js'
import { blockKey, RemoteBlocks } from './blocks.js'
import { changed } from './faults.js'
import { RemoteFile, type Traffic } from './file.js'
import { type AnalyzerTable, loadAnalyzers } from './languages.js'
import { modules } from './modules.js'
import { Lease, PieceCache } from './pieces.js'
import type { Source } from './source.js'
import { type BlockStore, tryGet, tryPrune, tryPut } from './store.js'

/** What opening wants to know. */
export interface OpenRequest {
  readonly source: Source
  readonly open: OpenOptions
  readonly languages: AnalyzerTable
  readonly cacheBytes: number
  readonly headBytes: number
  readonly store: BlockStore | undefined
  readonly traffic: Traffic
}

/** An open index, and the file it is read from. */
export interface OpenFile<T extends object> {
  readonly reader: Reader<T>
  readonly file: RemoteFile
}

/** No head is longer: a number from bytes that are not yet verified must not make us fetch for ever. */
const largestHead = 2 ** 28

/** Opens the index; `fresh` passes by the caches on the way. @throws as `openIndex` and `RemoteFile.read` */
export async function openFile<T extends object>(
  request: OpenRequest,
  signal: AbortSignal | undefined,
  fresh: boolean,
): Promise<OpenFile<T>> {
  const file = new RemoteFile(request.source, new PieceCache(request.cacheBytes), request.store, request.traffic)
  const start = await region(file, 0, request.headBytes, signal, fresh)
  const rows = await rowsOf(file, start, signal, fresh)
  const ids = new Set<string>()
  const segments = await Promise.all(rows.map((row) => openRow(file, row, start, request, signal, fresh, ids)))
  // what is kept of the files that were here before is of no use
  tryPrune(file.store, blockKey(file.source.name, ''), ids)
  checkAlike(segments)
  for (const [i, { deleted }] of rows.entries()) checkDeleted(deleted, segments[i].documentCount)
  // what counts the nested documents that are deleted is read at once, and stays
  const lease = new Lease(signal)
  for (const [i, { resident, schema, sections: table }] of segments.entries()) {
    const parents = table.get(sections.parents)
    if (rows[i].deleted === undefined || schema.nested.length === 0 || parents === undefined) continue
    await (resident as RemoteBlocks).loadAll([parents], lease)
  }
  const view = viewOf(
    segments[0].schema,
    segments,
    rows.map(({ deleted }) => deleted),
    modules,
  )
  return { reader: readerOf<T>(segments[0].schema, view, modules), file }
}

/** Bytes [start, end) as far as the file goes: from the network, and without one from the store. */
async function region(file: RemoteFile, start: number, end: number, signal: AbortSignal | undefined, fresh: boolean): Promise<Uint8Array> {
  const key = blockKey(file.source.name, `head-${start}-${end}`)
  try {
    const bytes = await file.read(start, end, { signal, fresh })
    tryPut(file.store, key, bytes)
    return aligned(bytes)
  } catch (error) {
    if (!isRostrumError(error) || error.code !== 'E_NETWORK') throw error
    const kept = await tryGet(file.store, key)
    if (kept === undefined) throw error
    return aligned(kept)
  }
}

/** Where the segments lie; a file that is no container is one, whatever it is. */
async function rowsOf(file: RemoteFile, start: Uint8Array, signal: AbortSignal | undefined, fresh: boolean): Promise<SegmentRow[]> {
  if (!isContainer(start)) {
    file.byteLength ??= isSegment(start) ? lengthAt(start) : start.length
    return [{ start: 0, size: file.byteLength, deleted: undefined }]
  }
  const length = containerHeadLength(start) ?? 0
  file.byteLength ??= lengthAt(start)
  const head = start.length >= length || length > largestHead ? start : await region(file, 0, length, signal, fresh)
  return readRows(head, file.byteLength)
}

/** Both magics are followed by version, 4 bytes, and the length. */
function lengthAt(bytes: Uint8Array): number {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(header.fileLength, true)
  if (length > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt('a file below 2^53 bytes', String(length))
  return Number(length)
}

async function openRow(
  file: RemoteFile,
  { start: origin, size }: SegmentRow,
  known: Uint8Array,
  request: OpenRequest,
  signal: AbortSignal | undefined,
  fresh: boolean,
  ids: Set<string>,
): Promise<Segment> {
  // where the start of the file does not hold it, a first piece tells how long the head is
  let bytes = origin + header.size <= known.length ? known.subarray(origin) : new Uint8Array(0)
  if (bytes.length < header.size && size >= header.size && origin > 0) {
    bytes = await region(file, origin, origin + Math.min(size, request.headBytes), signal, fresh)
  }
  const length = headLengthOf(bytes)
  if (length > bytes.length && length <= size) bytes = await region(file, origin, origin + length, signal, fresh)
  bytes = aligned(bytes)
  const given = request.open.analyzers ?? []
  const analyzers = [...given, ...(await loadAnalyzers(analyzerNames(bytes, size), given, request.languages))]
  const fileId = bytes.slice(header.fileId, header.fileId + 16)

  /** Says whether a block does not hold since the file is another one now. */
  async function explain(fault: Error): Promise<Error> {
    const now = await file.read(origin + header.fileId, origin + header.fileId + 16, { fresh: true })
    return fileId.every((byte, i) => byte === now[i]) ? fault : changed(file.source.name, 'another one in its place', fault)
  }

  let blocks: RemoteBlocks | undefined
  // copied: the head stays as long as the index does, and the rest of its buffer need not
  const segment = openHead(bytes.slice(0, length), size, { ...request.open, analyzers }, (checks, id) => {
    ids.add(id)
    blocks = new RemoteBlocks(file, origin, size, checks, id, explain)
    return blocks
  })
  blocks?.seed(bytes, 0)
  return segment
}

/** The length of the head, or all there is where the bytes are no segment that we know: opening them will say why. */
function headLengthOf(bytes: Uint8Array): number {
  if (!isSegment(bytes)) return bytes.length
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  if (view.getUint16(header.major, true) !== formatVersion.major) return bytes.length
  const length = view.getUint32(header.headLength, true)
  return length > largestHead ? bytes.length : length
}

function isSegment(bytes: Uint8Array): boolean {
  return bytes.length >= header.size && Array.from(magic, (_, i) => bytes[i] === magic.charCodeAt(i)).every(Boolean)
}
