// The entry `rostrum/news`: articles in, documents for an Index out.

export type { Searchable } from './answers.js'
export { type Article, derivedHeadline, type InputProblem, type ParsedArticle, type Turn } from './article.js'
export { type DateReading, readDate } from './dates.js'
export { type ParseOptions, parseArticles } from './parse.js'
export {
  type QuotationColumn,
  type QuotationHit,
  type QuotationResults,
  type QuotationSearchOptions,
  quotations,
} from './quotation-search.js'
export type { Quotation, QuotationPart, QuotationSpeaker } from './quotations/quotation.js'
export { extractQuotations, type QuotationOptions } from './quotations.js'
export type { NewsQuotation } from './quoted.js'
export { type NewsDocument, type NewsDocumentOptions, newsDocument, newsSchema } from './schema.js'
export { type Speaker, type SpeakerOptions, type Speakers, speakers } from './speakers.js'
