// Every number of the segment format, once; FORMAT.md explains them under the section named beside each.

/** The first eight bytes: "Rostrum" and a line feed. §1 */
export const magic = 'Rostrum\n'

/** The first eight bytes of several segments in one run of bytes. §12 */
export const containerMagic = 'Rostrum+'

/** Format version: a newer minor is readable, a newer major is not. §1 */
export const formatVersion = { major: 1, minor: 0 } as const

/** Offsets of the header's parts, in bytes. §1 */
export const header = {
  magic: 0,
  major: 8,
  minor: 10,
  flags: 12,
  fileLength: 16,
  fileId: 24,
  headLength: 40,
  documentCount: 44,
  blockShift: 48,
  sectionCount: 49,
  reserved: 50,
  headSum: 60,
  size: 64,
} as const

/** Bits of the header's flags. §1 */
export const flags = { positions: 1, webProfile: 2, exactLengths: 4 } as const

/** The flags that a reader must know; it may ignore the others. §1 */
export const mustUnderstand = 0xffff

/** Bytes of a row of the section table: u32 id, u32 zero, u64 offset, u64 length. §2 */
export const sectionRow = 24

/** Section ids; never reused. Those from 1 to 9 lie in the head, the others behind it. §2 */
export const sections = {
  meta: 1,
  dictionaryTop: 2,
  storedTop: 3,
  dictionary: 10,
  postings: 11,
  positions: 12,
  norms: 13,
  columns: 14,
  ids: 15,
  stored: 16,
  /** Only where the schema nests something. */
  parents: 17,
  /** Only where the dictionary has so many blocks that it is worth its while: `trieBlocks`. */
  wordTrie: 18,
  /** Only where there are keyword fields. */
  keywordColumns: 20,
  /** Only where the schema keeps exact forms. */
  forms: 19,
  // a place kept for what is to come
  impacts: 21,
} as const

/** The name of a section. */
export function sectionName(id: number): string {
  return Object.entries(sections).find(([, known]) => known === id)?.[0] ?? `section ${id}`
}

/** log2 of a checksum block's bytes: 16 KiB, or 64 KiB where the table of sums would outgrow the head. §2 */
export const blockShift = { small: 14, large: 16, largeFrom: 64 * 2 ** 20 } as const

/** The least and the largest of the web profile, whose stored blocks do not lie across blocks of the least. §15 */
export const webBlockShift = { least: 12, most: 16 } as const

/** Words in a dictionary block, and in one of the web profile. §4, §15 */
export const wordsPerBlock = 64
export const webWordsPerBlock = 512

/** Bytes of a word that the trie goes by, and the fewest words for which it looks at a further one. §11 */
export const trieDepth = 5
export const trieWords = 4

/** The fewest blocks of a dictionary that has a trie: fewer are looked through as fast. §11 */
export const trieBlocks = 8

/** Raw bytes of documents in a stored block before it is compressed. §9 */
export const storedBlockBytes = 16 * 1024

/** Stored blocks in a group of the stored index. §9 */
export const storedGroup = 64

/** The most documents of a segment: a document number and an end mark fit 31 bits. */
export const maxDocuments = 0x7ffffffe

/** "No more documents": larger than any document number. */
export const noMoreDocuments = 0x7fffffff

/** The length that a length byte stands for: exact to 32, then sixteen steps a doubling, up to 507,904. §8 */
export function lengthOfByte(byte: number): number {
  return byte < 32 ? byte : (16 + ((byte - 32) & 15)) << (((byte - 32) >>> 4) + 1)
}

/** The largest length byte that stands for no more than `length`. §8 */
export function byteOfLength(length: number): number {
  if (length < 32) return length
  const doublings = 31 - Math.clz32(length)
  return Math.min(255, 32 + (doublings - 5) * 16 + ((length >>> (doublings - 4)) & 15))
}
