// Which encoding bytes of text are in, by what they say of themselves and by how they look, and a decoder for bytes that come in pieces.

import { mendWestern } from './western.js'

/** How many bytes are looked at for a declared encoding. */
const declaredWithin = 2048

const fallback = 'windows-1252'

/** Decodes text that comes in pieces, in whichever encoding it is. */
export interface TextReader {
  /** Decodes the next bytes; a character that is cut off at their end is kept for the next piece. */
  read(bytes: Uint8Array): string
  /** What was left of a cut character. */
  end(): string
}

/** Decodes bytes whole, in whichever encoding they are, without their byte order mark. Linear. */
export function decodeText(bytes: Uint8Array): string {
  const { valid, invalid, cut } = countSequences(bytes)
  const encoding = wideEncoding(bytes) ?? narrowEncoding(valid, invalid + (cut > 0 ? 1 : 0), () => declaredEncoding(bytes))
  return mended(new TextDecoder(encoding).decode(bytes), encoding)
}

/**
 * Makes a decoder for bytes in pieces, the first of at least four bytes where there are as many. The encoding is settled by the first piece that is
 * not all ASCII, which is the same in all of them.
 */
export function textReader(): TextReader {
  let decoder: TextDecoder | undefined
  let declared: string | undefined
  let isFirst = true
  let held = new Uint8Array(0)
  return {
    read(piece) {
      if (decoder !== undefined) return mended(decoder.decode(piece, { stream: true }), decoder.encoding)
      const bytes = join(held, piece)
      const wide = isFirst ? wideEncoding(bytes) : undefined
      if (isFirst) declared = declaredEncoding(bytes)
      isFirst = false
      const { valid, invalid, cut } = countSequences(bytes)
      if (wide === undefined && valid + invalid === 0) {
        held = bytes.slice(bytes.length - cut)
        return new TextDecoder().decode(bytes.subarray(0, bytes.length - cut))
      }
      decoder = new TextDecoder(wide ?? narrowEncoding(valid, invalid, () => declared))
      return mended(decoder.decode(bytes, { stream: true }), decoder.encoding)
    },
    end: () => decoder?.decode() ?? (held.length > 0 ? decodeText(held) : ''),
  }
}

function mended(text: string, encoding: string): string {
  return encoding === fallback ? mendWestern(text) : text
}

function join(before: Uint8Array, after: Uint8Array): Uint8Array {
  if (before.length === 0) return after
  const joined = new Uint8Array(before.length + after.length)
  joined.set(before)
  joined.set(after, before.length)
  return joined
}

/** UTF-8 where most of what is not ASCII is; else what the text says of itself; else windows-1252, which takes any byte. */
function narrowEncoding(valid: number, invalid: number, declared: () => string | undefined): string {
  return valid >= invalid ? 'utf-8' : (declared() ?? fallback)
}

/** By a byte order mark, or by a NUL in every other byte at the start. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (bytes.length < 4) return undefined
  if (a > 0 && b === 0 && c > 0 && d === 0) return 'utf-16le'
  return a === 0 && b > 0 && c === 0 && d > 0 ? 'utf-16be' : undefined
}

/** Counts the sequences of UTF-8 for characters beyond ASCII, the bytes that belong to none, and those of a sequence that the end cuts off. */
function countSequences(bytes: Uint8Array): { valid: number; invalid: number; cut: number } {
  let valid = 0
  let invalid = 0
  let cut = 0
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i++]
    if (lead < 0x80) continue
    const more = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xc2 && lead < 0xe0 ? 1 : 0
    let found = 0
    while (found < more && bytes[i + found] >= 0x80 && bytes[i + found] < 0xc0) found++
    if (more > 0 && found === more) valid++
    else if (more > 0 && i + found === bytes.length) cut = found + 1
    else invalid++
    i += found
  }
  return { valid, invalid, cut }
}

/** The encoding that `<?xml encoding="...">` or `<meta charset=...>` names, where the platform knows it and its ASCII is ASCII. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  let head = ''
  for (const byte of bytes.subarray(0, declaredWithin)) head += String.fromCharCode(byte)
  if (!head.trimStart().startsWith('<')) return undefined
  const found = /(?:encoding|charset) {0,9}= {0,9}["']? {0,9}([a-z0-9_:.-]{1,40})/i.exec(head)
  if (found === null) return undefined
  try {
    const { encoding } = new TextDecoder(found[1])
    return encoding.startsWith('utf-') ? undefined : encoding
  } catch {
    return undefined
  }
}
