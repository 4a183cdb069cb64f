// Says what does not hold in a segment's exact forms: they are those of the dictionary's words, one for each occurrence, and nothing else.

import { bitWidth, blockSize } from '../bytes/bitpack.js'
import { corrupt } from '../bytes/varint.js'
import { type FormCursor, findForms, TermForms } from './forms.js'
import { hasInline } from './inline-lengths.js'
import { noMoreDocuments, sections } from './layout.js'
import { PostingCursor } from './posting-cursor.js'
import { type ListEntry, readTerm } from './postings.js'
import type { Section, Segment } from './segment.js'

/**
 * Checks the section. `places` are the offsets and lengths of all records of the postings, ascending; `words` by offset those that the dictionary has.
 * The records must have been checked. @throws E_CORRUPT
 */
export function checkForms(
  segment: Segment,
  places: readonly (readonly [offset: number, length: number])[],
  words: ReadonlyMap<number, readonly string[]>,
  add: (message: string) => void,
): void {
  const section = segment.sections.get(sections.forms) as Section
  const chunk = segment.resident.chunk(0, segment.bytes.length)
  const count = chunk.words[section.start >>> 2]
  const several = places.filter(([offset]) => (words.get(offset)?.length ?? 0) > 1)
  if (count !== several.length) throw corrupt(`forms of ${several.length} terms`, String(count))
  if (chunk.words[(section.start >>> 2) + 1] !== 0) add('Bytes 4 to 7 of the forms are not used and must be 0.')
  let at = section.start + 8 + 8 * count
  for (const [offset, length] of several) {
    const place = findForms(chunk, section, offset)
    if (place?.start !== at)
      throw corrupt(`forms of the record at ${offset} at byte ${at}`, place === undefined ? 'none' : String(place.start))
    at = place.end
    const { start: base } = segment.sections.get(sections.postings) as Section
    const { schema, documentCount } = segment
    const isText = (field: number) => schema.fields[field]?.type === 'text'
    const { lists } = readTerm(chunk, base + offset, base + offset + length, isText, documentCount, schema.levelMasks, (field) =>
      hasInline(segment, field),
    )
    const own = lists.filter(({ field }) => isText(field))
    const forms = new TermForms(chunk, place, own)
    const expected = words.get(offset) as readonly string[]
    if (forms.words.join('\n') !== expected.join('\n'))
      throw corrupt(`the words ${JSON.stringify(expected)} of the record at ${offset}`, JSON.stringify(forms.words))
    for (let i = forms.wordsEnd; i < forms.listsStart; i++)
      if (chunk.bytes[i] !== 0) add(`Byte ${i}, behind the words of a term, is not 0.`)
    let start = forms.listsStart >>> 2
    for (const list of own) start = checkList(segment, list, forms, start, add)
  }
  if (at !== section.end) throw corrupt(`forms up to byte ${at}`, `up to ${section.end}`)
}

/** Checks a list whose first word is `at`, and gives the word after it. */
function checkList(segment: Segment, list: ListEntry, forms: TermForms, at: number, add: (message: string) => void): number {
  const { words } = segment.resident.chunk(0, segment.bytes.length)
  const cursor = PostingCursor.of(segment.resident.chunk(list.start, list.end), list, true, segment.documentCount)
  const own: FormCursor = forms.cursor(cursor)
  let occurrences = 0
  let block = -1
  while (cursor.next() !== noMoreDocuments) {
    if (cursor.block !== block && list.df >= blockSize) {
      block = cursor.block
      const before = words[at + 1 + block]
      if (before !== occurrences) throw corrupt(`${occurrences} forms before block ${block} of field ${list.field}`, String(before))
    }
    own.read()
    occurrences += cursor.freq
  }
  cursor.release()
  const known = forms.occurrences(list.field)
  if (known !== occurrences) throw corrupt(`forms of ${occurrences} occurrences in field ${list.field}`, String(known))
  const bits = occurrences * bitWidth(forms.words.length - 1)
  const end = at + 1 + (list.df < blockSize ? 0 : Math.ceil(list.df / blockSize)) + Math.ceil(bits / 32)
  if (bits % 32 !== 0 && words[end - 1] >>> (bits % 32) !== 0)
    add(`Word ${end - 1}, the last of a list of forms, has bits behind its last form.`)
  return end
}
