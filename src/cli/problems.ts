// Says what is wrong with articles that are read, by the place each stands in: the first few, and how many more.

import { counted, messageText, type Output } from './output.js'

/** How many problems are written out; the others are counted. */
const mostProblems = 20

/** What was wrong so far. */
export interface Problems {
  /** All of them, those not written out too. */
  readonly count: number
  /** Notes one, and says it while there are few. */
  note(text: string): void
  /** Says how many were not written out. */
  end(): void
}

/** A problem and its place: the file and, where one is known, the line of the article. */
export function problemAt(name: string, line: number | undefined, message: string): string {
  return `${line === undefined ? name : `${name}:${line}`}: ${message}`
}

/** Begins with no problem; `clear` takes a progress bar off the line before one is said. */
export function startProblems(output: Output, clear: () => void): Problems {
  let count = 0
  return {
    get count() {
      return count
    },
    note(text) {
      if (++count > mostProblems) return
      clear()
      output.say(messageText(text, output))
    },
    end() {
      if (count > mostProblems) output.say(`and ${counted(count - mostProblems, 'more problem')}\n`)
    },
  }
}
