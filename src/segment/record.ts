// How a stored value is kept as JSON: as it is, but for dates, which JSON has not (FORMAT.md §9).

/** Dates in a stored value are wrapped, so that they come back as dates; other values are JSON's. */
export function encodeStored(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { $date: value.getTime() }
  if (Array.isArray(value)) return value.map((item) => (item instanceof Date ? encodeStored(item) : item))
  return value
}

/** The value that `encodeStored` wrapped. */
export function decodeStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeStored)
  if (typeof value === 'object' && value !== null) {
    const time = (value as { $date?: unknown }).$date
    if (typeof time === 'number' && Object.keys(value).length === 1) return new Date(time)
  }
  return value
}
