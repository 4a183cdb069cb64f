// `<rostrum-search>`: a box, filters, hits and articles over one index; everything is made of nodes, nothing of HTML text.

import type { SearchOptions } from '../../index.js'
import type { Hit } from '../../reader/results.js'
import type { FacetResult } from '../../search/facets.js'
import type { Searcher, SearcherInfo, StoredDocument } from '../searcher.js'
import { type Asked, nothingAsked, readAddress, type Sort, writeAddress } from './address.js'
import { articleSection, marksOf } from './article-view.js'
import { fillPanel } from './facet-panel.js'
import { hitItem, placeAfter, plainHeadline } from './hit-list.js'
import { english, type Labels } from './labels.js'
import { node, refill } from './nodes.js'
import { correctionsText, failureText } from './notice.js'
import { openSource } from './open-source.js'
import { fillSort, optionsOf } from './options.js'
import { type SearchBox, searchBox } from './search-box.js'
import { isShortcut } from './shortcut.js'
import { styles } from './styles.js'

/** How long typing pauses, in milliseconds, before what is typed next is another step of the history. */
const settled = 1200

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
  readonly #columns = node('div', { part: 'columns' })
  readonly #panel = node('aside', { part: 'facets', hidden: true })
  readonly #article = node('div', { part: 'article-place', hidden: true })
  readonly #sort = node('select')
  #labels: Labels = english
  #searcher: Promise<Searcher> | undefined
  #info: SearcherInfo | undefined
  #asked: Asked = nothingAsked
  #shown: Hit<StoredDocument>[] = []
  #turn = 0
  #suggestTurn = 0
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
      typed: (query) => {
        this.#change({ query, article: '' }, true)
        void this.#suggest(query)
      },
      wanted: (query) => {
        this.#suggestTurn++
        this.#change({ query, article: '' })
      },
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
    fillSort(this.#sort, labels)
    this.#sort.onchange = () => this.#change({ sort: this.#sort.value as Sort })
    this.#more.textContent = labels.more
    this.#more.onclick = () => void this.#append()
    this.#hits.setAttribute('aria-label', labels.results)
    this.#hits.onkeydown = (event) => this.#walk(event)
    this.#panel.setAttribute('aria-label', labels.filters)
    const order = node('label', { part: 'sort' }, labels.sort, this.#sort)
    refill(this.#columns, this.#panel, node('div', {}, this.#hits, this.#more))
    refill(this.#results, node('div', { part: 'tools' }, this.#status, order), this.#notice, this.#columns)
    const search = node('search', { part: 'search', 'aria-label': labels.search }, this.#box.element)
    refill(this.#root, search, this.#results, this.#article)
  }

  #ready(): Promise<Searcher> {
    if (this.#searcher !== undefined) return this.#searcher
    const opened = openSource({ src: this.getAttribute('src') ?? '', mode: this.getAttribute('mode') ?? 'whole' })
    this.#searcher = opened
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
      this.#showFacets(results.facets ?? {})
      this.#tellCount(results.count, results.countIsExact)
      if (results.count === 0) await this.#advise(searcher, turn)
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
    return optionsOf(this.#asked, this.#facets, this.#dateField, offset)
  }

  /** The date that hits are counted and sorted by: the first one that documents have. */
  get #dateField(): string | undefined {
    return this.#info?.fields.find(({ name, type }) => type === 'date' && !name.includes('.'))?.name
  }

  #showFacets(facets: Readonly<Record<string, FacetResult>>): void {
    const { chosen, from, to } = this.#asked
    const isShown = fillPanel(this.#panel, facets, this.#dateField, this.#root.activeElement, {
      labels: this.#labels,
      language: this.#language,
      chosen,
      from,
      to,
      choose: (field, values) => {
        const changed = new Map(chosen)
        if (values.length === 0) changed.delete(field)
        else changed.set(field, values)
        this.#change({ chosen: changed })
      },
      chooseDates: (first, last) => this.#change({ from: first, to: last }),
    })
    this.#columns.classList.toggle('has-facets', isShown)
  }

  /** Offers what the typed text may become. */
  async #suggest(typed: string): Promise<void> {
    const turn = ++this.#suggestTurn
    if (typed.trim().length < 2) {
      this.#box.suggest([])
      return
    }
    try {
      const { completions } = await (await this.#ready()).suggest(typed, { limit: 6 })
      if (turn !== this.#suggestTurn || this.#box.input.value !== typed) return
      const texts = completions.map(({ text }) => text)
      this.#box.suggest(texts.length === 1 && texts[0] === typed.trim().toLowerCase() ? [] : texts)
    } catch {
      // the search itself says what is wrong
      this.#box.suggest([])
    }
  }

  /** Says what may have been meant by a query that finds nothing. */
  async #advise(searcher: Searcher, turn: number): Promise<void> {
    const corrections = await searcher.didYouMean(this.#asked.query)
    if (turn !== this.#turn || corrections.length === 0) return
    const texts = corrections.map(({ text }) => text)
    const address = (query: string) => writeAddress(location.search, { ...this.#asked, query }, this.#facets)
    const advice = correctionsText(texts, this.#labels, address, (query) => {
      this.#box.input.value = query
      this.#change({ query })
      this.focus()
    })
    this.#notice.prepend(advice)
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
    const place = this.#shown.findIndex((hit) => String(hit.id) === article)
    const marks = place < 0 || query === '' ? [] : await marksOf(searcher, query, this.#options(place), document.body)
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
    this.#focusHit(
      Math.max(
        0,
        this.#shown.findIndex(({ id }) => String(id) === this.#followed),
      ),
    )
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
    this.#say(isEmpty ? labels.empty : labels.nothing(`“${query.trim()}”`))
    refill(this.#notice, node('p', { part: 'advice' }, isEmpty ? labels.empty : labels.advice))
  }

  #say(text: string): void {
    if (this.#status.textContent !== text) this.#status.textContent = text
  }

  #fail(error: unknown): void {
    const { labels } = this
    const isOffline = navigator.onLine === false
    this.#say(isOffline ? labels.offline : labels.failed)
    const reason = error instanceof Error ? error.message : String(error)
    refill(this.#notice, ...failureText(isOffline ? labels.offline : `${labels.failed} ${reason}`, labels, () => void this.#ask()))
    this.#notice.hidden = false
    this.#more.hidden = true
  }

  #focusHit(place: number): void {
    const links = this.#root.querySelectorAll<HTMLAnchorElement>('[part=link][data-id]')
    links[Math.min(place, links.length - 1)]?.focus()
  }

  #walk(event: KeyboardEvent): void {
    const place = placeAfter(event, this.#hits, this.#root.activeElement)
    if (place === undefined) return
    event.preventDefault()
    if (place < 0) this.focus()
    else this.#focusHit(place)
  }

  #shortcut(event: KeyboardEvent): void {
    if (!isShortcut(event)) return
    event.preventDefault()
    this.focus()
    this.#box.input.select()
  }
}
