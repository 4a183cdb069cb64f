// JSON Lines: one article a line. A bad line is a problem with its number, and the next is read.

import { type ArticleFormat, headLength } from '../format.js'
import { parseRecord } from '../record.js'
import { listNames } from './json.js'

/** One JSON object a line, in any of the known vocabularies; blank lines are passed over. */
export const jsonl: ArticleFormat = {
  name: 'jsonl',
  extensions: ['jsonl', 'ndjson', 'jsonlines'],
  byLine: true,

  detect(head) {
    const text = head.trimStart()
    if (!text.startsWith('{')) return false
    const end = text.indexOf('\n')
    // One line, cut or whole: a long article, unless it begins as a list of articles does.
    if (end < 0) return head.length >= headLength && !listNames.some((name) => text.slice(1).trimStart().startsWith(`"${name}"`))
    return text.slice(0, end).trimEnd().endsWith('}') && text.slice(end).trimStart().startsWith('{')
  },

  *parse(text, origin) {
    let number = origin.line ?? 1
    for (let start = 0; start < text.length; number++) {
      const feed = text.indexOf('\n', start)
      const end = feed < 0 ? text.length : feed
      const line = text.slice(start, end).trim()
      start = end + 1
      if (line !== '') yield parseRecord(line, { name: origin.name, label: origin.label, line: number })
    }
  },
}
