// Keeps a run: its figures with date and machine as JSON, and plots of them.

import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import type { Corpus } from './corpus.js'
import type { Options } from './main.js'
import { barChart, type Chart } from './plot.js'
import { isMet, type Row, short } from './rows.js'

const folder = 'bench/results'

/** Writes `<date>-<name>.json` and a plot for each question that has one, whose names stay the same from run to run; gives the paths. */
export function save(name: string, options: Options, indexed: readonly Corpus[], rows: readonly Row[]): string[] {
  const date = new Date().toISOString().slice(0, 10)
  const [cpu] = cpus()
  const machine = {
    cpu: cpu.model.trim(),
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    node: process.version,
    v8: process.versions.v8,
    platform: `${process.platform} ${process.arch}`,
    load: loadavg().map((load) => Number(load.toFixed(2))),
  }
  const corpora = indexed.map(({ name: of, source, documents, textBytes }) => ({
    name: of,
    source,
    documents: documents.length,
    textBytes,
  }))
  const paths: string[] = []
  const write = (file: string, content: string) => {
    writeFileSync(`${folder}/${file}`, content)
    paths.push(`${folder}/${file}`)
  }
  const judged = rows.map((row) => ({ ...row, met: isMet(row) }))
  write(`${date}-${name}.json`, `${JSON.stringify({ date, machine, options, corpora, rows: judged }, rounded, 1)}\n`)
  const subtitle = `${date}, ${machine.cpu}, Node ${machine.node.slice(1)}; ${corpora.map((corpus) => `${corpus.name}: ${corpus.documents.toLocaleString('en-US')} documents`).join(', ')}`
  for (const [file, chart] of charts(rows, subtitle))
    if (chart.groups.some(({ bars }) => bars.length > 0)) write(`${file}.svg`, barChart(chart))
  return paths
}

function charts(rows: readonly Row[], subtitle: string): [string, Chart][] {
  const of = (question: string) => rows.filter((row) => row.question === question)
  const whole = of('search').filter(({ name }) => !name.endsWith('kernel'))
  const multi = of('bm25f').filter(({ unit, name }) => unit === 'us' && !name.endsWith('kernel'))
  return [
    [
      'search',
      {
        title: 'A search: times faster than MiniSearch',
        subtitle: `${subtitle}; median; the mark is the goal`,
        series: [''],
        groups: byCorpus(whole, (row) => [ratioBar(row, 'x')]),
        logarithmic: true,
      },
    ],
    [
      'latency',
      {
        title: 'A search, end to end: microseconds',
        subtitle: `${subtitle}; median, 95th percentile behind`,
        series: ['Rostrum', 'MiniSearch'],
        groups: byCorpus(whole, timeBars),
        logarithmic: true,
      },
    ],
    [
      'bm25f',
      {
        title: 'Three fields over one: time for the same queries',
        subtitle: `${subtitle}; at most the mark`,
        series: [''],
        groups: byCorpus(multi, (row) => [ratioBar(row, '')]),
      },
    ],
    [
      'size',
      {
        title: 'Bytes: part of what they are held against',
        subtitle: `${subtitle}; at most the mark`,
        series: [''],
        groups: byCorpus(of('size'), (row) => [ratioBar(row, '')]),
      },
    ],
    [
      'unpack',
      {
        title: 'Integers unpacked: millions a second',
        subtitle,
        series: ['unrolled', 'the other'],
        groups: byCorpus(of('unpack'), timeBars),
      },
    ],
  ]
}

function byCorpus(rows: readonly Row[], bars: (row: Row) => Chart['groups'][number]['bars']): Chart['groups'] {
  return [...new Set(rows.map(({ corpus }) => corpus))].map((heading) => ({
    heading,
    bars: rows.filter(({ corpus }) => corpus === heading).flatMap(bars),
  }))
}

function ratioBar({ name, ratio = 0, goal }: Row, times: string) {
  const mark = goal === undefined ? undefined : 'atLeast' in goal ? goal.atLeast : goal.atMost
  return {
    label: name,
    value: ratio,
    series: 0,
    figure: `${short(ratio)}${times === '' ? '' : ` ${times}`}`,
    ...(mark !== undefined && { goal: mark }),
  }
}

function timeBars({ name, ours, theirs, oursP95, theirsP95 }: Row) {
  const figure = (value: number, p95: number | undefined) => (p95 === undefined ? short(value) : `${short(value)} (${short(p95)})`)
  const bars = [{ label: name, value: ours, series: 0, figure: figure(ours, oursP95) }]
  if (theirs !== undefined) bars.push({ label: '', value: theirs, series: 1, figure: figure(theirs, theirsP95) })
  return bars
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value
}
