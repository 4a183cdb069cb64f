// RSS and Atom: each item is read for itself, so one bad item costs only itself, and a feed that is cut off gives what it has.

import type { ArticleFormat } from '../format.js'

/** RSS 0.9 to 2.0, RDF and Atom, by feedsmith. A JSON Feed is read as JSON. */
export const feed: ArticleFormat = {
  name: 'feed',
  extensions: ['rss', 'atom', 'rdf', 'xml'],
  byLine: false,

  detect(head) {
    const start = head.trimStart()
    return start.startsWith('<') && /<(?:[a-z0-9]{1,20}:)?(?:rss|feed|rdf)[\s>]/i.test(start.slice(0, 4096))
  },

  async *parse(text, origin) {
    const { parseFeed } = await import('../feed/feed.js')
    yield* parseFeed(text, origin)
  },
}
