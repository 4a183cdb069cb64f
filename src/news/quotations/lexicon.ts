// What the words of news prose are to a quotation: a table from lower-case words to classes, found by hash from the text itself.

import {
  ADV,
  AUX,
  BASE,
  BE,
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
  OWNER,
  PARTICLE,
  PLACE,
  PLURAL,
  PREP,
  PRON,
  REL,
  ROLE,
  SELF,
  SHORT,
  SUB,
  TIME,
  VERB,
  WEAK,
} from './classes.js'
import { firstNamesFemale, firstNamesMale } from './first-names.js'
import { strongVerbs, verbForms, weakVerbs } from './verbs.js'
import { demonyms, honorifics, places, roles, things } from './vocabulary.js'

const classes = new Map<string, number>()

/** Gives words more classes. */
function give(mask: number, words: string): void {
  for (const word of words.split(' ')) classes.set(word, (classes.get(word) ?? 0) | mask)
}

function giveVerbs(mask: number, verbs: string): void {
  for (const verb of verbs.split(' ')) {
    for (const [form, kind] of verbForms(verb)) give(mask | (kind === 'ing' ? ING : kind === 'base' ? BASE : 0), form)
  }
}

giveVerbs(CUE, strongVerbs)
giveVerbs(CUE | WEAK, weakVerbs)
// "state news agency", far more often than "they state"
classes.delete('state')
give(CUE, 'said told wrote says goes')
give(CUE | WEAK, 'thought knew felt found saw held put went began spoke sang swore spoken thinks read reads known heard')
classes.set('per', PREP)

give(AUX, 'has have had having will would can could may might must shall should do does did to not never wont cannot')
give(AUX | BE, 'is are was were be been being am')
give(AUX, "don't doesn't didn't won't wouldn't can't couldn't hasn't haven't hadn't shouldn't")
give(AUX | BE, "isn't aren't wasn't weren't")
give(
  DET,
  'the a an this that these those another each every both some any no all many several few most one two three four five six seven eight nine ten',
)
give(PLURAL, 'two three four five six seven eight nine ten both many several few all some most')
give(DET | OWNER, 'its their our my your whose')
give(DET | OWNER | MALE, 'his')
give(DET | OWNER | FEMALE, 'her')
give(DET | OWNER | SELF, 'my our')
give(
  PREP,
  'of in on at by for from with about against between into through during without within among toward towards upon across behind beyond over under near to like via despite including regarding outside inside amid alongside around throughout concerning versus per off ahead',
)
give(CONJ, 'and or but nor yet so plus')
give(REL, 'who whom which whose')
give(
  SUB,
  'when while after before because since although though if unless until as than whether where why how that once whereas what then that lest',
)
give(
  ADV,
  'ago late early also later earlier now again then once often repeatedly recently still even just only already simply always never ever soon too however meanwhile instead apparently nevertheless nonetheless further famously reportedly previously there here yesterday today tomorrow tonight first last initially finally eventually afterward afterwards sometimes perhaps maybe indeed thus hence moreover furthermore additionally likewise similarly otherwise besides anyway quite very well back both himself herself themselves itself next',
)
give(PRON | MALE, 'he')
give(PRON | FEMALE, 'she')
give(PRON | PLURAL, 'they')
give(PRON, 'it you')
give(PRON | SELF, 'i we')
for (const word of ['he', 'she', 'they', 'it', 'you', 'i', 'we'])
  for (const end of ["'d", "'ll", "'re", "'ve", "'m"]) give(classes.get(word) ?? 0, word + end)
give(PARTICLE, 'de van von bin ibn al el la le du di da del dos der den ter ap ben st')
give(
  SHORT,
  'mr mrs ms dr sen rep gov gen lt col sgt capt prof rev hon st jr sr maj cmdr adm supt det messrs mx mme jan feb mar apr jun jul aug sept sep oct nov dec vs etc no inc corp ltd co bros dept univ assn ave blvd pa fla calif mass conn tenn ala ariz ark colo del ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore tex va vt wash wis wyo',
)
give(
  VERB,
  'took made gave got came ran won lost met left became brought built bought caught chose cut drew drove ate fell fought flew forgot grew hung hid kept led let paid rose sold sent shook shot showed shut sat slept spent stood stole stuck struck taught tore threw understood wore takes makes gives gets comes runs wins loses meets leaves becomes brings keeps leads lets pays sends shows stands goes appears seems remains used needs wants',
)
give(
  TIME,
  'week month year weekend night morning afternoon evening day days weeks months years summer winter spring hour hours monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan feb sept oct nov dec',
)
for (const [mask, words] of honorifics) give(HON | mask, words)
for (const [mask, words] of roles) give(ROLE | mask, words)
// "activists", of "activist"
give(GROUP | PLURAL, roles[0][1].replaceAll(/(?= |$)/g, 's'))
for (const [mask, words] of things) give(mask, words)
give(PLACE, places)
give(DEMONYM, demonyms)
give(FIRST | MALE, firstNamesMale)
give(FIRST | FEMALE, firstNamesFemale)
give(FIRST, 'kim lee')

// Open addressing over the words' hashes; `scan` computes the same hash while it reads a word.
const size = 1 << 14
const slots = new Int16Array(size).fill(-1)
const words = [...classes.keys()]
const masks = Int32Array.from(classes.values())
for (let i = 0; i < words.length; i++) {
  let hash = 0
  for (let c = 0; c < words[i].length; c++) hash = hashStep(hash, words[i].charCodeAt(c))
  let slot = hash & (size - 1)
  while (slots[slot] >= 0) slot = (slot + 1) & (size - 1)
  slots[slot] = i
}

/** The next hash of a word, given that of the characters before; `code` is lower case. */
export function hashStep(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

/** The classes of the word at `text[start, end)`, any case, whose lower-case hash is given; 0 where it is unknown. */
export function classesAt(text: string, start: number, end: number, hash: number): number {
  const length = end - start
  let slot = hash & (size - 1)
  for (let i = slots[slot]; i >= 0; i = slots[slot]) {
    const word = words[i]
    if (word.length === length) {
      let at = 0
      while (at < length && lower(text.charCodeAt(start + at)) === word.charCodeAt(at)) at++
      if (at === length) return masks[i]
    }
    slot = (slot + 1) & (size - 1)
  }
  return 0
}

/** The classes of a word; 0 where it is unknown. */
export function classesOf(word: string): number {
  return classes.get(word) ?? 0
}

/** A character's lower case, of ASCII and of curly apostrophes, which are made straight. */
export function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code === 0x2019 ? 39 : code
}
