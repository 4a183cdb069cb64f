// Whom "he", "she" and "they" mean: the nearest who spoke or acted before, of the same gender.

import { AUX, CUE, DET, FEMALE, MALE, ORG, PAPER, PLURAL, PREP, SELF, VERB } from './classes.js'
import { type Entity, type Mention, newEntity } from './names.js'
import { isPast, nominalText, type Phrase, type Reading } from './phrases.js'
import { CLOSE, COMMA, isWord, POSSESSIVE, type Scan } from './scan.js'
import { clauseSubject, sentenceStart } from './subjects.js'

/** What is known of who spoke: token and entity, in order. */
export interface Spoken {
  token: number
  entity: Entity
}

/** Endings that given names of women have more often than those of men. */
const womanly = /(?:[^u]a|elle|ette|ine|een|lyn|beth|ise)$/

const maxTokens = 320

/**
 * The entity that a pronoun at `token` means, of `gender` or any where it is 0; `inQuote` tells which tokens are quoted. Looks back over some 300 tokens.
 */
export function antecedent(
  reading: Reading,
  token: number,
  gender: number,
  spoken: readonly Spoken[],
  inQuote: Uint8Array,
): Entity | undefined {
  const { scan, names } = reading
  const { sentence, paragraph, classes, shape } = scan
  const low = Math.max(0, token - maxTokens)
  const scores = new Map<Entity, number>()
  // "he told Hannity" is not Hannity
  const other = isWord(scan, token + 1, 'told') && names.at[token + 2] >= 0 ? names.mentions[names.at[token + 2]].entity : undefined
  const agrees = (entity: Entity): boolean => entity !== other && (gender === 0 || entity.gender === 0 || entity.gender === gender)
  let s = spoken.length - 1
  while (s >= 0 && spoken[s].token >= token) s--
  const lastSpoken = s >= 0 ? spoken[s] : undefined
  let distance = 0
  for (let at = token - 1; at >= low; at--) {
    if (scan.kind[at] === CLOSE && scan.pair[at] >= 0 && inQuote[at] !== 0) {
      at = scan.pair[at]
      continue
    }
    const m = names.at[at]
    if (m < 0 || inQuote[at] !== 0) continue
    const mention = names.mentions[m]
    at = mention.from
    const { entity } = mention
    if (entity === undefined || entity.kind === 'organization' || entity.kind === 'place' || mention.isDoubtful || !agrees(entity)) continue
    if (entity.kind === 'unknown' && entity.count < 2) continue
    distance = sentence[token] - sentence[at]
    const paragraphs = paragraph[token] - paragraph[at]
    if (paragraphs > 4) break
    let score = -distance * 1.6 - paragraphs * 0.6
    const before = mention.from - 1
    const isTopic = isWord(scan, before, 'for') && isWord(scan, before - 1, 'as') && distance === 0
    const isObject = !isTopic && before >= 0 && (classes[before] & PREP) !== 0
    // "As for Castro, he ..."
    if (isTopic) score += 3
    const isOwner = (shape[mention.last] & POSSESSIVE) !== 0
    if (isObject) score -= 1.3
    if (isOwner) score -= 0.8
    if (mention.from === 0 || sentence[mention.from - 1] !== sentence[mention.from] || (shape[mention.from] & 16) !== 0) score += 1.6
    if (entity.gender === gender && gender !== 0) score += 0.8
    else if (gender !== 0 && entity.first !== entity.last && womanly.test(entity.first)) score += gender === FEMALE ? 2 : -2
    if (isSubject(reading, mention)) score += 1
    else if (scan.kind[mention.last + 1] === COMMA && !isObject) score += 0.6
    score += Math.min(entity.count, 8) * 0.08
    const known = scores.get(entity)
    if (known === undefined || known < score) scores.set(entity, score)
    if (scores.size > 12) break
  }
  if (lastSpoken !== undefined && agrees(lastSpoken.entity)) {
    const gap = sentence[token] - sentence[lastSpoken.token]
    const paragraphs = paragraph[token] - paragraph[lastSpoken.token]
    const score = 2.2 - gap * 0.7 - paragraphs * 0.7
    scores.set(lastSpoken.entity, Math.max(scores.get(lastSpoken.entity) ?? -99, score) + (gap <= 3 ? 1.2 : 0.3))
  }
  let best: Entity | undefined
  let top = Number.NEGATIVE_INFINITY
  for (const [entity, score] of scores) {
    if (score <= top) continue
    top = score
    best = entity
  }
  if (best !== undefined && best.gender === 0 && gender !== 0 && top > 1) best.gender = gender
  return best
}

function isSubject({ scan }: Reading, { from, last }: Mention): boolean {
  // "Her opponent, Anselm Krooy, was brief."
  const next = scan.kind[last + 1] === COMMA && isApposed(scan, from) ? last + 2 : last + 1
  if (next >= scan.count || scan.kind[next] !== 1) return false
  const mask = scan.classes[next]
  return (mask & (AUX | CUE | VERB)) !== 0 || isPast(scan, next)
}

/** Tells whether a name follows a comma, with at most a role between. */
function isApposed({ kind, classes }: Scan, from: number): boolean {
  return kind[from - 1] === COMMA || (kind[from - 2] === COMMA && (classes[from - 1] & (PREP | DET)) === 0)
}

/** Whom a phrase means. */
export function entityOf(
  reading: Reading,
  { kind, from, mention }: Phrase,
  spoken: readonly Spoken[],
  inQuote: Uint8Array,
): Entity | undefined {
  if (kind === 'name') return mention?.entity
  if (kind !== 'pronoun') return undefined
  const mask = reading.scan.classes[from]
  if ((mask & SELF) !== 0) return undefined
  if (isWord(reading.scan, from, 'it')) return thing(reading, from)
  const gender = mask & (MALE | FEMALE)
  if (gender === 0 || (mask & PLURAL) !== 0) return undefined
  return antecedent(reading, from, gender, spoken, inQuote)
}

/** What "it" means: the subject of the sentence before, if that is no person. */
function thing(reading: Reading, token: number): Entity | undefined {
  const { scan } = reading
  let at = token
  for (let tries = 0; tries < 4 && at > 0; tries++) {
    const high = at
    at = sentenceStart(reading, tries === 0 ? at : at - 1)
    const phrase = at < high ? clauseSubject(reading, at, high) : undefined
    if (phrase === undefined || phrase.kind === 'pronoun') continue
    if (phrase.mention?.entity !== undefined && phrase.kind === 'name') {
      if (phrase.mention.kind === 'organization') return phrase.mention.entity
      continue
    }
    if ((scan.classes[phrase.to] & (ORG | PAPER)) === 0) continue
    return newEntity(nominalText(scan, phrase), 'organization')
  }
  return undefined
}
