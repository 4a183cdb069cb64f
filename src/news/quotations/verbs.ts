// Verbs that introduce what somebody says, and how they are inflected.

/** Verbs that nearly always introduce speech; `!` marks a doubled last consonant. */
export const strongVerbs =
  'acknowledge add admit advise affirm agree allege announce answer apologize argue ask assert assure beg! bellow boast brag! caution chant charge chide chime claim clarify comment complain concede conclude confirm contend continue counter crow cry deadpan! declare demand deny echo elaborate email emphasize exclaim explain fume grumble hint implore imply inform inquire insist interject intone joke lament lecture maintain muse mutter note observe opine plead post predict proclaim promise pronounce propose protest quip! reason recall recount reiterate relate remark remind repeat reply respond retort retweet roar say scoff scold scream shout sigh signal! snap! specify speculate state stipulate stress submit! suggest summarize surmise swear tease tell testify text theorize thunder tweet urge vent volunteer vow warn whisper wonder worry write yell'

/** Verbs that introduce speech in some sentences only. */
export const weakVerbs =
  'accuse address appeal attack begin believe blame blast brand call cast celebrate challenge characterize cheer cite coin compare condemn confront consider credit criticise criticize decide decline decry deem defend denounce depict deride describe detail determine direct disagree discuss dismiss dub! encourage endorse estimate expect express favor fear feel figure find fire go hail hear highlight hit! hold hope instruct invoke issue know label lash laud laugh list mention mock name offer oppose order outline pledge point portray praise press promote publish put question quote read recommend refer refuse regard reject release report request reveal rule see show sign sing slam! smile sound speak start sum! support talk thank think tout view want'

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
