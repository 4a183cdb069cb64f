// A short digest of text, to tell versions apart: a check against mistakes, not against enemies.

/** Gives 16 hexadecimal digits of two 32-bit multiplicative hashes over the UTF-16 code units of `text`. Linear. */
export function digest(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15)
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
