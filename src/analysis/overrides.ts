// Words whose Porter stem would merge them with others, or part them from their own plural, and the terms they have instead.

// Words that are their own term: names and nouns whose last letters are no ending, and abstractions that are not what they are named after.
const alone = `
  activism adams aids andes andrews arabic arms arsenic atlas barely capitalism carrie cbs civility communism cosmos danielle daniels
  davies davis denis denise des detente dominic dos edwards excellency extremism fidelity france gabrielle goods harris has his
  hospitality housing impassioned ins integral integrity internment irs its journalism july las les likely liquidity lively los maine
  manned manning marie mars matthews mets michele michelle moore morale mrs nationalism news oliver pbs peters phillips physics plus
  populism posterity richards roberts rogers socialism stevens sunny this timely titanic unlikely ups valerie was williams yes
`

// One family a line; the first word is the term of all. Chosen from the stems that several frequent words of newspaper text share.
const families = `
  accountable accountability
  accountant accountants
  according accordance accordingly
  activity activities
  adamant adamantly
  add adds added adding
  admiral admirals
  affection affections affectionate
  agency agencies
  alienate alienates alienated alienating alienation
  analysis analyses
  animal animals
  apartment apartments
  appropriation appropriations appropriator appropriators
  arsenal arsenals
  assistant assistants
  association associations
  attendant attendants
  authority authorities
  authorize authorizes authorized authorizing authorization authorizations authorise authorises authorised authorising authorisation
  awful awfully
  bias biases biased
  bonus bonuses
  bus buses busses bused busing bussed bussing
  business businesses
  campus campuses
  capitalize capitalizes capitalized capitalizing capitalization
  cardinal cardinals
  careful carefully
  caucus caucuses caucused caucusing
  celebrity celebrities
  census censuses
  child children
  circus circuses
  civilization civilizations civilize civilized civilisation civilisations civilised
  collective collectives collectively
  communicate communicates communicated communicating communication communications communicator communicators communicative
  community communities
  compassion compassionate compassionately
  competent competently competence competency competencies
  conference conferences
  conservative conservatives conservatively
  considerable considerably
  constitution constitutions constitutional constitutionally constitutionality
  constructive constructively
  consulate consulates
  contention contentions
  contraction contractions
  convention conventions
  conventional conventionally
  conversation conversations conversational
  conversion conversions
  cooperate cooperates cooperated cooperating cooperation cooperative cooperatives cooperatively cooperator cooperators
  coronavirus coronaviruses
  correspondent correspondents
  crisis crises
  criterion criteria
  critical critically
  customer customers
  customs
  defection defections
  defendant defendants
  department departments departmental
  deposition depositions
  desertion desertions
  designate designates designated designating designation designations
  destination destinations
  dictator dictators
  die dies died dying
  digital digitally
  diversion diversions
  divisive divisively divisiveness
  do does doing
  earring earrings
  effective effectively effectiveness
  emergency emergencies
  empirical empirically
  engineer engineers engineered engineering
  eugenics eugenic
  evening evenings
  exceed exceeds exceeded exceeding exceedingly
  exceptional exceptionally exceptionalism
  executive executives
  expedition expeditions expeditionary
  experience experiences experienced experiencing
  experiment experiments experimented experimenting experimental experimentally experimentation
  fabricate fabricates fabricated fabricating fabrication fabrications fabricator fabricators
  federation federations
  fertilizer fertilizers
  focus focuses focused focusing focussed focussing
  formation formations
  founded founding
  free frees freed freeing
  gas gases gasses gassed gassing
  general generals generally
  generalize generalizes generalized generalizing generalization generalizations
  generate generates generated generating generator generators
  generation generations generational
  generic generics generically
  generous generously
  genius geniuses
  globalization globalize globalizes globalized globalizing globalisation globalise globalised
  go goes going
  government governments governmental
  handful handfuls
  heroine heroines
  herring herrings
  hilarious hilariously
  humane humanely
  humanity
  identical identically
  ignorant ignorance ignorantly
  important importantly importance
  informal informally
  informant informants
  initial initially initials
  initiative initiatives
  inning innings
  integrate integrates integrated integrating integration integrations
  internal internally internalize internalized
  international internationals internationally internationalize internationalized internationalization internationalism
  irony ironies ironic ironically
  lens lenses
  liberal liberals liberally liberalism
  liberalize liberalizes liberalized liberalizing liberalization
  liberate liberates liberated liberating liberation liberator liberators
  lie lies lied lying
  liquidate liquidates liquidated liquidating liquidation liquidations
  locale locales
  machination machinations
  majority majorities
  man men
  marginal marginally
  marginalize marginalizes marginalized marginalizing marginalization
  marine marines
  mariner mariners
  marshall
  medication medications
  memorial memorials
  mineral minerals
  minority minorities
  mobilize mobilizes mobilized mobilizing mobilization mobilizations
  moderator moderators
  national nationals nationally
  nationality nationalities
  nationalize nationalizes nationalized nationalizing nationalization
  natural naturally
  naturalize naturalizes naturalized naturalizing naturalization
  negligible negligibly
  nominal nominally
  objection objections
  objective objectives objectively objectivity
  officer officers
  operative operatives
  opposite opposites
  organic organically
  organism organisms
  organization organizations organizational organisation organisations organisational
  organize organizes organized organizing organizer organizers organise organises organised organising organiser organisers
  original originals originally originality
  outing outings
  paste pastes pasted pasting
  personal personally
  personality personalities
  phenomenon phenomena
  polite politely politeness
  population populations
  positive positives positively
  precedent precedents
  preside presides presided presiding
  privatize privatizes privatized privatizing privatization privatise privatised privatisation
  proceed proceeds proceeded proceeding proceedings
  procession processions
  progressive progressives progressively
  protestant protestants
  publication publications
  publicity publicize publicizes publicized publicizing
  rational rationally rationality
  rationale rationales
  reasonable reasonably reasonableness
  recession recessions recessionary
  relation relations
  remarkable remarkably
  reporter reporters
  representative representatives
  reservation reservations
  respective respectively
  responsible responsibly responsibility responsibilities
  security securities
  several
  severe severely severity
  sky skies
  status statuses
  succeed succeeds succeeded succeeding
  succession successions
  successive successively
  sue sues sued suing
  surplus surpluses
  tentative tentatively
  terminal terminals terminally
  tie ties tied tying
  transition transitions transitioned transitioning transitional
  treasurer treasurers
  tribunal tribunals
  unite unites united uniting
  universal universally universality
  universe universes
  university universities
  use uses used using
  useful usefully usefulness
  utility utilities
  vie vies vied vying
  vigilante vigilantes vigilantism
  vigilant vigilance vigilantly
  virus viruses
  wife wives
  willing willingly willingness
  witness witnesses witnessed witnessing
  woman women
`

// Contractions typed without their apostrophe, where that is no word itself: `were`, `well`, `cant` and `its` are, and Ive is a name.
const contractions = `
  ain't aint
  aren't arent
  could've couldve
  couldn't couldnt
  didn't didnt
  doesn't doesnt
  don't dont
  hadn't hadnt
  hasn't hasnt
  haven't havent
  i'm im
  isn't isnt
  it'd itd
  it'll itll
  might've mightve
  mightn't mightnt
  mustn't mustnt
  needn't neednt
  shan't shant
  should've shouldve
  shouldn't shouldnt
  that'll thatll
  they'd theyd
  they'll theyll
  they're theyre
  they've theyve
  wasn't wasnt
  we've weve
  weren't werent
  would've wouldve
  wouldn't wouldnt
  you'd youd
  you'll youll
  you're youre
  you've youve
`

/** Term by word, consulted before the stemmer (the technique that Lucene calls stemmer override). */
export const overrides: ReadonlyMap<string, string> = new Map([
  ...words(alone).map((word): [string, string] => [word, word]),
  ...[...families.trim().split('\n'), ...contractions.trim().split('\n')].flatMap(family),
])

function family(line: string): [string, string][] {
  const members = words(line)
  return members.map((word) => [word, members[0]])
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
