// The entry `rostrum/news`: articles in, documents for an Index out.

export { type Article, derivedHeadline, type InputProblem, type ParsedArticle, type Turn } from './article.js'
export { type DateReading, readDate } from './dates.js'
export { type ParseOptions, parseArticles } from './parse.js'
export type { Quotation, QuotationPart, QuotationSpeaker } from './quotations/quotation.js'
export { extractQuotations, type QuotationOptions } from './quotations.js'
export { type NewsDocument, newsDocument, newsSchema } from './schema.js'
