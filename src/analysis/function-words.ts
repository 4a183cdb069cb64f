// Words that hold a sentence together and say little of what it is about, and what they count for in a query.

/**
 * What a function word counts for in a query: enough to choose between documents that are otherwise alike, too little to lead. On the collections of
 * bench/relevance.ts anything from 0 to 0.4 serves long questions alike, and a headline as query loses least at 0.3.
 */
export const functionWordWeight = 0.3

/** English function words, folded. Not `us` and `may`, which are a country and a month. */
export const englishFunctionWords: ReadonlySet<string> = new Set(
  (
    'a about above after again against all am an and any are as at be because been before being below between both but by can could did do does ' +
    'doing down during each few for from further had has have having he her here hers him his how i if in into is it its me more most my no nor ' +
    'not of off on once only or other our out over own same she should so some such than that the their them then there these they this those ' +
    "through to too under until up very was we were what when where which while who whom why will with would you your don't doesn't didn't isn't " +
    "aren't wasn't weren't can't couldn't won't wouldn't shouldn't haven't hasn't hadn't i'm it's you're we're they're i've we've they've i'll"
  ).split(' '),
)
