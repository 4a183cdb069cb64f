// Words too common to say what a query is about: left out of content words, and the most frequent of made-up text.

/** The most frequent English function words, most frequent first. */
export const stopWords: readonly string[] = (
  'the of to and a in that is it for on was with as be he at by have from are this not his but they an had we were which you has said will ' +
  'or their one would been who there its more can if what all so about when out up no she some than them could him into our other time two also ' +
  'after just only over now these her first may most such any my do your then because new how like even where me many between through those while ' +
  'did before under being very should both same us does own here well every too off each last during again until against down still since upon ' +
  'never might get got let say says going know think think yes no mr mrs'
)
  .split(' ')
  .filter((word, i, all) => all.indexOf(word) === i)
