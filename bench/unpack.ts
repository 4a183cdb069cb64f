// How fast are integers unpacked? The generated unpackers against a plain loop over the same words and against varints, by width.

import { blockSize, pack, unpack, unpackDelta } from '../src/bytes/bitpack.js'
import { ByteWriter } from '../src/bytes/cursor.js'
import { getVarint, putVarint } from '../src/bytes/varint.js'
import { timeEach } from './measure.js'
import type { Answer } from './questions.js'
import { randomFrom } from './random.js'

const blocks = 2000

/** Values below 2 to this power. */
const widths = [1, 2, 4, 7, 10, 13, 16]

/** Millions of integers a second, at best: each run takes a fraction of a millisecond. The ratio is ours to theirs. */
export const unpackers: Answer = ({ options }, tell) => {
  const out = new Uint32Array(blockSize)
  const measured = widths.map((bits) => {
    const { words, varints } = encoded(bits)
    const place = { at: 0 }
    let check = 0
    const runs = [
      () => {
        let last = -1
        for (let block = 0; block < blocks; block++) {
          unpackDelta(words, block * 4 * bits, bits, out, last)
          last = out[blockSize - 1] & 0xffff
          check += last
        }
      },
      () => {
        let last = -1
        for (let block = 0; block < blocks; block++) {
          loopDelta(words, block * 4 * bits, bits, out, last)
          last = out[blockSize - 1] & 0xffff
          check += last
        }
      },
      () => {
        place.at = 0
        let last = -1
        for (let block = 0; block < blocks; block++) {
          for (let i = 0; i < blockSize; i++) out[i] = last += getVarint(varints, place) + 1
          last = out[blockSize - 1] & 0xffff
          check += last
        }
      },
      () => {
        for (let block = 0; block < blocks; block++) {
          unpack(words, block * 4 * bits, bits, out)
          check += out[blockSize - 1]
        }
      },
      () => {
        for (let block = 0; block < blocks; block++) {
          loopPlain(words, block * 4 * bits, bits, out)
          check += out[blockSize - 1]
        }
      },
    ]
    for (let i = 0; i < 5; i++) for (const run of runs) run()
    const times = timeEach(runs, Math.max(9, options.rounds))
    if (!(check > 0)) throw new Error('Expected values above 0.')
    return { bits, speeds: times.map(({ best }) => (blocks * blockSize) / 1000 / best) }
  })
  for (const { bits, speeds } of measured) {
    const [delta, loop, varint, plain, plainLoop] = speeds
    const row = { corpus: `${bits} bit${bits === 1 ? '' : 's'}`, unit: 'M/s' }
    tell({ ...row, name: 'gaps, unrolled / loop', ours: delta, theirs: loop, ratio: delta / loop })
    tell({ ...row, name: 'gaps, unrolled / varints', ours: delta, theirs: varint, ratio: delta / varint })
    tell({ ...row, name: 'plain, unrolled / loop', ours: plain, theirs: plainLoop, ratio: plain / plainLoop })
  }
}

function encoded(bits: number) {
  const random = randomFrom(bits)
  const values = Uint32Array.from({ length: blocks * blockSize }, () => Math.floor(random() * 2 ** bits))
  const writer = new ByteWriter()
  const varints = new Uint8Array(5 * values.length)
  let at = 0
  for (const value of values) at = putVarint(varints, at, value)
  for (let block = 0; block < blocks; block++) pack(values, block * blockSize, bits, writer)
  const bytes = writer.view().slice()
  return { words: new Uint32Array(bytes.buffer, 0, bytes.length >>> 2), varints }
}

function loopPlain(words: Uint32Array, at: number, bits: number, out: Uint32Array): void {
  const mask = 2 ** bits - 1
  for (let i = 0, bit = 0; i < blockSize; i++, bit += bits) {
    const word = at + (bit >>> 5)
    const shift = bit & 31
    let value = words[word] >>> shift
    if (shift + bits > 32) value |= words[word + 1] << (32 - shift)
    out[i] = value & mask
  }
}

function loopDelta(words: Uint32Array, at: number, bits: number, out: Uint32Array, last: number): void {
  loopPlain(words, at, bits, out)
  for (let i = 0; i < blockSize; i++) out[i] = last += out[i] + 1
}
