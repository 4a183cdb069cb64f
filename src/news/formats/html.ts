// HTML pages: one article each, its facts from schema.org or the page's head, its text without the page's furniture.

import { maxRecordLength } from '../article.js'
import type { ArticleFormat } from '../format.js'
import { tooLong } from '../record.js'

/** A page with schema.org's NewsArticle (or a kind of it) as JSON-LD, `og:` and `article:` properties, or nothing of the kind. */
export const html: ArticleFormat = {
  name: 'html',
  extensions: ['html', 'htm', 'xhtml'],
  byLine: false,

  detect(head) {
    const start = head.slice(0, 4096).trimStart()
    return start.startsWith('<') && /<(?:!doctype\s{1,9}html|html|head|body|article|meta|title|div|h1|p)[\s>]/i.test(start)
  },

  async *parse(text, origin) {
    if (text.length > maxRecordLength) yield { problem: tooLong(text.length, origin) }
    else {
      const { parsePage } = await import('../page/page.js')
      yield parsePage(text, origin)
    }
  },
}
