// Verbs that introduce what somebody says, and how they are inflected.

/** Verbs that nearly always introduce speech; `!` marks a doubled last consonant. */
export const strongVerbs =
  'say tell affirm respond note observe agree write add ask reply respond answer state declare announce claim insist argue explain continue conclude remark warn tweet retweet shout yell joke exclaim recall testify promise vow predict assert complain concede acknowledge admit confirm deny contend maintain emphasize emphasise stress lament quip! muse murmur whisper scream chant boast caution counter charge allege opine retort recount reiterate repeat reason urge demand inquire interject protest proclaim pronounce assure remind inform advise brag! blog! post comment email text proffer snap! deadpan! scoff sigh gush intone plead cry bellow thunder crow demur! elaborate suggest propose speculate surmise theorize summarize volunteer relate rejoin fume growl grumble mutter stammer enthuse marvel implore beg! apologize apologise caption echo chide chastise scold lecture bemoan hint signal! imply tease vent wail holler roar boom beam wonder worry clarify specify stipulate submit! swear attest'

/** Verbs that introduce speech in some sentences only. */
export const weakVerbs =
  'start herald sum! interrupt call describe dismiss label blast praise name refer accuse denounce mock condemn criticize criticise compare deem dub! brand characterize characterise think believe know feel hope want reveal report read show find cite quote mention point put begin go speak talk offer sing hear express discuss address outline depict portray blame credit defend decry slam! rip! attack ridicule deride hail tout laud thank welcome congratulate invite challenge question pledge press order instruct direct request recommend support endorse favor reject oppose disagree refuse decline invoke coin publish release issue rule hold decide determine estimate expect fear consider regard view see sound laugh smile nod grin chuckle shrug! shrugged lash fire hit! swipe liken equate cast frame promote argue detail list highlight underscore celebrate encourage intend appeal correct contradict dispute rebuke rebut! refute concur! profess scrawl sign pen! recite dictate broadcast relay bark hurl taunt pound heap confront prefer oppose cheer jab! needle decree reckon figure guess imagine suspect doubt assume assess judge'

/** The forms of a verb: base, third person, past and `-ing`. */
export function verbForms(lemma: string): [form: string, kind: 'base' | 'other' | 'ing'][] {
  const doubles = lemma.endsWith('!')
  const base = doubles ? lemma.slice(0, -1) : lemma
  const last = base[base.length - 1]
  const endsInE = last === 'e' && base !== 'see'
  const endsInY = last === 'y' && !'aeo'.includes(base[base.length - 2])
  const stem = doubles ? base + last : endsInE ? base.slice(0, -1) : base
  const third = endsInY ? `${base.slice(0, -1)}ies` : /(?:s|sh|ch|x|o)$/.test(base) ? `${base}es` : `${base}s`
  return [
    [base, 'base'],
    [third, 'other'],
    [endsInY ? `${base.slice(0, -1)}ied` : `${stem}ed`, 'other'],
    [`${stem}ing`, 'ing'],
  ]
}
