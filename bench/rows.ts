// A row of the table: two figures, their ratio, and what was aimed at.

/** One comparison. */
export interface Row {
  question: string
  corpus: string
  name: string
  /** Of `ours` and `theirs`. */
  unit: string
  /** A median where it is a time. */
  ours: number
  /** What it is held against: the other engine, or what the name says after a slash. */
  theirs?: number
  oursP95?: number
  theirsP95?: number
  /** Which way round is the question's choice: times faster, or a part of. */
  ratio?: number
  /** Of the ratio where there is one, else of `ours`. */
  goal?: { atLeast: number } | { atMost: number }
  note?: string
}

const columns = [8, 50, 20, 20, 10, 10] as const

/** The names of the columns. */
export const tableHead = cells('corpus', 'row', 'ours (p95)', 'theirs (p95)', 'ratio', 'goal')

/** Whether the goal was met; undefined where there is none. */
export function isMet({ goal, ratio, ours }: Row): boolean | undefined {
  if (goal === undefined) return undefined
  const value = ratio ?? ours
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
}

/** A row as a line of text. */
export function rowLine(row: Row): string {
  const { corpus, name, unit, ours, theirs, oursP95, theirsP95, ratio, goal, note } = row
  const figure = (value: number | undefined, p95: number | undefined) =>
    value === undefined ? '' : `${short(value)}${p95 === undefined ? '' : ` (${short(p95)})`} ${unit}`
  const aim = goal === undefined ? '' : 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`
  const met = isMet(row)
  const verdict = met === undefined ? '' : met ? 'met' : 'MISSED'
  const line = cells(corpus, name, figure(ours, oursP95), figure(theirs, theirsP95), ratio === undefined ? '' : short(ratio), aim)
  return `${line}  ${verdict.padEnd(6)}  ${note ?? ''}`.trimEnd()
}

/** All rows with a goal, and how many were met. */
export function summary(rows: readonly Row[]): string {
  const aimed = rows.filter(({ goal }) => goal !== undefined)
  const met = aimed.filter((row) => isMet(row)).length
  return [tableHead, ...aimed.map(rowLine), `${met} goals met, ${aimed.length - met} missed`].join('\n')
}

/** A number with three digits that matter. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en-US')
  return size >= 10 ? value.toFixed(1) : size >= 1 ? value.toFixed(2) : value.toPrecision(3)
}

function cells(...texts: string[]): string {
  return texts.map((text, i) => (i < 2 ? text.padEnd(columns[i]) : text.padStart(columns[i]))).join(' ')
}
