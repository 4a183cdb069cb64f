// What stored queries are read and matched with: nothing that ranks, arranges or marks.

import { absent, here } from '../bytes/module.js'
import * as language from '../query/language.js'
import * as vocabulary from '../query/vocabulary.js'
import * as expansion from '../search/expansion.js'
import type { SearchModules } from '../search/modules.js'
import * as phrases from '../search/phrases.js'

/** Options of stored queries ask for no more. */
export const modules: SearchModules = {
  arrange: absent('arrange'),
  expansion: here(expansion),
  highlight: absent('highlight'),
  language: here(language),
  nearDuplicates: absent('nearDuplicates'),
  phrases: here(phrases),
  positions: absent('positions'),
  vocabulary: here(vocabulary),
}
