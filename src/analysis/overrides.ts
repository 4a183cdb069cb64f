// Words that Porter's stemmer would merge with others, and the terms they have instead.

const families = `
news: news
`

const contractions = `
don't: dont
`

/** Term by word; consulted before the stemmer. */
export const overrides: ReadonlyMap<string, string> = new Map([...rows(families), ...rows(contractions)])

/** Reads lines of `term: word word`, the term being a word of its own line. */
function rows(table: string): [string, string][] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [term, words] = line.split(': ')
      return [term, ...words.split(' ')].map((word): [string, string] => [word, term])
    })
}
