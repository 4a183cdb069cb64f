// What counts as a space in a query, for the lexer, the words of a match, and the escapes of a printed query: they must agree.

/** Tells whether a UTF-16 code unit is white space or a line end, as `\s` has it. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  if (code < 0xa0) return false
  if (code >= 0x2000 && code <= 0x200a) return true
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}

/** Splits at white space, leaving out what is empty. Linear. */
export function pieces(text: string): string[] {
  const found: string[] = []
  for (let i = 0; i < text.length; ) {
    while (i < text.length && isSpace(text.charCodeAt(i))) i++
    const start = i
    while (i < text.length && !isSpace(text.charCodeAt(i))) i++
    if (i > start) found.push(text.slice(start, i))
  }
  return found
}

/** Tells whether there is nothing but white space. */
export function isBlank(text: string): boolean {
  return !/\S/.test(text)
}
