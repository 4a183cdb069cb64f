// Bar charts as SVG text: horizontal bars with their labels and figures, linear or logarithmic, with marks for what was aimed at.

/** One bar. */
export interface Bar {
  label: string
  value: number
  /** Which of the legend's series it is. */
  series: number
  /** Where a mark is drawn across the bar. */
  goal?: number
  /** What is written behind the bar. */
  figure: string
}

/** A chart: groups of bars under a heading each. */
export interface Chart {
  title: string
  subtitle: string
  series: readonly string[]
  groups: readonly { heading: string; bars: readonly Bar[] }[]
  logarithmic?: boolean
}

const colours = ['#1f6f8b', '#c26a3d', '#6b7f3a', '#7a5a9e']
const width = 900
const labelWidth = 320
const figureWidth = 120
const barHeight = 16
const rowHeight = 22
const ink = '#222'
const faint = '#666'

/** The chart as a whole SVG file. Bars must be above 0 where logarithmic. */
export function barChart({ title, subtitle, series, groups, logarithmic = false }: Chart): string {
  const all = groups.flatMap(({ bars }) => bars)
  const values = all.flatMap(({ value, goal }) => (goal === undefined ? [value] : [value, goal]))
  const largest = Math.max(...values)
  const ticks = logarithmic ? decades(Math.min(...values), largest) : steps(largest)
  const low = logarithmic ? Math.log10(ticks[0]) : 0
  const high = logarithmic ? Math.log10(ticks[ticks.length - 1]) : ticks[ticks.length - 1]
  const room = width - labelWidth - figureWidth
  const x = (value: number) => labelWidth + (room * ((logarithmic ? Math.log10(value) : value) - low)) / (high - low)
  const lines: string[] = []
  let y = series.length > 1 ? 84 : 64
  const top = y
  const body: string[] = []
  for (const { heading, bars } of groups) {
    y += 20
    body.push(text(16, y, heading, { weight: 600 }))
    y += 8
    for (const { label, value, series: s, goal, figure } of bars) {
      const middle = y + rowHeight / 2
      if (label !== '') body.push(text(labelWidth - 8, middle + 4, label, { anchor: 'end', size: 12 }))
      body.push(
        `<rect x="${labelWidth}" y="${round(middle - barHeight / 2)}" width="${round(Math.max(1, x(value) - labelWidth))}" height="${barHeight}" fill="${colours[s]}"/>`,
      )
      if (goal !== undefined) {
        body.push(`<path d="M${round(x(goal))} ${round(middle - 11)}v22" stroke="${ink}" stroke-width="2"/>`)
      }
      body.push(text(Math.max(x(value), goal === undefined ? 0 : x(goal)) + 6, middle + 4, figure, { size: 12 }))
      y += rowHeight
    }
  }
  for (const tick of ticks) {
    lines.push(`<path d="M${round(x(tick))} ${top}V${y + 6}" stroke="#ddd"/>`)
    lines.push(text(x(tick), y + 22, tick.toLocaleString('en-US'), { anchor: 'middle', size: 11, fill: faint }))
  }
  const legend = series.length > 1 ? series.map((name, i) => legendItem(name, i)) : []
  const height = y + 36
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(16, 28, title, { size: 17, weight: 600 }),
    text(16, 48, subtitle, { size: 12, fill: faint }),
    ...legend,
    ...lines,
    ...body,
    '</svg>\n',
  ].join('\n')
}

function legendItem(name: string, i: number): string {
  const at = labelWidth + i * 160
  return `<rect x="${at}" y="61" width="12" height="12" fill="${colours[i]}"/>${text(at + 18, 72, name, { size: 12 })}`
}

function text(x: number, y: number, content: string, { size = 13, weight = 400, anchor = 'start', fill = ink } = {}): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}">${escaped(content)}</text>`
}

function decades(least: number, largest: number): number[] {
  const ticks: number[] = []
  // a bar at the first tick would have no length
  for (let power = Math.floor(Math.log10(least * 0.999)); ; power++) {
    ticks.push(10 ** power)
    if (10 ** power >= largest) return ticks
  }
}

function steps(largest: number): number[] {
  const rough = largest / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) as number) * power
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, i) => Number((i * step).toPrecision(6)))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
