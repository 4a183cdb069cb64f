// Addresses of articles: made absolute, those that would run a program left out, and those of a second of a recording.

/** Longer ones are none. */
const maxLength = 4096

/**
 * Reads an address, relative to `base` where one is given; undefined where it is none, or no web page's (`javascript:`, `data:`, `file:`). Without a
 * base a relative address is kept as it is.
 */
export function addressOf(given: string | undefined, base?: string): string | undefined {
  if (given === undefined || given.length > maxLength) return undefined
  // A page's reader leaves out white space and control characters, so ` java\nscript:` is a scheme too.
  const address = given.replace(/[\u0000-\u0020\u007f-\u009f]+/g, (found) => (/^ +$/.test(found) ? ' ' : '')).trim()
  if (address === '') return undefined
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address.replaceAll(' ', ''))?.[1].toLowerCase()
  if (scheme !== undefined) return scheme === 'http' || scheme === 'https' ? address : undefined
  if (base === undefined) return address
  try {
    const { protocol, href } = new URL(address, base)
    return protocol === 'http:' || protocol === 'https:' ? href : undefined
  } catch {
    return undefined
  }
}

/** The address of a second of a recording, as a media fragment: `#t=83`, whole seconds. */
export function turnAddress(url: string, startTime: number): string {
  const hash = url.indexOf('#')
  return `${hash < 0 ? url : url.slice(0, hash)}#t=${Math.floor(startTime)}`
}
