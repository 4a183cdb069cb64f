// What a quotation is: the plain data that `extractQuotations` gives.

/** Half-open range of UTF-16 code units. */
export interface QuotationPart {
  start: number
  end: number
}

/** Who said it. */
export interface QuotationSpeaker extends QuotationPart {
  /** The fullest name that the text has for the speaker, or the noun phrase without its article. */
  name: string
  /** The speaker as it stands beside the words: "he", "Xi", "a spokesman for Tass". */
  mention: string
  kind: 'person' | 'organization' | 'nominal'
}

/** Words that somebody said, with who said them. */
export interface Quotation {
  /** The words, without marks; of several parts, with a space between. */
  text: string
  /** `direct`: whole clauses between marks; `mixed`: words between marks in the writer's sentence; `indirect`: without marks. */
  kind: 'direct' | 'mixed' | 'indirect'
  /** Half-open, UTF-16. */
  start: number
  end: number
  /** The pieces, where words of the writer or marks stand between them. */
  parts?: QuotationPart[]
  speaker?: QuotationSpeaker
  /** The agency or paper that passes the words on. */
  reportedBy?: string
  /** The verb or phrase that introduces the words. */
  cue?: string
  /** How likely the speaker is right, 0 to 1, by how it was found. */
  confidence: number
  /** Stands within another quotation. */
  nested?: true
}
