// A bar on stderr while something takes long: share done, speed, time left. Silent where nobody watches.

import type { Output } from './output.js'

/** A bar that is being drawn. */
export interface Progress {
  /** Tells how much is done; `total` undefined shows speed without a share. */
  update(done: number, total: number | undefined): void
  /** Shows the label alone, at once: for work that cannot tell how far it is. */
  begin(): void
  /** Takes the bar away, so that messages stand on a clean line; the next update draws it again. */
  clear(): void
}

const silent: Progress = { update: () => undefined, begin: () => undefined, clear: () => undefined }

const barWidth = 24
const redrawMs = 100
/** Nothing is drawn before: most work is done by then. */
const patienceMs = 300

/** Starts a bar called `label` for bytes; a silent one where stderr is no terminal or `quiet` is set. */
export function startProgress(output: Output, label: string, quiet = false): Progress {
  if (quiet || !output.showsProgress) return silent
  const started = performance.now()
  let drawn = started + patienceMs - redrawMs
  let isShown = false
  return {
    update(done, total) {
      const now = performance.now()
      if (now - drawn < redrawMs) return
      drawn = now
      isShown = true
      output.say(`\r${progressLine(label, done, total, (now - started) / 1000)}\u001b[K`)
    },
    begin() {
      isShown = true
      output.say(`\r${label} ...\u001b[K`)
    },
    clear() {
      if (isShown) output.say('\r\u001b[K')
      isShown = false
    },
  }
}

/** The text of a bar: `Reading  [######------]  50 %  12.0 MB/s  0:04 left`. `seconds` is the time since the start. */
export function progressLine(label: string, done: number, total: number | undefined, seconds: number): string {
  const speed = seconds > 0 ? done / seconds : 0
  const rate = `${(speed / 1e6).toFixed(1)} MB/s`
  if (total === undefined || total <= 0) return `${label}  ${(done / 1e6).toFixed(1)} MB  ${rate}`
  const share = Math.min(1, done / total)
  const full = Math.round(share * barWidth)
  const left = speed > 0 ? `  ${clock((total - done) / speed)} left` : ''
  return `${label}  [${'#'.repeat(full)}${'-'.repeat(barWidth - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  ${rate}${left}`
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
