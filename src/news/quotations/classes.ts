// Classes of words, one bit each; a word may have several.

/** A verb that introduces speech. */
export const CUE = 1 << 1
/** A cue that often is none: "called", "noted", "read". */
export const WEAK = 1 << 9
/** The `-ing` form of a cue. */
export const ING = 1 << 3
export const AUX = 1 << 12
export const DET = 1
export const PREP = 1 << 2
/** "and", "or", "but". */
export const CONJ = 1 << 24
/** "who", "which". */
export const REL = 1 << 17
export const ADV = 1 << 6
/** A pronoun that can be a subject. */
export const PRON = 1 << 11
export const MALE = 1 << 16
export const FEMALE = 1 << 15
/** "Mr.", "Sir": a name follows. */
export const HON = 1 << 22
/** A role of a person: "minister", "spokeswoman". */
export const ROLE = 1 << 5
export const FIRST = 1 << 7
/** The head of an organisation's name: "Ministry", "Times". */
export const ORG = 1 << 4
/** An agency or paper that passes on what others said. */
export const AGENCY = 1 << 23
export const PLACE = 1 << 19
export const DEMONYM = 1 << 25
/** Days and months. */
export const TIME = 1 << 13
/** What can be read or shown to say something: "statement", "poll". */
export const PAPER = 1 << 8
/** What has a title or a name: "book", "phrase". */
export const WORK = 1 << 30
/** An abbreviation whose full stop ends no sentence. */
export const SHORT = 1 << 29
/** "de", "bin": within a name. */
export const PARTICLE = 1 << 27
export const PLURAL = 1 << 21
/** "I", "we", "my". */
export const SELF = 1 << 28
/** A form of "be". */
export const BE = 1 << 31
/** "his", "her", "their". */
export const OWNER = 1 << 26
/** People as a group: "police", "officials". */
export const GROUP = 1 << 18
/** "when", "after", "because", "that". */
export const SUB = 1 << 20
/** A base form of a cue that is as often a noun or infinitive: "call", "say", "report". */
export const BASE = 1 << 10

/** Words that cannot be part of a noun phrase to their right. */
export const BREAK = PREP | CONJ | REL | AUX | SUB | PRON

/** A verb of action, which ends the noun phrase before it. */
export const VERB = 1 << 14

/** Nouns for what is said, whose owner is the speaker. */
export const POSS_NOUN = new Set(
  'words comment comments remark remarks statement speech tweet tweets phrase claim claims call calls assertion answer response message suggestion pledge promise declaration description criticism warning question rhetoric slogan vow admission letter email post opinion view characterization insistence refrain line motto mantra plea apology note op-ed'.split(
    ' ',
  ),
)
