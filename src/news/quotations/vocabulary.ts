// Titles, roles, places and things of the news, by what they tell of a name beside them.

import { AGENCY, FEMALE, GROUP, MALE, ORG, PAPER, PLURAL, WORK } from './classes.js'

/** Words of some classes, lower case, space between. */
export interface Words {
  mask: number
  words: string
}

/** What stands before names. */
export const honorifics: readonly Words[] = [
  { mask: MALE, words: 'mr sir lord messrs' },
  { mask: FEMALE, words: 'mrs ms miss lady dame mme madame madam' },
  { mask: 0, words: 'dr prof hon mx' },
]

/** Roles of people. */
export const roles: readonly Words[] = [
  {
    mask: 0,
    words:
      'sen senator rep representative congressman gov governor president vice secretary minister prime premier chancellor chairman chair chairperson judge justice gen general col colonel lt lieutenant capt captain sgt sergeant maj major cmdr commander adm admiral corporal private mayor sheriff marshal king prince duke pope cardinal archbishop bishop rev reverend father rabbi imam sheikh ayatollah ambassador envoy commissioner director executive ceo cfo coo chief officer founder co-founder cofounder owner manager editor reporter correspondent columnist journalist anchor host moderator presenter author writer novelist poet critic professor lecturer scholar historian scientist researcher economist analyst expert strategist consultant pollster adviser advisor aide spokesperson counsel attorney lawyer prosecutor solicitor barrister leader activist organizer organiser advocate campaigner candidate nominee contender front-runner frontrunner opponent rival incumbent lawmaker legislator councillor councilor alderman delegate superdelegate member speaker whip treasurer deputy assistant inspector detective constable superintendent agent trooper doctor physician surgeon nurse psychologist psychiatrist engineer pilot coach player striker goalkeeper midfielder captain director producer actor singer musician composer conductor artist architect designer chef farmer teacher principal student pupil resident neighbor neighbour witness survivor victim suspect defendant plaintiff voter supporter donor investor trader banker broker entrepreneur businessman billionaire mogul magnate veteran soldier official diplomat bureaucrat insider source operative person man boy father son brother husband uncle grandfather friend colleague partner mother daughter veteran user commenter narrator caller guest worker driver waiter fan protester demonstrator heckler vicar priest monk coroner magistrate undersecretary',
  },
  {
    mask: MALE,
    words:
      'congressman chairman spokesman king prince duke pope cardinal businessman man boy father son brother husband uncle grandfather actor waiter assemblyman councilman tsar emperor',
  },
  {
    mask: FEMALE,
    words:
      'congresswoman chairwoman spokeswoman queen princess duchess businesswoman woman girl mother daughter sister wife aunt grandmother actress waitress assemblywoman councilwoman widow lady empress',
  },
]

/** Heads of organisations' names, groups of people, agencies, papers, works. */
export const things: readonly Words[] = [
  {
    mask: ORG,
    words:
      'usa action initiative act amendment forum convention conference republic nations kingdom ministry department agency committee commission council association union federation league institute institution university college school foundation fund bank group company corporation corp inc ltd co llc party campaign administration government office bureau service services authority court parliament congress senate house assembly cabinet board center centre organization organisation society alliance coalition network news times post journal tribune herald gazette ledger courier chronicle globe guardian mirror sun star observer economist magazine press media television tv radio army navy force forces police command guard corps pentagon kremlin nato un eu fbi cia nsa dnc rnc imf who wto opec nra aclu naacp pac hospital clinic church museum orchestra club team airline airlines airways industries motors systems technologies partners capital holdings energy treasury reserve embassy consulate taliban hamas hezbollah isis congress gop panel firm lab laboratory caucus crescent cross works tabloid newspaper outlet website blog broadcaster publisher operator regulator watchdog charity community',
  },
  {
    mask: AGENCY | ORG,
    words:
      'reuters ap afp tass itar-tass kcna xinhua yonhap kyodo jiji dpa interfax ria irna sana anadolu ansa efe pti upi bloomberg politico breitbart cnn bbc nbc abc cbs msnbc fox npr buzzfeed axios vox slate huffpost wapo nyt people variety gazeta rt wire',
  },
  {
    mask: PAPER,
    words:
      'statement report letter email e-mail memo ad advertisement poll survey study document documents documents article editorial op-ed story post tweet release announcement speech transcript notes note lawsuit complaint indictment affidavit filing order ruling opinion sign message website paper analysis headline book caption resolution law bill act constitution article platform petition records emails results data figures account video banner poster text data draft summary dispatch communique bulletin',
  },
  {
    mask: WORK,
    words:
      'book show film movie song album program programme podcast series novel play musical episode titled entitled called dubbed named so-called nicknamed article essay column documentary single track segment report poem memoir magazine newsletter bill act law plan operation project word words phrase term slogan hashtag label headline newscast broadcast sitcom drama opera painting game campaign website blog ballad anthem hit theme motto nickname known reading version comedy site',
  },
  {
    mask: GROUP | PLURAL,
    words:
      'police officials authorities aides advisers advisors critics supporters opponents republicans democrats conservatives liberals lawmakers senators leaders analysts experts economists researchers scientists prosecutors lawyers attorneys investigators residents witnesses voters protesters demonstrators activists organizers organisers reporters journalists editors strategists pollsters sources operatives workers employees executives investors traders doctors students teachers parents fans users people others some many most members families friends neighbors neighbours colleagues allies rivals candidates delegates americans men women children kids citizens participants attendees crowd audience staff team family couple pair authors scholars historians diplomats observers insiders donors veterans soldiers troops rebels militants officers firefighters rescuers politicians respondents',
  },
]

/** Countries, states and cities. */
export const places =
  'city county street avenue island islands valley beach hills bay lake square springs heights san diego united states tower township village afghanistan africa alabama alaska albania algeria america amsterdam arctic argentina arizona arkansas armenia asia athens atlanta austin australia austria baghdad baltimore bangladesh beijing beirut belarus belgium benghazi berlin bolivia bosnia boston brazil britain brooklyn brussels bulgaria burma burlington cairo calais california cambodia canada caracas charleston charlotte chicago chile china cleveland colombia colorado columbus congo connecticut crimea croatia cuba cyprus dallas damascus davos delaware denmark denver detroit dubai dublin edinburgh egypt england estonia ethiopia europe ferguson finland florida france frankfurt geneva georgia germany ghana greece guam guantanamo haiti hanoi havana hawaii honduras houston hungary iceland idaho illinois india indiana indianapolis indonesia iowa iran iraq ireland islamabad israel istanbul italy jakarta japan jerusalem jordan kabul kansas kentucky kenya kiev korea kosovo kuwait kyiv laos latvia lebanon libya lithuania london louisiana luxembourg madrid maine malaysia manhattan manila maryland massachusetts mexico miami michigan minneapolis minnesota mississippi missouri moldova mongolia montana morocco moscow mosul mumbai myanmar nairobi nebraska nepal netherlands nevada nigeria norway ohio oklahoma oman orlando oregon oslo ottawa pakistan palestine panama paris pennsylvania peru philadelphia philippines phoenix pittsburgh poland portland portugal prague pyongyang qatar rome romania russia rwanda sacramento scotland seattle seoul serbia shanghai singapore slovakia slovenia somalia spain stockholm sudan sweden switzerland sydney syria taiwan tehran tennessee texas thailand tokyo toronto tripoli tunisia turkey uganda ukraine utah uzbekistan venezuela vermont vienna vietnam virginia wales warsaw washington wisconsin wyoming yemen zimbabwe york hampshire jersey dakota carolina angeles francisco vegas orleans'

/** Adjectives of nations and beliefs. */
export const demonyms =
  'afghan african albanian algerian american arab arabian argentine armenian asian australian austrian belgian bolivian bosnian brazilian british bulgarian burmese cambodian canadian catholic chilean chinese christian colombian croatian cuban czech danish democratic dutch egyptian english ethiopian european filipino finnish french german greek hispanic hungarian icelandic indian indonesian iranian iraqi irish islamic israeli italian japanese jewish jordanian kenyan korean kurdish latino lebanese libyan lithuanian malaysian mexican mongolian moroccan muslim nigerian north norwegian pakistani palestinian peruvian philippine polish portuguese republican romanian russian saudi scottish serbian slovak somali south soviet spanish sudanese swedish swiss syrian thai tibetan tunisian turkish ugandan ukrainian venezuelan vietnamese welsh yemeni zimbabwean'
