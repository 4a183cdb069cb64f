// Speech that is told by how paragraphs begin: turns, "CHAIR: ...", "Q: ...", and lines of dialogue, "— ..., said Halvard."

import type { Piece, Voice } from './attribute.js'
import { after } from './attribution.js'
import { CUE, HON } from './classes.js'
import { type Entity, newEntity } from './names.js'
import type { Phrase, Reading } from './phrases.js'
import { CAP, COLON, COMMA, DASH, LEFT, OPEN, RIGHT, STOP, UPPER, WORD } from './scan.js'

const leastTurns = 3
const longestLabel = 6
const longestLine = 200

interface Turn {
  paragraph: number
  colon: number
  label: string
}

function piece({ scan }: Reading, open: number, close: number, end: number, told: Pick<Piece, 'pattern' | 'cue' | 'voice'>): Piece {
  return {
    span: { open, close, start: scan.start[open + 1], end, depth: 0, isSingle: false, isClosed: true },
    look: { words: close - open, isTitle: false, ending: 'none', isCapital: true },
    isSpeech: true,
    kind: 'direct',
    isWeak: false,
    reporter: undefined,
    group: -1 - open,
    ...told,
  }
}

/** Lines of dialogue: a paragraph that begins with a dash, and in which a comma or a question mark is followed by who said it. */
export function dialogue(reading: Reading, voice: (phrase: Phrase) => Voice): Piece[] {
  const { kind, classes, paragraphs, text, start, end, count } = reading.scan
  const found: Piece[] = []
  for (let p = 0; p + 1 < paragraphs.length; p++) {
    const open = paragraphs[p]
    if (kind[open] !== DASH || text.charCodeAt(start[open]) === 45) continue
    for (let i = open + 2; i < Math.min(paragraphs[p + 1], count, open + longestLine); i++) {
      const isComma = kind[i] === COMMA
      if (kind[i] === DASH || kind[i] === OPEN) break
      if ((!isComma && kind[i] !== STOP) || kind[i - 1] === STOP) continue
      if (!isComma && (classes[i + 1] & CUE) === 0) continue
      const told = after(reading, isComma ? i - 1 : i, isComma ? 'none' : 'query', true)
      if (told === undefined || told.cue > i + 8) continue
      found.push(piece(reading, open, i, end[isComma ? i - 1 : i], { pattern: told.pattern, cue: told.cue, voice: voice(told.phrase) }))
      break
    }
  }
  // One alone is an item of a list.
  return found.length > 1 ? found : []
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
  const voices = new Map<string, Entity>()
  // "A:" is the one person that the text names before; who asks, it does not say.
  const isInterview = labels.has('A') && labels.has('Q')
  if (isInterview) {
    const asked = new Set<Entity>()
    for (const { kind, last, entity } of names.mentions)
      if (kind === 'person' && entity !== undefined && last < paragraphs[turns[0].paragraph]) asked.add(entity)
    const [only] = asked
    if (asked.size !== 1) return pieces
    voices.set('A', only)
  }
  const added: Piece[] = []
  for (const { paragraph, colon, label } of turns) {
    const close = paragraphs[paragraph + 1]
    const open = paragraphs[paragraph]
    if (isInterview && !voices.has(label)) continue
    const mention = names.mentions[names.at[colon - 1]]
    const phrase: Phrase = { from: open, to: colon - 1, kind: 'nominal', mention: undefined }
    let entity = mention?.kind === 'person' || mention?.kind === 'unknown' ? mention.entity : voices.get(label)
    if (!isInterview && entity === undefined && ((scan.classes[open] & HON) !== 0 || (shape[open] & UPPER) === 0)) {
      const name = text.slice(start[(scan.classes[open] & HON) !== 0 && open + 1 < colon ? open + 1 : open], end[colon - 1])
      entity = newEntity(name === name.toUpperCase() ? name[0] + name.slice(1).toLowerCase() : name, 'person')
      voices.set(label, entity)
    }
    added.push(piece(reading, colon, close, end[Math.min(close, count) - 1], { pattern: 'turn', cue: -1, voice: { phrase, entity } }))
  }
  const taken = new Set(turns.map(({ paragraph }) => paragraph))
  return [...pieces.filter(({ span }) => !taken.has(scan.paragraph[span.open])), ...added].sort((a, b) => a.span.open - b.span.open)
}
