// Marked turns of a transcript or an interview: "CHAIR: ...", "MS. HALVARD: ...".

import type { Piece } from './attribute.js'
import { HON } from './classes.js'
import type { Entity } from './names.js'
import type { Phrase, Reading } from './phrases.js'
import { CAP, COLON, LEFT, OPEN, RIGHT, STOP, UPPER, WORD } from './scan.js'

const leastTurns = 3
const longestLabel = 6

interface Turn {
  paragraph: number
  colon: number
  label: string
}

/** Adds the turns of a text to its pieces, if most of its paragraphs are turns of at least two speakers. */
export function addTurns(reading: Reading, pieces: Piece[]): Piece[] {
  const { scan, names } = reading
  const { kind, shape, paragraphs, text, start, end, count } = scan
  const turns: Turn[] = []
  const total = paragraphs.length - 1
  for (let p = 0; p < total; p++) {
    const first = paragraphs[p]
    const limit = Math.min(paragraphs[p + 1], first + longestLabel + 1)
    let at = first
    while (
      at < limit &&
      kind[at] !== COLON &&
      ((kind[at] === WORD && (shape[at] & CAP) !== 0) || kind[at] === STOP || kind[at] === LEFT || kind[at] === RIGHT)
    )
      at++
    if (at === first || at >= limit || kind[at] !== COLON || at + 1 >= paragraphs[p + 1] || kind[at + 1] === OPEN) continue
    turns.push({ paragraph: p, colon: at, label: text.slice(start[first], end[at - 1]) })
  }
  const labels = new Set(turns.map(({ label }) => label))
  if (turns.length < leastTurns || labels.size < 2 || labels.size >= turns.length || turns.length * 5 < total * 3) return pieces
  // "Q:" and "A:" name nobody.
  if (labels.has('A') && labels.has('Q')) return pieces
  const voices = new Map<string, Entity>()
  const added: Piece[] = []
  let group = pieces.length
  for (const { paragraph, colon, label } of turns) {
    const close = paragraphs[paragraph + 1]
    const open = paragraphs[paragraph]
    const mention = names.mentions[names.at[colon - 1]]
    const phrase: Phrase = { from: open, to: colon - 1, kind: 'nominal', mention: undefined }
    let entity = mention?.kind === 'person' || mention?.kind === 'unknown' ? mention.entity : voices.get(label)
    if (entity === undefined && ((scan.classes[open] & HON) !== 0 || (shape[open] & UPPER) === 0)) {
      const name = text.slice(start[(scan.classes[open] & HON) !== 0 && open + 1 < colon ? open + 1 : open], end[colon - 1])
      entity = {
        name: name === name.toUpperCase() ? name[0] + name.slice(1).toLowerCase() : name,
        kind: 'person',
        first: '',
        last: '',
        gender: 0,
        count: 1,
        seen: -1,
      }
      voices.set(label, entity)
    }
    added.push({
      span: {
        open: colon,
        close,
        start: start[colon + 1],
        end: end[Math.min(close, count) - 1],
        depth: 0,
        isSingle: false,
        isClosed: true,
      },
      look: { words: close - colon, isTitle: false, ending: 'none', isCapital: true, hasVerb: true, hasStop: true },
      isSpeech: true,
      kind: 'direct',
      pattern: 'turn',
      isWeak: false,
      cue: -1,
      voice: { phrase, entity },
      reporter: undefined,
      group: group++,
    })
  }
  const taken = new Set(turns.map(({ paragraph }) => paragraph))
  return [...pieces.filter(({ span }) => !taken.has(scan.paragraph[span.open])), ...added].sort((a, b) => a.span.open - b.span.open)
}
