// How often do stemmers agree with Snowball's own lists? natural's and Orama's, language by language; what is bundled is chosen by it.

import { existsSync, readFileSync } from 'node:fs'
import { stemmer as nl } from '@orama/stemmers/dutch'
import { stemmer as en } from '@orama/stemmers/english'
import { stemmer as fr } from '@orama/stemmers/french'
import { stemmer as de } from '@orama/stemmers/german'
import { stemmer as it } from '@orama/stemmers/italian'
import { stemmer as no } from '@orama/stemmers/norwegian'
import { stemmer as pt } from '@orama/stemmers/portuguese'
import { stemmer as ru } from '@orama/stemmers/russian'
import { stemmer as es } from '@orama/stemmers/spanish'
import { stemmer as sv } from '@orama/stemmers/swedish'
import naturalEn from 'natural/lib/natural/stemmers/porter_stemmer.js'
import naturalDe from 'natural/lib/natural/stemmers/porter_stemmer_de.js'
import naturalEs from 'natural/lib/natural/stemmers/porter_stemmer_es.js'
import naturalFr from 'natural/lib/natural/stemmers/porter_stemmer_fr.js'
import naturalIt from 'natural/lib/natural/stemmers/porter_stemmer_it.js'
import naturalNl from 'natural/lib/natural/stemmers/porter_stemmer_nl.js'
import naturalNo from 'natural/lib/natural/stemmers/porter_stemmer_no.js'
import naturalPt from 'natural/lib/natural/stemmers/porter_stemmer_pt.js'
import naturalRu from 'natural/lib/natural/stemmers/porter_stemmer_ru.js'
import naturalSv from 'natural/lib/natural/stemmers/porter_stemmer_sv.js'
import type { Analyzer } from '../src/analysis/analyzer.js'
import { english } from '../src/analysis/english.js'
import { foldDiacritics } from '../src/analysis/fold.js'
import { german } from '../src/analysis/languages/de.js'
import { spanish } from '../src/analysis/languages/es.js'
import { french } from '../src/analysis/languages/fr.js'
import { italian } from '../src/analysis/languages/it.js'
import { dutch } from '../src/analysis/languages/nl.js'
import { norwegian } from '../src/analysis/languages/no.js'
import { portuguese } from '../src/analysis/languages/pt.js'
import { russian } from '../src/analysis/languages/ru.js'
import { swedish } from '../src/analysis/languages/sv.js'
import type { Answer } from './questions.js'

type Stem = (word: string) => string
interface Candidate {
  list: string
  code: string
  natural: Stem
  orama: Stem
  analyzer: Analyzer
  /** Why, where agreement does not decide. */
  reason?: string
}

const candidates: readonly Candidate[] = [
  { list: 'porter', code: 'en', natural: (word) => naturalEn.stem(word), orama: en, analyzer: english },
  {
    list: 'german',
    code: 'de',
    natural: (word) => naturalDe.stem(word),
    orama: de,
    analyzer: german,
    reason: 'they agree alike; natural’s brings 311 KB of word lists',
  },
  { list: 'spanish', code: 'es', natural: (word) => naturalEs.stem(word), orama: es, analyzer: spanish, reason: 'within 0.1' },
  { list: 'french', code: 'fr', natural: (word) => naturalFr.stem(word), orama: fr, analyzer: french },
  { list: 'italian', code: 'it', natural: (word) => naturalIt.stem(word), orama: it, analyzer: italian, reason: 'within 0.1' },
  { list: 'dutch_porter', code: 'nl', natural: (word) => naturalNl.stem(word), orama: nl, analyzer: dutch },
  { list: 'norwegian', code: 'no', natural: (word) => naturalNo.stem(word), orama: no, analyzer: norwegian, reason: 'they agree alike' },
  { list: 'portuguese', code: 'pt', natural: (word) => naturalPt.stem(word), orama: pt, analyzer: portuguese, reason: 'within 0.1' },
  { list: 'russian', code: 'ru', natural: (word) => naturalRu.stem(word), orama: ru, analyzer: russian },
  { list: 'swedish', code: 'sv', natural: (word) => naturalSv.stem(word), orama: sv, analyzer: swedish, reason: 'they agree alike' },
]

/** `ours` is the agreement of the stemmer that is bundled, `theirs` of the other; then what the whole analyzer makes of forms without their accents. */
export const stemmers: Answer = (_, tell) => {
  for (const { list, code, natural, orama, analyzer, reason } of candidates) {
    const folder = new URL(`../../shared/data/stemmers/${list}/`, import.meta.url)
    if (!existsSync(folder)) {
      tell({ corpus: list, name: 'skipped: the list is not there', unit: '', ours: Number.NaN })
      continue
    }
    const [words, stems] = ['voc.txt', 'output.txt'].map((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    const source = new URL(`../src/analysis/${code === 'en' ? 'porter' : `languages/${code}`}.ts`, import.meta.url)
    const isNatural = readFileSync(source, 'utf8').includes("from 'natural/")
    const agreement = (stem: Stem) => percent(words, (word, i) => stem(word) === stems[i])
    tell({
      corpus: list,
      name: isNatural ? 'natural is bundled / orama' : 'orama is bundled / natural',
      unit: '%',
      ours: agreement(isNatural ? natural : orama),
      theirs: agreement(isNatural ? orama : natural),
      note: `${words.length - 1} words${reason === undefined ? '' : `; ${reason}`}`,
    })
    const term = (word: string) => analyzer.normalize(word, 0).term
    const { precision, recall } = conflation(words, term, (_, i) => foldDiacritics(stems[i]))
    tell({ corpus: list, name: 'pairs that the list makes one, of those that we do', unit: '%', ours: precision })
    tell({ corpus: list, name: 'pairs that we make one, of those that the list does', unit: '%', ours: recall })
    const accented = words.filter((word) => foldDiacritics(word) !== word)
    if (accented.length < 100) continue
    tell({
      corpus: list,
      name: 'accented words found by what is typed without accents',
      unit: '%',
      ours: percent(accented, (word) => term(word) === term(foldDiacritics(word))),
      note: `${accented.length} words`,
    })
  }
}

function percent(words: readonly string[], isGood: (word: string, i: number) => boolean): number {
  let good = 0
  let all = 0
  words.forEach((word, i) => {
    if (word === '') return
    all++
    if (isGood(word, i)) good++
  })
  return Math.round((1e4 * good) / all) / 100
}

/** How the pairs of words that get one term, by ours and by theirs, overlap; counted by groups. */
function conflation(
  words: readonly string[],
  ours: Stem,
  theirs: (word: string, i: number) => string,
): { precision: number; recall: number } {
  const groups = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  words.forEach((word, i) => {
    if (word === '') return
    const [a, b] = [ours(word), theirs(word, i)]
    for (const [g, key] of [a, b, `${a} ${b}`].entries()) groups[g].set(key, (groups[g].get(key) ?? 0) + 1)
  })
  const [a, b, both] = groups.map((group) => [...group.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0))
  return { precision: Math.round((1e4 * both) / a) / 100, recall: Math.round((1e4 * both) / b) / 100 }
}
