// Elements made by hand, never from HTML: text becomes text nodes, so that no document and no query can bring markup into a page.

/** What an element may be given: attributes (true for one without a value, false or undefined for none), and listeners under `on`. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** What may stand within an element. */
export type Child = Node | string | undefined

/** Makes an element with attributes and children; strings become text. */
export function node<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: readonly Child[]) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? '' : String(value))
  }
  for (const child of children) if (child !== undefined) made.append(child)
  return made
}

/** Puts others in the place of an element's children. */
export function refill(parent: ParentNode, ...children: readonly Child[]): void {
  parent.replaceChildren(...children.filter((child) => child !== undefined))
}

/** A text with its marks, half-open ranges in order, each within `<mark>`. */
export function marked(text: string, marks: readonly (readonly [number, number])[]): DocumentFragment {
  const fragment = document.createDocumentFragment()
  let at = 0
  for (const [from, to] of marks) {
    if (from > at) fragment.append(text.slice(at, from))
    fragment.append(node('mark', { part: 'mark' }, text.slice(from, to)))
    at = to
  }
  if (at < text.length) fragment.append(text.slice(at))
  return fragment
}

/** An address that a link may lead to: of http or https, else undefined. */
export function safeAddress(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  try {
    const { protocol, href, username, password } = new URL(value)
    // a name before the host looks like another host
    return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '' ? href : undefined
  } catch {
    return undefined
  }
}
