// The field that is typed into, with its suggestions: a combobox as ARIA describes it (Authoring Practices 1.2, list autocomplete).

import type { Labels } from './labels.js'
import { node, refill } from './nodes.js'

/** What the box tells of. */
export interface BoxEvents {
  /** The text as it is typed. */
  typed(text: string): void
  /** The text is what is wanted: Enter, or a suggestion taken. */
  wanted(text: string): void
  /** Arrow down where there are no suggestions: on to the results. */
  onwards(): void
  /** The box was given the focus: what a search will need can be fetched. */
  focused(): void
}

/** A box that was made. */
export interface SearchBox {
  readonly element: HTMLElement
  readonly input: HTMLInputElement
  /** Puts another text into it. */
  fill(text: string): void
  /** Offers other texts; none closes the list. */
  suggest(texts: readonly string[]): void
}

let boxes = 0

/** Makes a box. */
export function searchBox(labels: Labels, events: BoxEvents): SearchBox {
  const id = `rostrum-${++boxes}`
  const input = node('input', {
    id: `${id}-input`,
    part: 'input',
    type: 'search',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${id}-list`,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: 500,
    placeholder: labels.placeholder,
    'aria-keyshortcuts': '/ Control+K Meta+K',
  })
  const list = node('ul', { id: `${id}-list`, part: 'suggestions', role: 'listbox', 'aria-label': labels.suggestions, hidden: true })
  const clear = node('button', { type: 'button', part: 'clear', 'aria-label': labels.clear, hidden: true }, '×')
  const label = node('label', { for: input.id, class: 'hidden-text' }, labels.search)
  const element = node('div', { part: 'box' }, label, input, clear, list)
  let chosen = -1

  const close = () => {
    chosen = -1
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const take = (text: string) => {
    input.value = text
    clear.hidden = text === ''
    close()
    events.wanted(text)
  }
  const choose = (place: number) => {
    const options = [...list.children]
    chosen = place
    for (const [i, option] of options.entries()) option.setAttribute('aria-selected', String(i === place))
    if (place < 0) input.removeAttribute('aria-activedescendant')
    else {
      input.setAttribute('aria-activedescendant', options[place].id)
      options[place].scrollIntoView({ block: 'nearest' })
    }
  }

  input.addEventListener('input', () => {
    clear.hidden = input.value === ''
    events.typed(input.value)
  })
  input.addEventListener('focus', () => events.focused())
  input.addEventListener('blur', close)
  clear.addEventListener('click', () => {
    take('')
    input.focus()
  })
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const count = list.hidden ? 0 : list.children.length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (count === 0) {
        if (event.key === 'ArrowDown') events.onwards()
        return
      }
      const step = event.key === 'ArrowDown' ? 1 : -1
      // past the last one lies what was typed
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      take(chosen < 0 ? input.value : (list.children[chosen].textContent ?? ''))
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (count > 0) close()
      else if (input.value !== '') take('')
      else input.blur()
    }
  })

  return {
    element,
    input,
    fill(text) {
      input.value = text
      clear.hidden = text === ''
      close()
    },
    suggest(texts) {
      refill(
        list,
        ...texts.map((text, i) => {
          const option = node('li', { id: `${id}-${i}`, role: 'option', part: 'suggestion', 'aria-selected': 'false', dir: 'auto' }, text)
          // not click: by then the field has lost its focus and the list is closed
          option.addEventListener('pointerdown', (event) => {
            event.preventDefault()
            take(text)
          })
          return option
        }),
      )
      chosen = -1
      input.removeAttribute('aria-activedescendant')
      list.hidden = texts.length === 0
      input.setAttribute('aria-expanded', String(texts.length > 0))
    },
  }
}
