// The main text of a page, found by Mozilla's Readability in linkedom's tree.

import Readability from '@mozilla/readability/Readability.js'
import { parseHTML } from 'linkedom'
import { textOfMarkup } from '../markup/text.js'

/** Finds a page's main text and who signs it; undefined where there is none. */
export function readMain(html: string): { text: string; byline: string | undefined } | undefined {
  try {
    const { document } = parseHTML(/<body[\s>]/i.test(html) ? html : `<html><head></head><body>${html}</body></html>`)
    const found = new Readability(document, { disableJSONLD: true, charThreshold: 100 }).parse()
    if (found?.content == null) return undefined
    const text = textOfMarkup(found.content)
    return text === '' ? undefined : { text, byline: found.byline ?? undefined }
  } catch {
    // Whatever a hostile page does to a tree, its text is still read by its tags.
    return undefined
  }
}
