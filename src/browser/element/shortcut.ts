// The keys that lead to the box from anywhere in the page: a slash, Ctrl-K, Cmd-K.

/** Whether a key asks for the box. */
export function isShortcut(event: KeyboardEvent): boolean {
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
