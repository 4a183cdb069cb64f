// Whether a segment can be read by this version: its format, and the flags that a reader must understand (FORMAT.md §1).

import { RostrumError } from '../errors.js'
import { flags, formatVersion, mustUnderstand } from './layout.js'

/** A format version. */
export interface FormatVersion {
  readonly major: number
  readonly minor: number
}

/**
 * Lets pass what can be read: any minor of the same major, newer ones too; of major 0, which is not frozen, the same minor only.
 * @throws E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD
 */
export function checkVersion({ major, minor }: FormatVersion, mine: FormatVersion = formatVersion): void {
  if (major === mine.major && (major > 0 || minor === mine.minor)) return
  const newer = major > mine.major || (major === mine.major && minor > mine.minor)
  throw new RostrumError(newer ? 'E_FORMAT_TOO_NEW' : 'E_FORMAT_TOO_OLD', {
    expected: `an index of format ${mine.major}.${mine.major > 0 ? 'x' : mine.minor}`,
    got: `format ${major}.${minor}`,
    cure: newer ? 'Update rostrum, or rebuild the index with this version.' : 'Rebuild the index with this version.',
    details: { major, minor },
  })
}

/** Lets pass known flags and those that may be ignored. @throws E_FORMAT_TOO_NEW */
export function checkFlags(bits: number): void {
  const unknown = bits & mustUnderstand & ~(flags.positions | flags.webProfile | flags.exactLengths)
  if (unknown === 0) return
  throw new RostrumError('E_FORMAT_TOO_NEW', {
    expected: 'an index that uses only what this version knows',
    got: `flags ${bits >>> 0}, of which ${unknown} is unknown`,
    cure: 'Update rostrum, or rebuild the index with this version.',
    details: { flags: bits >>> 0 },
  })
}
