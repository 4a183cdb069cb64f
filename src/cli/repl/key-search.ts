// Ctrl-R: a search through the lines typed before, in place of the prompt.

/** A search under way. */
export interface KeySearch {
  /** Takes what was typed. */
  take(text: string): void
}

const again = '\u0012'
const erase = '\u001b[2K\r'

/**
 * Begins a search through `history`, newest first. Ctrl-R goes to the next older line, Enter takes it, Ctrl-C, Ctrl-G and Escape give up, and any other
 * key of control takes the line and does to it what it does. `draw` gets what to show; `done` gets the line, empty where none was taken, and the keys it did not want.
 */
export function startKeySearch(
  history: readonly string[],
  draw: (text: string) => void,
  done: (line: string, rest: string) => void,
): KeySearch {
  let wanted = ''
  let at = 0
  let isOver = false
  const find = (from: number): number => {
    for (let i = from; i < history.length; i++) if (history[i].includes(wanted)) return i
    return -1
  }
  const found = () => (at >= 0 && wanted !== '' ? history[at] : '')
  const show = () => {
    const state = at < 0 ? 'nothing with' : 'search'
    draw(`${erase}(${state} ‘${wanted}’) ${found()}`)
  }
  const finish = (line: string, rest: string) => {
    isOver = true
    draw(erase)
    done(line, rest)
  }
  const takeKey = (key: string, rest: string) => {
    if (key === again) {
      const older = find(at + 1)
      if (older >= 0) at = older
    } else if (key === '\u007f' || key === '\b') {
      wanted = [...wanted].slice(0, -1).join('')
      at = find(0)
    } else if (key === '\r' || key === '\n') finish(found(), '\r')
    else if (key === '\u0003' || key === '\u0007' || (key === '\u001b' && rest === '')) finish('', '')
    else if (key < ' ') finish(found(), key + rest)
    else {
      wanted += key
      // the line shown stays while it still fits
      if (at < 0 || !history[at].includes(wanted)) at = find(Math.max(0, at))
    }
  }
  show()
  return {
    take(text) {
      const characters = [...text]
      for (let i = 0; i < characters.length && !isOver; i++) takeKey(characters[i], characters.slice(i + 1).join(''))
      if (!isOver) show()
    },
  }
}
