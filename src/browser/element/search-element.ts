// `<rostrum-search>`: a box, filters, hits and articles over one index; everything is made of nodes, nothing of HTML text.

import type { SearchOptions } from '../../index.js'
import type { Hit } from '../../reader/results.js'
import type { Searcher, SearcherInfo, StoredDocument } from '../searcher.js'
import { type Asked, nothingAsked, readAddress, type Sort, writeAddress } from './address.js'
import { articleSection } from './article-view.js'
import { hitItem, plainHeadline } from './hit-list.js'
import { english, type Labels } from './labels.js'
import { node, refill } from './nodes.js'
import { type Opening, openSource } from './open-source.js'
import { type SearchBox, searchBox } from './search-box.js'
import { styles } from './styles.js'

/** Hits a page. */
const pageSize = 10

/** How long typing pauses, in milliseconds, before what is typed next is another step of the history. */
const settled = 1200

/** The name under which `registerSearch` defines the element. */
export const searchElementName = 'rostrum-search'

/** Where there is no page, as on a server, the module can still be loaded. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/**
 * A search over one index. Attributes: `src`, the address of an index file; `mode`, how it is read (`whole`, the default); `facets`, names of fields parted
 * by spaces; `address="off"`, not to write into the page's address. Events: `search` with `{ query, count }` after each answer, `select` with
 * `{ id, document }` when a hit is followed, which can be prevented.
 */
export class RostrumSearch extends Base {
  static readonly observedAttributes = ['src', 'mode']
  readonly #root: ShadowRoot
  readonly #box: SearchBox
  readonly #status = node('p', { part: 'status', role: 'status', 'aria-live': 'polite' })
  readonly #hits = node('ol', { part: 'hits' })
  readonly #more = node('button', { type: 'button', part: 'more', hidden: true })
  readonly #notice = node('div', { part: 'notice', hidden: true })
  readonly #results = node('div', { part: 'results' })
  readonly #article = node('div', { part: 'article-place', hidden: true })
  readonly #sort = node('select')
  #labels: Labels = english
  #searcher: Promise<Searcher> | undefined
  #info: SearcherInfo | undefined
  #asked: Asked = nothingAsked
  #shown: Hit<StoredDocument>[] = []
  #turn = 0
  /** Whether the page's address is of a text that is still being typed. */
  #isDraft = false
  #settling: ReturnType<typeof setTimeout> | undefined
  /** The link to give the focus back to when an article is closed. */
  #followed: string | undefined
  #stop: AbortController | undefined

  constructor() {
    super()
    this.#root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    this.#root.adoptedStyleSheets = [sheet]
    this.#box = searchBox(this.#labels, {
      typed: (query) => this.#change({ query, article: '' }, true),
      wanted: (query) => this.#change({ query, article: '' }),
      onwards: () => this.#focusHit(0),
      focused: () => void this.#ready().catch(() => undefined),
    })
    this.#build()
  }

  /** Words of the element; those left out stay English. */
  set labels(labels: Partial<Labels>) {
    this.#labels = { ...english, ...labels }
    this.#build()
    if (this.isConnected) void this.#ask()
  }

  get labels(): Labels {
    return this.#labels
  }

  /** What is searched, in place of `src`: an index of the page's own. */
  set searcher(searcher: Searcher) {
    this.#searcher = Promise.resolve(searcher)
    this.#info = undefined
    if (this.isConnected) void this.#ask()
  }

  connectedCallback(): void {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    document.addEventListener('keydown', (event) => this.#shortcut(event), { signal })
    window.addEventListener('popstate', () => this.#readAddress(), { signal })
    window.addEventListener('online', () => void this.#ask(), { signal })
    this.#readAddress()
  }

  disconnectedCallback(): void {
    this.#stop?.abort()
    clearTimeout(this.#settling)
    this.#turn++
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before === after || before === null) return
    this.#searcher = undefined
    this.#info = undefined
    if (this.isConnected) void this.#ask()
  }

  /** Gives the box the focus. */
  override focus(): void {
    this.#box.input.focus()
  }

  #build(): void {
    const labels = this.#labels
    const { input } = this.#box
    input.placeholder = labels.placeholder
    const orders: [Sort, string][] = [
      ['relevance', labels.byRelevance],
      ['newest', labels.newestFirst],
      ['oldest', labels.oldestFirst],
    ]
    refill(this.#sort, ...orders.map(([value, text]) => node('option', { value }, text)))
    this.#sort.onchange = () => this.#change({ sort: this.#sort.value as Sort })
    this.#more.textContent = labels.more
    this.#more.onclick = () => void this.#append()
    this.#hits.setAttribute('aria-label', labels.results)
    this.#hits.onkeydown = (event) => this.#walk(event)
    const tools = node('div', { part: 'tools' }, this.#status)
    refill(this.#results, tools, this.#notice, this.#hits, this.#more)
    const search = node('search', { part: 'search', 'aria-label': labels.search }, this.#box.element)
    refill(this.#root, search, this.#results, this.#article)
  }

  #ready(): Promise<Searcher> {
    this.#searcher ??= this.#open()
    return this.#searcher
  }

  #open(): Promise<Searcher> {
    const opening: Opening = { src: this.getAttribute('src') ?? '', mode: this.getAttribute('mode') ?? 'whole' }
    const opened = openSource(opening)
    // what failed is tried again by the next question
    opened.catch(() => {
      if (this.#searcher === opened) this.#searcher = undefined
    })
    return opened
  }

  get #facets(): string[] {
    return (this.getAttribute('facets') ?? '').split(/\s+/).filter((name) => name !== '')
  }

  get #hasAddress(): boolean {
    return this.getAttribute('address') !== 'off'
  }

  #readAddress(): void {
    this.#isDraft = false
    this.#asked = this.#hasAddress ? readAddress(location.search, this.#facets) : this.#asked
    this.#box.input.value = this.#asked.query
    this.#sort.value = this.#asked.sort
    void this.#ask()
  }

  /** What is asked becomes something else. What is typed is one step of the history, from its first letter to Enter or a pause. */
  #change(changed: Partial<Asked>, isTyped = false): void {
    this.#asked = { ...this.#asked, ...changed }
    if (this.#hasAddress) {
      const address = location.pathname + writeAddress(location.search, this.#asked, this.#facets) + location.hash
      const isOther = address !== location.pathname + location.search + location.hash
      if (isOther && this.#isDraft) history.replaceState(history.state, '', address)
      else if (isOther) history.pushState(null, '', address)
      this.#isDraft = isTyped
      clearTimeout(this.#settling)
      if (isTyped) this.#settling = setTimeout(() => (this.#isDraft = false), settled)
    }
    void this.#ask()
  }

  async #ask(): Promise<void> {
    const turn = ++this.#turn
    const labels = this.#labels
    this.#hits.classList.add('waiting')
    if (this.#searcher === undefined) this.#say(labels.loading)
    try {
      const searcher = await this.#ready()
      this.#info ??= await searcher.info()
      if (turn !== this.#turn) return
      if (this.#asked.article !== '') {
        await this.#showArticle(searcher, turn)
        return
      }
      const results = await searcher.search(this.#asked.query, this.#options(0))
      if (turn !== this.#turn) return
      this.#shown = results.hits
      refill(this.#hits, ...results.hits.map((hit) => this.#item(hit)))
      this.#closeArticle()
      this.#tellCount(results.count, results.countIsExact)
      this.dispatchEvent(new CustomEvent('search', { detail: { query: this.#asked.query, count: results.count } }))
    } catch (error) {
      if (turn === this.#turn) this.#fail(error)
    } finally {
      if (turn === this.#turn) this.#hits.classList.remove('waiting')
    }
  }

  async #append(): Promise<void> {
    const turn = ++this.#turn
    const place = this.#shown.length
    try {
      const searcher = await this.#ready()
      const results = await searcher.search(this.#asked.query, this.#options(place))
      if (turn !== this.#turn) return
      this.#shown.push(...results.hits)
      this.#hits.append(...results.hits.map((hit) => this.#item(hit)))
      this.#tellCount(results.count, results.countIsExact)
      this.#focusHit(place)
    } catch (error) {
      if (turn === this.#turn) this.#fail(error)
    }
  }

  #options(offset: number): SearchOptions {
    return { limit: pageSize, offset, highlight: true }
  }

  #item(hit: Hit<StoredDocument>): HTMLLIElement {
    return hitItem(hit, {
      labels: this.#labels,
      language: this.#language,
      addressOf: (id) => `${location.pathname}${writeAddress(location.search, { ...this.#asked, article: String(id) }, this.#facets)}`,
      follow: (followed, event, isOutside) => this.#follow(followed, event, isOutside),
    })
  }

  get #language(): string {
    return this.closest('[lang]')?.getAttribute('lang') || navigator.language || 'en'
  }

  #follow(hit: Hit<StoredDocument>, event: MouseEvent, isOutside: boolean): void {
    // a new tab or window is the page's reader's own business
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const goes = this.dispatchEvent(
      new CustomEvent('select', { detail: { id: hit.id, document: hit.document }, cancelable: true, bubbles: true, composed: true }),
    )
    if (!goes) event.preventDefault()
    if (!goes || isOutside) return
    event.preventDefault()
    this.#followed = String(hit.id)
    this.#change({ article: String(hit.id) })
  }

  async #showArticle(searcher: Searcher, turn: number): Promise<void> {
    const { article, query } = this.#asked
    const id = [article, Number(article)].find((each) => this.#shown.some((hit) => hit.id === each)) ?? article
    const document = (await searcher.get(id)) ?? (await searcher.get(Number(article)))
    if (document === undefined) {
      this.#asked = { ...this.#asked, article: '' }
      return this.#ask()
    }
    const { body } = document
    const place = this.#shown.findIndex((hit) => String(hit.id) === article)
    let marks: readonly (readonly [number, number])[] = []
    if (typeof body === 'string' && place >= 0 && query !== '') {
      const whole = { ...this.#options(place), limit: 1, highlight: ['body'], fragmentLength: Math.max(20, body.length) }
      const { hits } = await searcher.search(query, whole)
      marks = hits[0]?.highlights?.body?.find(({ text }) => text === body)?.marks ?? []
    }
    if (turn !== this.#turn) return
    const section = articleSection({ document, marks }, this.#labels, this.#language, () => this.#change({ article: '' }))
    section.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#change({ article: '' })
    })
    refill(this.#article, section)
    this.#article.hidden = false
    this.#results.hidden = true
    this.#say(plainHeadline(document, this.#labels))
    section.querySelector('h2')?.focus()
  }

  #closeArticle(): void {
    if (this.#article.hidden) return
    this.#article.hidden = true
    this.#results.hidden = false
    refill(this.#article)
    const place = this.#shown.findIndex(({ id }) => String(id) === this.#followed)
    this.#focusHit(Math.max(0, place))
  }

  #tellCount(count: number, isExact: boolean): void {
    const labels = this.#labels
    const { query } = this.#asked
    const isEmpty = this.#info?.documentCount === 0
    const number = (value: number) => value.toLocaleString(this.#language)
    this.#more.hidden = this.#shown.length >= count
    this.#notice.hidden = count > 0
    if (count > 0) {
      const found = query.trim() === '' ? labels.newest(number(count)) : labels.found(number(count), isExact, `“${query.trim()}”`)
      this.#say(this.#shown.length < count ? `${found}. ${labels.shown(number(this.#shown.length), number(count))}` : found)
      return
    }
    const said = isEmpty ? labels.empty : labels.nothing(`“${query.trim()}”`)
    this.#say(said)
    refill(this.#notice, node('p', { part: 'advice' }, isEmpty ? labels.empty : labels.advice))
  }

  #say(text: string): void {
    if (this.#status.textContent !== text) this.#status.textContent = text
  }

  #fail(error: unknown): void {
    const labels = this.#labels
    const isOffline = navigator.onLine === false
    this.#say(isOffline ? labels.offline : labels.failed)
    const retry = node('button', { type: 'button', part: 'retry' }, labels.retry)
    retry.addEventListener('click', () => void this.#ask())
    const reason = error instanceof Error ? error.message : String(error)
    refill(this.#notice, node('p', { part: 'advice' }, isOffline ? labels.offline : `${labels.failed} ${reason}`), retry)
    this.#notice.hidden = false
    this.#more.hidden = true
  }

  #focusHit(place: number): void {
    const links = this.#root.querySelectorAll<HTMLAnchorElement>('[part=link][data-id]')
    links[Math.min(place, links.length - 1)]?.focus()
  }

  /** Arrows go from hit to hit, and up from the first back into the box; Escape goes there at once. */
  #walk(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.key === 'Escape') this.focus()
    if (step === 0) return
    event.preventDefault()
    const items = [...this.#hits.children]
    const place = items.findIndex((item) => item.contains(this.#root.activeElement)) + step
    if (place < 0) this.focus()
    else this.#focusHit(place)
  }

  #shortcut(event: KeyboardEvent): void {
    if (event.defaultPrevented) return
    const isCommand = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)
    if (!isCommand && !isSlash) return
    event.preventDefault()
    this.focus()
    this.#box.input.select()
  }
}

/** Whether a key goes into a text that somebody writes. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
