// CSV and TSV: a line of column names, then one article a row; a bad row costs only itself.

import { quote } from '../../errors.js'
import { maxRecordLength, type Origin, type ParsedArticle } from '../article.js'
import { fieldOf } from '../fields.js'
import type { ArticleFormat } from '../format.js'
import { inputProblem, toArticle, tooLong } from '../record.js'
import { type Row, rows } from './rows.js'

const separators = [',', '\t', ';', '|']

/** Rows under a line of names that mean parts of an article, parted by commas, tabs, semicolons or bars. */
export const csv: ArticleFormat = {
  name: 'csv',
  extensions: ['csv', 'tsv', 'tab'],
  byLine: false,

  detect(head) {
    const end = head.search(/[\r\n]/)
    if (end < 0 || end > 2000) return false
    const fields = rows(head.slice(0, end), separatorOf(head)).next().value?.cells.map(fieldOf) ?? []
    return (
      fields.length > 1 &&
      fields.filter((field) => field !== undefined).length * 2 >= fields.length &&
      fields.some((field) => field === 'body' || field === 'headline')
    )
  },

  *parse(text, origin) {
    const all = rows(text, separatorOf(text))
    const header = all.next().value
    const names = header?.cells.map((name) => name.trim()) ?? []
    if (header === undefined || !names.some((name) => ['body', 'headline'].includes(fieldOf(name) ?? ''))) {
      const got = header === undefined ? 'an empty text' : quote(names.slice(0, 12).join(', '))
      yield {
        problem: inputProblem(
          { name: origin.name, line: 1 },
          'a first line of column names with "headline" or "body"',
          got,
          'Name the columns.',
        ),
      }
      return
    }
    let number = 0
    for (const row of all) yield parseRow(row, names, { ...origin, line: row.line, number: ++number })
  },
}

function parseRow({ cells, problem, length }: Row, names: readonly string[], origin: Origin): ParsedArticle {
  if (length > maxRecordLength) return { problem: tooLong(length, origin) }
  if (problem !== undefined || cells.length > names.length) {
    const got = problem ?? `${cells.length}: ${quote(cells.join(' | ').slice(0, 60))}`
    return {
      problem: inputProblem(
        origin,
        `a row of ${names.length} cells`,
        got,
        'Put cells that hold a separator between quotes; the next row was read.',
      ),
    }
  }
  // A name that stands twice (two authors) has both its cells.
  const values = new Map<string, string[]>()
  cells.forEach((cell, i) => {
    if (cell.trim() !== '') values.set(names[i], [...(values.get(names[i]) ?? []), cell])
  })
  const record: [string, unknown][] = []
  for (const [name, given] of values) {
    const parted = fieldOf(name) === 'speakers' || fieldOf(name) === 'author' ? given.flatMap((cell) => cell.split(';')) : given
    record.push([name, parted.length === 1 ? parted[0] : parted])
  }
  return toArticle(Object.fromEntries(record), origin)
}

/** The separator that stands most often in the first line. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/)
  const line = text.slice(0, Math.min(end < 0 ? text.length : end, 4000))
  const counts = separators.map((separator) => line.split(separator).length)
  return separators[counts.indexOf(Math.max(...counts))]
}
