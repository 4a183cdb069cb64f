// The keys that lead to the box from anywhere in the page: a slash, Ctrl-K, Cmd-K.

/** Gives a box the focus, with its text selected, where a key of the page asks for it. */
export function takeShortcut(event: KeyboardEvent, box: HTMLInputElement): void {
  if (!isShortcut(event)) return
  event.preventDefault()
  box.focus()
  box.select()
}

/** Whether a key asks for the box. */
function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey) return false
  const isCommand = event.ctrlKey || event.metaKey
  return isCommand ? event.key.toLowerCase() === 'k' : event.key === '/' && !isTyping(event)
}

/** Whether a key goes into a text that somebody writes. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
