// Opening: one request for the start of the file, which holds its head; more only where the head is longer, or there are several.

import { aligned } from '../bytes/resident.js'
import { isRostrumError } from '../errors.js'
import { type Reader, readerOf } from '../reader/reader.js'
import { viewOf } from '../search/view.js'
import { checkAlike, checkDeleted, containerHeadLength, isContainer, readRows, type SegmentRow } from '../segment/container.js'
import { header, sections } from '../segment/layout.js'
import { analyzerNames, type OpenOptions, openHead, type Segment } from '../segment/segment.js'
import { RemoteBlocks } from './blocks.js'
import { changed } from './faults.js'
import { RemoteFile, type Traffic } from './file.js'
import { type AnalyzerTable, loadAnalyzers } from './languages.js'
import { modules } from './modules.js'
import { Lease, PieceCache } from './pieces.js'
import type { Source } from './source.js'
import { fileIdOf, headLengthOf, isSegment, largestHead, lengthAt } from './start.js'
import { type BlockStore, isAway, keptId, partKey, tryGet, tryKeep } from './store.js'

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

/** Gives bytes [start, end) as far as the file goes. */
type Region = (start: number, end: number) => Promise<Uint8Array>

/** Opens the index, without a network that which is kept; `fresh` passes by the caches on the way. @throws as `openIndex` and `RemoteFile.read` */
export async function openFile<T extends object>(
  request: OpenRequest,
  signal: AbortSignal | undefined,
  fresh: boolean,
): Promise<OpenFile<T>> {
  const { source, store, cacheBytes, traffic } = request
  const newFile = () => new RemoteFile(source, new PieceCache(cacheBytes), store, traffic)
  const file = newFile()
  const parts = new Map<string, Uint8Array>()
  async function asked(start: number, end: number): Promise<Uint8Array> {
    const bytes = aligned(await file.read(start, end, { signal, fresh }))
    if (store !== undefined) parts.set(`head-${start}-${end}`, bytes)
    return bytes
  }
  try {
    const { reader, id, ids } = await openBy<T>(request, file, asked, signal)
    tryKeep(store, source.name, id, ids, parts)
    return { reader, file }
  } catch (fault) {
    const id = isAway(fault) ? await keptId(store, source.name) : undefined
    if (id === undefined) throw fault
    signal?.throwIfAborted()
    const kept = newFile()
    // all of one file: what came before the network went may be of another
    const read = async (start: number, end: number) => {
      const bytes = await tryGet(store, partKey(source.name, `${id}-head-${start}-${end}`))
      if (bytes === undefined) throw fault
      return aligned(bytes)
    }
    const { reader } = await openBy<T>(request, kept, read, signal).catch((error) => {
      throw isRostrumError(error) ? fault : error
    })
    return { reader, file: kept }
  }
}

/** Opens an index of which `region` gives the heads. */
async function openBy<T extends object>(
  request: OpenRequest,
  file: RemoteFile,
  region: Region,
  signal: AbortSignal | undefined,
): Promise<{ reader: Reader<T>; id: string; ids: readonly string[] }> {
  const start = await region(0, request.headBytes)
  const rows = await rowsOf(file, start, region)
  const ids: string[] = []
  const segments = await Promise.all(
    rows.map((row, i) =>
      openRow(file, row, start, request, region, (id) => {
        ids[i] = id
      }),
    ),
  )
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
  return { reader: readerOf<T>(segments[0].schema, view, modules), id: fileIdOf(start, ids), ids }
}

/** Where the segments lie; a file that is no container is one, whatever it is. */
async function rowsOf(file: RemoteFile, start: Uint8Array, region: Region): Promise<SegmentRow[]> {
  if (!isContainer(start)) {
    file.byteLength ??= isSegment(start) ? lengthAt(start) : start.length
    return [{ start: 0, size: file.byteLength, deleted: undefined }]
  }
  const length = containerHeadLength(start) ?? 0
  file.byteLength ??= lengthAt(start)
  const head = start.length >= length || length > largestHead ? start : await region(0, length)
  return readRows(head, file.byteLength)
}

async function openRow(
  file: RemoteFile,
  { start: origin, size }: SegmentRow,
  known: Uint8Array,
  request: OpenRequest,
  region: Region,
  told: (id: string) => void,
): Promise<Segment> {
  // where the start of the file does not hold it, a first piece tells how long the head is
  let bytes = origin + header.size <= known.length ? known.subarray(origin) : new Uint8Array(0)
  if (bytes.length < header.size && size >= header.size && origin > 0) {
    bytes = await region(origin, origin + Math.min(size, request.headBytes))
  }
  const length = headLengthOf(bytes)
  if (length > bytes.length && length <= size) bytes = await region(origin, origin + length)
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
    told(id)
    blocks = new RemoteBlocks(file, origin, size, checks, id, explain)
    return blocks
  })
  blocks?.seed(bytes, 0)
  return segment
}
