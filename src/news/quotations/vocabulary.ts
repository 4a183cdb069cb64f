// Titles, roles, places and things of the news, by what they tell of a name beside them.

import { AGENCY, FEMALE, GROUP, MALE, ORG, PAPER, PLURAL, WORK } from './classes.js'

/** What stands before names. */
export const honorifics: readonly (readonly [classes: number, words: string])[] = [
  [MALE, 'mr sir lord messrs'],
  [FEMALE, 'mrs ms miss lady dame mme madame madam'],
  [0, 'dr prof hon mx'],
]

/** Roles of people. */
export const roles: readonly (readonly [classes: number, words: string])[] = [
  [
    0,
    'chef colonel presenter skipper activist actor adviser advisor advocate agent aide ambassador analyst anchor assistant attorney author billionaire boy brother businessman caller candidate captain ceo chair chairman chancellor chief co-founder coach col colleague columnist commander commissioner congressman consultant contender correspondent counsel critic daughter defendant delegate deputy diplomat director doctor donor driver duke economist editor engineer envoy executive expert fan father founder friend front-runner frontrunner gen general gov governor guest historian host husband incumbent insider inspector investor journalist judge justice king lawmaker lawyer leader lieutenant lt major man manager marshal mayor member minister moderator mogul mother neighbor nominee nurse officer official operative opponent owner partner person physician pilot player pollster pope premier president prime prince principal private producer professor prosecutor protester rep reporter representative researcher resident rev rival scholar scientist secretary sen senator sgt sheriff singer soldier solicitor son source speaker spokesperson strategist student supporter suspect teacher user veteran vice victim voter whip witness worker writer',
  ],
  [MALE, 'actor boy brother businessman chairman congressman duke father husband king man pope prince son spokesman'],
  [FEMALE, 'actress chairwoman congresswoman daughter girl lady mother queen sister spokeswoman wife woman'],
]

/** Heads of organisations' names, groups of people, agencies, papers, works. */
export const things: readonly (readonly [classes: number, words: string])[] = [
  [
    ORG,
    'aclu act action administration agency airline airlines alliance amendment amnesty army assembly association authority bank blog board bureau cabinet campaign capital caucus center centre charity church cia clinic club co coalition college command commission committee community company conference congress consulate convention corp corporation corps council courier court cross department dnc economist embassy energy eu fbi federation firm force forces forum foundation fund gazette globe gop government group guard guardian hamas hezbollah holdings hospital house inc industries initiative institute institution isis journal kingdom kremlin lab league llc ltd magazine media ministry mirror motors museum nations nato navy network news newspaper nra nsa observatory office opec operator organisation organization outlet pac panel parliament partners party pentagon police post press publisher radio republic reserve rnc school senate service services society star sun systems taliban team technologies telegraph television times treasury tribune tv un union university usa watchdog website who works',
  ],
  [
    AGENCY | ORG,
    'abc afp anadolu ansa ap axios bbc bloomberg breitbart buzzfeed cbs cnn dpa efe fox gazeta huffpost interfax irna itar-tass jiji kcna kyodo msnbc nbc npr nyt people politico pti reuters ria rt sana slate tass upi variety vox wapo wire xinhua yonhap',
  ],
  [
    PAPER,
    'account act ad advertisement analysis announcement article banner bill book bulletin caption complaint constitution data document documents draft e-mail editorial email emails figures filing headline indictment law lawsuit letter memo message note notes op-ed opinion order paper petition platform poll post poster records release report resolution results ruling sign speech statement story study summary survey text transcript tweet video website',
  ],
  [
    WORK,
    'act anthem article bill blog book broadcast called campaign column comedy documentary drama dubbed entitled episode essay film game headline hit known label law magazine movie named newsletter novel opera operation painting phrase plan play podcast program programme project reading report segment series show single site slogan so-called song term theme titled track version website word words',
  ],
  [
    GROUP | PLURAL,
    'allies americans attendees audience authorities children citizens conservatives couple crowd democrats demonstrators employees families family investigators kids liberals many men militants most observers organizers others pair parents participants people percent police politicians rebels republicans respondents some staff team traders troops witnesses women',
  ],
]

/** Countries, states and cities. */
export const places =
  'afghanistan africa alabama america angeles arizona asia benghazi boston britain california canada carolina charlotte chicago china city colorado county cuba dakota egypt england europe ferguson florida france francisco georgia germany hampshire illinois india indiana iowa iran iraq island israel italy japan jersey kentucky korea libya london louisiana maryland massachusetts mexico michigan minnesota missouri moscow nevada ohio oklahoma pakistan paris pennsylvania philadelphia pyongyang russia san seoul states street syria texas tower turkey ukraine united utah valley vermont vietnam virginia washington wisconsin york'

/** Adjectives of nations and beliefs. */
export const demonyms =
  'afghan african american arab asian australian british canadian catholic chinese christian cuban democratic egyptian english european french german hispanic indian iranian iraqi islamic israeli japanese jewish korean kurdish latino mexican muslim north palestinian republican russian saudi south soviet syrian turkish ukrainian'
