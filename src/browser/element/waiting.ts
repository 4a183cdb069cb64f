// That an answer is waited for, as it is seen: by the list at once, in words after a while.

import type { Frame } from './frame.js'

/** Milliseconds of waiting after which it is said that there is waiting. */
export const noticeable = 400

/** One wait at a time. */
export class Waiting {
  #slow: ReturnType<typeof setTimeout> | undefined

  /** What is shown is no answer yet; `say` is called if it takes long. */
  begin({ hits, results }: Frame, say: () => void): void {
    hits.classList.add('waiting')
    results.setAttribute('aria-busy', 'true')
    this.hush()
    this.#slow = setTimeout(say, noticeable)
  }

  /** Whether what is shown is no answer yet. */
  isOn({ results }: Frame): boolean {
    return results.hasAttribute('aria-busy')
  }

  /** Something else is said by now. */
  hush(): void {
    clearTimeout(this.#slow)
  }

  /** Nothing is waited for. */
  end({ hits, results }: Frame): void {
    this.hush()
    hits.classList.remove('waiting')
    results.removeAttribute('aria-busy')
  }
}
