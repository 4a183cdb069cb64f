// What a remote index is read from: anything that gives parts of a file.

/** How a part is asked for. */
export interface ReadOptions {
  /** Ends the reading: the promise is rejected with its reason. */
  signal?: AbortSignal
  /** Whether caches on the way must be passed by: what they gave did not hold. */
  fresh?: boolean
  /** Whether the file is known to reach `end`, so that a shorter part is not whole. */
  exact?: boolean
}

/** Part of a file, as given. */
export interface Part {
  /** May be more than was asked for, up to the whole file; less only where the file ends. */
  readonly bytes: Uint8Array
  /** File offset of the first byte; at most what was asked for. */
  readonly start: number
  /** Length of the file in bytes, where it was told. */
  readonly total?: number
}

/** Gives parts of one file. Nothing that it gives is trusted: what is in it is checked by checksums. */
export interface Source {
  /** What the file is called, in messages and as the key of caches: its address. */
  readonly name: string
  /** Reads bytes [start, end). Rejects with a RostrumError, or the reason of `signal`; gives nothing that it knows to be cut off. */
  read(start: number, end: number, options: ReadOptions): Promise<Part>
}

/** A source of a Blob or File, for an index that a person chose from their disk: nothing is read but what is asked for. */
export function blobSource(blob: Blob, name = 'a blob'): Source {
  return {
    name,
    async read(start, end) {
      return { bytes: new Uint8Array(await blob.slice(start, end).arrayBuffer()), start, total: blob.size }
    },
  }
}
