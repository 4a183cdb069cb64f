// The modules of natural that Rostrum bundles, a stemmer each; its deep paths come without types.

declare module 'natural/lib/natural/stemmers/*' {
  const stemmer: { stem(word: string): string }
  export default stemmer
}
