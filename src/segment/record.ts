// How a stored value is kept as JSON: as it is, but for dates, which JSON has not (FORMAT.md §9).

/** Dates in a stored value, or in its array, are wrapped, so that they come back as dates; other values are JSON's. */
export function encodeStored(value: unknown): unknown {
  return Array.isArray(value) ? value.map(encodeItem) : encodeItem(value)
}

/** The value that `encodeStored` wrapped. Looks no deeper than that did: what was stored may be nested as deep as its owner likes. */
export function decodeStored(value: unknown): unknown {
  return Array.isArray(value) ? value.map(decodeItem) : decodeItem(value)
}

function encodeItem(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { $date: value.getTime() }
  return wrapped(value) === undefined ? value : { $value: value }
}

function decodeItem(value: unknown): unknown {
  const kind = wrapped(value)
  if (kind === '$value') return (value as { $value: unknown }).$value
  const time = kind === '$date' ? (value as { $date: unknown }).$date : undefined
  return typeof time === 'number' ? new Date(time) : value
}

/** Whether an object is a wrapping, or one of the owner's that looks like one and so has to be wrapped itself. */
function wrapped(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const [name, ...others] = Object.keys(value)
  return others.length === 0 && (name === '$date' || name === '$value') ? name : undefined
}
