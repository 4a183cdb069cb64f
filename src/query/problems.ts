// What a query string may have wrong with it: said to the person who typed it, never thrown.

import { queryLimits } from './limits.js'

/** What kind of problem; switch on these, never on messages. */
export type ProblemCode =
  | 'boost' // what follows ^ is not a boost, or a boost follows nothing
  | 'clauses' // more clauses than the limit: the rest is left out
  | 'depth' // nested deeper than the limit: what is deeper is left out
  | 'empty' // quotes or parentheses around nothing
  | 'length' // the query, or a phrase, longer than the limit: the rest is left out
  | 'operator' // AND, OR, NOT, + or - without what it should act on
  | 'parenthesis' // one that has no partner
  | 'quote' // one that has no partner
  | 'range' // not a range, or a range in a field that has none
  | 'unknown-field' // what stands before a colon is not a field: searched as text
  | 'unsupported' // syntax that other engines have: fuzzy, wildcards, exclusive bounds
  | 'value' // a field without a value, or with one that is not of its type

/** Something in a query string that was not understood as written, and what was made of it. */
export interface Problem {
  /** What was expected, what came, and the cure, for a person to read. */
  message: string
  /** First UTF-16 code unit of the query string that it is about. */
  start: number
  /** The code unit after the last (half-open). */
  end: number
  code: ProblemCode
}

/** Takes down a problem. */
export type Report = (code: ProblemCode, message: string, start: number, end: number) => void

/** A list of problems and the function that fills it: neighbours of one code become one, and the list is capped. */
export function problemList(): { problems: Problem[]; report: Report } {
  const problems: Problem[] = []
  return {
    problems,
    report(code, message, start, end) {
      const last = problems[problems.length - 1]
      if (last !== undefined && last.code === code && last.end === start) last.end = end
      else if (problems.length < queryLimits.problems) problems.push({ message, start, end, code })
    },
  }
}
