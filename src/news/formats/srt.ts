// SubRip: numbered cues, with who speaks before a colon or not at all.

import type { ArticleFormat } from '../format.js'
import { parseCues, readTiming } from './cues.js'

/** Numbered cues with a line of times each; `NAME:` and `>> NAME:` tell who speaks. */
export const srt: ArticleFormat = {
  name: 'srt',
  extensions: ['srt'],
  aliases: ['subrip'],
  byLine: false,

  detect(head) {
    const [number = '', timing = ''] = head.trimStart().split(/\r\n|\r|\n/, 2)
    return /^\d{1,9}\s{0,9}$/.test(number) && readTiming(timing) !== undefined
  },

  *parse(text, origin) {
    yield parseCues(text, origin)
  },
}
