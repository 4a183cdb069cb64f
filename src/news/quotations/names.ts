// Names in a text: runs of capitalised words, taken apart into titles and name, and tied to one entity each by last or first name.

import {
  ADV,
  AGENCY,
  AUX,
  BASE,
  CONJ,
  CUE,
  DEMONYM,
  DET,
  FEMALE,
  FIRST,
  GROUP,
  HON,
  ING,
  MALE,
  ORG,
  PAPER,
  PARTICLE,
  PLACE,
  PREP,
  PRON,
  REL,
  ROLE,
  SUB,
  TIME,
  VERB,
} from './classes.js'
import { classesOf } from './lexicon.js'
import { CAP, FIRST_OF_SENTENCE, isWord, LEFT, NUMBER, OTHER, POSSESSIVE, RIGHT, type Scan, UPPER, WORD, wordAt } from './scan.js'

/** What a name is the name of; `role` is a title without a name. */
export type NameKind = 'person' | 'organization' | 'place' | 'role' | 'unknown'

/** Somebody or something that a text names. */
export interface Entity {
  name: string
  kind: NameKind
  first: string
  last: string
  /** `MALE`, `FEMALE` or 0. */
  gender: number
  /** How often it is named. */
  count: number
  /** Token of the last full mention so far, -1 for none. */
  seen: number
}

/** A name as it stands in the text: tokens `first` to `last`, with titles from `from` on. */
export interface Mention {
  from: number
  first: number
  last: number
  kind: NameKind
  gender: number
  entity: Entity | undefined
  /** What it means if it is no person's name. */
  own?: Entity
  /** Alone at the start of a sentence, so that the capital says nothing. */
  isDoubtful: boolean
}

/** All names of a text, and the mention at each token or -1. */
export interface Names {
  mentions: Mention[]
  at: Int32Array
  byLast: Map<string, Entity[]>
  byFirst: Map<string, Entity[]>
  organizations: Map<string, Entity>
}

const NO_NAME = DET | PREP | CONJ | REL | SUB | PRON | AUX | ADV | VERB
const maxRun = 12
const maxSame = 12

/** An empty table of names. */
export function newNames(count: number): Names {
  return { mentions: [], at: new Int32Array(count + 1).fill(-1), byLast: new Map(), byFirst: new Map(), organizations: new Map() }
}

/** Somebody or something that is met for the first time. */
export function newEntity(name: string, kind: NameKind, first = '', last = '', gender = 0): Entity {
  return { name, kind, first, last, gender, count: 1, seen: -1 }
}

/** Finds the names of a text and says whom each means. */
export function findNames(scan: Scan, names: Names): void {
  const { count, paragraphs } = scan
  for (let p = 0; p + 1 < paragraphs.length; p++) {
    const isTitle = isHeadline(scan, paragraphs[p], paragraphs[p + 1])
    for (let i = paragraphs[p]; i < paragraphs[p + 1] && i < count; ) i = readRun(scan, names, i, isTitle)
  }
  for (const mention of names.mentions) {
    if (mention.entity === undefined) mention.entity = resolve(scan, names, mention)
    else mention.entity.seen = mention.first
  }
  for (let m = 0; m < names.mentions.length; m++) {
    const { from, last } = names.mentions[m]
    for (let i = from; i <= last; i++) names.at[i] = m
  }
}

/** Tells whether nearly all longer words of a paragraph are capitalised, so that capitals say nothing in it. */
function isHeadline({ kind, shape, start, end }: Scan, from: number, to: number): boolean {
  if (to - from > 40) return false
  let all = 0
  let capital = 0
  for (let i = from; i < to; i++) {
    if (kind[i] !== WORD || end[i] - start[i] < 4) continue
    all++
    if ((shape[i] & CAP) !== 0) capital++
  }
  return all >= 4 && capital * 10 >= all * 7
}

function isNameWord({ kind, shape, classes }: Scan, i: number, isTitle: boolean): boolean {
  if (kind[i] !== WORD || (shape[i] & CAP) === 0) return false
  const mask = classes[i]
  if ((mask & TIME) !== 0 && (mask & FIRST) === 0) return false
  // "Adding, ..."
  if ((mask & ING) !== 0 && (shape[i] & FIRST_OF_SENTENCE) !== 0) return false
  // "Clinton Said", in headlines and lists written like them
  if ((mask & (CUE | BASE | ING)) === CUE && (mask & (ROLE | ORG | PAPER | FIRST | PLACE)) === 0 && (shape[i] & FIRST_OF_SENTENCE) === 0)
    return false
  if ((mask & (NO_NAME | (isTitle ? CUE : 0))) === 0) return true
  return (shape[i] & UPPER) !== 0 && (mask & (ORG | FIRST)) !== 0
    ? true
    : (mask & (FIRST | PARTICLE | HON)) !== 0 && (shape[i] & UPPER) === 0 && (mask & (PRON | DET)) === 0
}

/** Reads the run of capitalised words at `i`, if there is one, and returns the token after it. */
function readRun(scan: Scan, names: Names, i: number, isTitle: boolean): number {
  const { kind, shape, classes, paragraph } = scan
  if (!isNameWord(scan, i, isTitle)) return i + 1
  let last = i
  let hasOf = false
  while (last + 1 < scan.count && last - i < maxRun && paragraph[last + 1] === paragraph[i]) {
    // "Miners’ Union"
    if (
      (shape[last] & POSSESSIVE) !== 0 &&
      !(scan.end[last] - scan.stem[last] === 1 && (classes[last + 1] & ORG) !== 0 && (shape[last + 1] & CAP) !== 0)
    )
      break
    const next = last + 1
    if ((shape[next] & FIRST_OF_SENTENCE) !== 0) break
    if (isNameWord(scan, next, isTitle)) last = next
    else if (next + 1 < scan.count && kind[next] === WORD && (classes[next] & PARTICLE) !== 0 && isNameWord(scan, next + 1, isTitle))
      last = next + 1
    else if (kind[next] === OTHER && scan.text[scan.start[next]] === '&' && isNameWord(scan, next + 1, isTitle)) last = next + 1
    else if (isWord(scan, next, 'for') && (classes[last] & (ORG | AGENCY)) === ORG && isNameWord(scan, next + 1, isTitle)) {
      // "Syrian Observatory for Human Rights"
      last = next + 1
      hasOf = true
    } else if (isWord(scan, next, 'of') && (classes[last] & (ORG | ROLE)) !== 0 && (classes[last] & FIRST) === 0) {
      const after = isWord(scan, next + 1, 'the') ? next + 2 : next + 1
      if (after >= scan.count || !isNameWord(scan, after, isTitle)) break
      last = after
      hasOf = true
    } else break
  }
  addRun(scan, names, i, last, isTitle, hasOf)
  return last + 1
}

function addRun(scan: Scan, names: Names, from: number, last: number, isTitle: boolean, hasOf: boolean): void {
  const { classes, shape, kind } = scan
  let first = from
  let gender = 0
  let titles = false
  // Titles and what stands before them.
  for (let i = from; i <= last; i++) {
    const mask = classes[i]
    if ((mask & HON) !== 0 || ((mask & ROLE) !== 0 && !(i === last && i > first && (classes[i - 1] & FIRST) !== 0))) {
      titles = true
      if ((mask & (MALE | FEMALE)) !== 0) gender = mask & (MALE | FEMALE)
      first = i + 1
      // "Secretary of State John Kerry": the place or office after "of" is one word, or two before a given name.
      if (hasOf && isWord(scan, i + 1, 'of')) {
        first = isWord(scan, i + 2, 'the') ? i + 4 : i + 3
        i = first - 1
      }
    }
  }
  if (first > last) {
    names.mentions.push({ from, first: from, last, kind: 'role', gender, entity: undefined, isDoubtful: false })
    return
  }
  const lastMask = classes[last]
  const isSingle = first === last
  const starts =
    (shape[from] & FIRST_OF_SENTENCE) !== 0 ||
    (from > 0 && kind[from - 1] !== WORD && kind[from - 1] !== NUMBER && scan.sentence[from - 1] !== scan.sentence[from])
  // "Amnesty International", "Human Rights Watch"
  const isBody = first === from && !isSingle && (isWord(scan, last, 'international') || isWord(scan, last, 'watch'))
  let isOrganization =
    isBody ||
    ((lastMask & (ORG | AGENCY)) !== 0 &&
      ((classes[first] & FIRST) === 0 || isSingle || (lastMask & AGENCY) !== 0 || (classes[first] & PLACE) !== 0))
  if (hasOf && first === from) for (let i = first; i <= last; i++) if ((classes[i] & ORG) !== 0) isOrganization = true
  if (isOrganization && !(titles && isSingle && (lastMask & AGENCY) === 0 && (classes[from] & HON) !== 0)) {
    // "Justice Department": what looked like a title is part of the name.
    const start = titles && (classes[from] & HON) === 0 ? from : first
    const found = organization(scan, names, start, last, starts && isSingle && (shape[last] & UPPER) === 0)
    // "Sun said": a paper, unless somebody of that name is in the text.
    if (isSingle && start === last && (lastMask & AGENCY) === 0 && (shape[last] & UPPER) === 0) {
      found.own = found.entity
      found.entity = undefined
    }
    names.mentions.push(found)
    return
  }
  // A given name further on: what stands before it is no part of the name.
  for (let i = first + 1; i < last; i++) {
    if (
      (classes[i] & FIRST) !== 0 &&
      (classes[i - 1] & FIRST) === 0 &&
      (classes[i] & PLACE) === 0 &&
      (classes[first] & FIRST) === 0 &&
      !isInitial(scan, i - 1)
    ) {
      const isModifier =
        (classes[first] & (PLACE | DEMONYM | ORG | GROUP | CUE)) !== 0 || isTitle || (shape[first] & UPPER) !== 0 || i - first >= 2
      if (isModifier) first = i
      break
    }
  }
  while (
    first < last &&
    ((classes[first] & DEMONYM) !== 0 ||
      ((classes[first] & PLACE) !== 0 && (classes[first] & FIRST) === 0 && !isPlaceRun(scan, first, last)))
  )
    first++
  const mask = classes[first]
  if (!titles && (isPlaceRun(scan, first, last) || (first < last && (lastMask & PLACE) !== 0 && (mask & FIRST) === 0))) {
    names.mentions.push({ from, first, last, kind: 'place', gender: 0, entity: undefined, isDoubtful: false })
    return
  }
  if (first === last && !titles) {
    if ((shape[last] & UPPER) !== 0 && !isTitle && scan.stem[last] - scan.start[last] <= 6) {
      names.mentions.push(organization(scan, names, first, last, false))
      return
    }
    if ((mask & (GROUP | DEMONYM)) !== 0) {
      names.mentions.push({ from, first, last, kind: 'role', gender: 0, entity: undefined, isDoubtful: starts })
      return
    }
  }
  if (gender === 0 && first < last && (mask & FIRST) !== 0) gender = mask & (MALE | FEMALE)
  if (gender === (MALE | FEMALE)) gender = 0
  const isFull = first < last
  const isKnown = titles || (mask & FIRST) !== 0
  const mention: Mention = {
    from,
    first,
    last,
    kind: isFull || isKnown ? 'person' : 'unknown',
    gender,
    entity: undefined,
    isDoubtful: starts && from === last,
  }
  if (isFull && (!isTitle || isKnown)) mention.entity = person(scan, names, mention)
  names.mentions.push(mention)
}

function isInitial({ start, end }: Scan, i: number): boolean {
  return end[i] - start[i] <= 2
}

function isPlaceRun({ classes }: Scan, first: number, last: number): boolean {
  for (let i = first; i <= last; i++) if ((classes[i] & (PLACE | DEMONYM)) === 0) return false
  return (classes[last] & PLACE) !== 0
}

function organization(scan: Scan, names: Names, first: number, last: number, isDoubtful: boolean): Mention {
  const name = scan.text.slice(scan.start[first], scan.stem[last])
  let entity = names.organizations.get(name)
  if (entity === undefined) {
    entity = newEntity(name, 'organization')
    names.organizations.set(name, entity)
  }
  entity.count++
  // "Korean Central News Agency (KCNA)": from here on the letters mean the name.
  if (last + 3 < scan.count && scan.kind[last + 1] === LEFT && scan.kind[last + 3] === RIGHT && (scan.shape[last + 2] & UPPER) !== 0) {
    const letters = wordAt(scan, last + 2)
    if (!names.organizations.has(letters) && letters[0] === name[0]) names.organizations.set(letters, entity)
  }
  return { from: first, first, last, kind: 'organization', gender: 0, entity, isDoubtful }
}

/** The entity of a full name: one already met that fits, or a new one. */
function person(scan: Scan, names: Names, { first, last, gender }: Mention): Entity {
  let end = last
  while (end > first + 1 && /^(?:jr|sr|ii|iii|iv)$/i.test(wordAt(scan, end))) end--
  const firstName = wordAt(scan, first).toLowerCase()
  const lastName = wordAt(scan, end).toLowerCase()
  const same = names.byLast.get(lastName)
  const known = same?.find((each) => each.first === firstName)
  if (known !== undefined) {
    known.count++
    if (known.gender === 0) known.gender = gender
    return known
  }
  const name = scan.text.slice(scan.start[first], scan.stem[last])
  const entity = newEntity(name, 'person', firstName, lastName, gender)
  remember(names.byLast, lastName, entity)
  remember(names.byFirst, firstName, entity)
  return entity
}

function remember(table: Map<string, Entity[]>, key: string, entity: Entity): void {
  const same = table.get(key)
  if (same === undefined) table.set(key, [entity])
  else if (same.length < maxSame) same.push(entity)
}

/** Whom a name of one word means: the full name met with that last name, else first name, whose gender agrees. */
function resolve(scan: Scan, names: Names, mention: Mention): Entity | undefined {
  const { first, last, kind, gender } = mention
  if (kind === 'role' || kind === 'place') return undefined
  let end = last
  while (end > first && /^(?:jr|sr|ii|iii|iv)$/i.test(wordAt(scan, end))) end--
  const word = wordAt(scan, end).toLowerCase()
  const agrees = (each: Entity): boolean => gender === 0 || each.gender === 0 || each.gender === gender
  const byLast = names.byLast.get(word)?.filter(agrees)
  const found =
    byLast?.length === 1 ? byLast[0] : byLast !== undefined && byLast.length > 0 ? mostNamed(byLast) : names.byFirst.get(word)?.find(agrees)
  if (found !== undefined && first === end) {
    mention.kind = found.kind
    mention.isDoubtful = false
    found.count++
    return found
  }
  if (mention.own !== undefined) return mention.own
  if (mention.isDoubtful && kind === 'unknown') return undefined
  // A name of one word, of which the text knows no more.
  const name = scan.text.slice(scan.start[first], scan.stem[last])
  const mask = scan.classes[end]
  const own = (mask & FIRST) !== 0 ? mask & (MALE | FEMALE) : 0
  const entity = newEntity(name, kind, word, word, gender || (own === (MALE | FEMALE) ? 0 : own))
  remember(names.byLast, word, entity)
  return entity
}

function mostNamed(entities: readonly Entity[]): Entity {
  return entities.reduce((best, each) => {
    const given = isGiven(each)
    if (given !== isGiven(best)) return given ? each : best
    return each.count > 2 * best.count || (each.seen > best.seen && each.count * 2 >= best.count) ? each : best
  })
}

/** Tells whether a name begins with a given name, and not with what stood before it in a headline. */
function isGiven({ first }: Entity): boolean {
  return (classesOf(first) & FIRST) !== 0
}

/** Makes a name known from outside of the text, as its headline or author. */
export function knowNames(scan: Scan, into: Names): void {
  const own = newNames(scan.count)
  for (let i = 0; i < scan.count; ) i = readRun(scan, own, i, true)
  for (const [key, entities] of own.byLast) if (!into.byLast.has(key)) into.byLast.set(key, entities)
  for (const [key, entities] of own.byFirst) if (!into.byFirst.has(key)) into.byFirst.set(key, entities)
}
