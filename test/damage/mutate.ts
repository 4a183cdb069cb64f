// How hostile bytes are made: structure changed where it stands.

import type { Random } from '../random.js'

const edges = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0xffffff, 0x7ffffffe, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff]

/** Changes structure: whole numbers at their places, bytes of varints, stretches moved from elsewhere. */
export function mutate(bytes: Uint8Array, places: readonly (readonly [start: number, end: number])[], random: Random): string {
  const view = new DataView(bytes.buffer)
  const what: string[] = []
  for (let times = 1 + random.below(3); times > 0; times--) {
    const [start, end] = random.pick(places)
    if (end - start < 8) continue
    const at = start + random.below(Math.min(end - start - 4, random.pick([16, 256, 1 << 30])))
    const kind = random.below(5)
    if (kind === 0) view.setUint32(at & ~3, random.pick(edges), true)
    else if (kind === 1) bytes[at] = random.pick([0, 0x7f, 0x80, 0xff, random.below(256)])
    else if (kind === 2) bytes[at] ^= 1 << random.below(8)
    else if (kind === 3) bytes.fill(random.pick([0, 0xff, 0x80]), at, Math.min(end, at + 1 + random.below(12)))
    else bytes.copyWithin(at, start + random.below(end - start), Math.min(end, at + 64))
    what.push(`${kind}@${at}`)
  }
  return what.join(' ')
}
