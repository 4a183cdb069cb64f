// WebVTT: captions of the web, with voices.

import type { ArticleFormat } from '../format.js'
import { parseCues } from './cues.js'

/** `WEBVTT`, then cues; `<v Speaker>` tells who speaks, `NOTE Headline: ...` what it is. */
export const vtt: ArticleFormat = {
  name: 'vtt',
  extensions: ['vtt'],
  aliases: ['webvtt'],
  byLine: false,

  detect(head) {
    return /^WEBVTT(?:[ \t\r\n]|$)/.test(head)
  },

  *parse(text, origin) {
    yield parseCues(text, origin)
  },
}
