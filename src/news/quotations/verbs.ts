// Verbs that introduce what somebody says, and how they are inflected.

/** Verbs that nearly always introduce speech; `!` marks a doubled last consonant. */
export const strongVerbs =
  'acknowledge add admit advise affirm agree allege announce answer apologise apologize argue ask assert assure attest beam beg! bellow bemoan blog! boast boom brag! caption caution chant charge chastise chide chime claim clarify comment complain concede conclude confirm contend continue counter crow cry deadpan! declare demand demur! deny echo elaborate email emphasise emphasize enthuse exclaim exhort explain fume growl grumble gush hint holler implore imply inform inquire insist interject intone joke lament lecture maintain marvel murmur muse mutter note observe opine plead post predict proclaim proffer promise pronounce propose protest quip! reason recall recount reiterate rejoin relate remark remind repeat reply respond retort retweet riff roar say scoff scold scream shout sigh signal! snap! specify speculate stammer state stipulate stress submit! suggest summarize surmise swear tease tell testify text theorize thunder tweet urge vent volunteer vow wail warn whisper wonder worry write yell'

/** Verbs that introduce speech in some sentences only. */
export const weakVerbs =
  'accuse address appeal assess assume attack bark begin believe blame blast brand broadcast call cast celebrate challenge characterise characterize cheer chuckle cite coin compare concur! condemn confront congratulate consider contradict correct credit criticise criticize decide decline decree decry deem defend denounce depict deride describe detail determine dictate direct disagree discuss dismiss dispute doubt dub! encourage endorse equate estimate expect express favor fear feel figure find fire frame go grin guess hail heap hear herald highlight hit! hold hope hurl imagine instruct intend interrupt invite invoke issue jab! judge know label lash laud laugh liken list mention mock name needle nod offer oppose order outline pen! pledge point portray pound praise prefer press profess promote publish put question quote read rebuke rebut! recite reckon recommend refer refuse refute regard reject relay release report request reveal ridicule rip! rule scrawl see show shrug! shrugged sign sing slam! smile sound speak start sum! support suspect swipe talk taunt thank think tout underscore view want welcome'

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
