// CRC-32 (IEEE 802.3, polynomial 0xEDB88320), eight bytes a step: "slicing by 8" (Kounavis and Berry 2005), about 0.5 GB/s.

const tables = makeTables()

/** The CRC-32 of `bytes[start, end)`, continuing from `crc` (0 to begin). O(bytes). */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length, crc = 0): number {
  let c = ~crc
  let at = start
  const t = tables
  for (const last = end - 7; at < last; at += 8) {
    const low = c ^ (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24))
    c =
      t[1792 + (low & 0xff)] ^
      t[1536 + ((low >>> 8) & 0xff)] ^
      t[1280 + ((low >>> 16) & 0xff)] ^
      t[1024 + (low >>> 24)] ^
      t[768 + bytes[at + 4]] ^
      t[512 + bytes[at + 5]] ^
      t[256 + bytes[at + 6]] ^
      t[bytes[at + 7]]
  }
  for (; at < end; at++) c = (c >>> 8) ^ t[(c ^ bytes[at]) & 0xff]
  return ~c >>> 0
}

function makeTables(): Int32Array {
  const t = new Int32Array(8 * 256)
  for (let i = 0; i < 256; i++) {
    let c = i
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    t[i] = c
  }
  for (let i = 256; i < 2048; i++) t[i] = (t[i - 256] >>> 8) ^ t[t[i - 256] & 0xff]
  return t
}
