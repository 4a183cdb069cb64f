// `<rostrum-search>`: a box, filters, hits and articles over one index; everything is made of nodes, nothing of HTML text.

import type { Hit } from '../../reader/results.js'
import type { Searcher, StoredDocument } from '../searcher.js'
import { type Asked, filterCount, noFilters, nothingAsked, writeAddress } from './address.js'
import { addressBar } from './address-bar.js'
import { articleSection, marksOf } from './article-view.js'
import { Connection } from './connection.js'
import { fillPanel } from './facet-panel.js'
import { type Finding, type Found, type FoundItem, find, meant } from './find.js'
import { chooseTab, type Frame, type FrameEvents, makeFrame } from './frame.js'
import { type HitSurroundings, placeAfter, plainHeadline } from './hit-list.js'
import { countText, english, type Labels, languageOf } from './labels.js'
import { refill } from './nodes.js'
import { correctionsText, failureText, nothingText, tellGone, tellProblems } from './notice.js'
import { openingOf } from './open-source.js'
import { type FacetField, facetFieldsOf, hasSaid, type Interval, intervalOf, mostHits, orderOf, showSort } from './options.js'
import { pageTitle } from './page-title.js'
import { Reading } from './reading.js'
import { takeShortcut } from './shortcut.js'
import { styleSheet } from './styles.js'
import { noticeable, Waiting } from './waiting.js'

/** Where there is no page, as on a server, the module can still be loaded. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/**
 * A search over one index. Attributes: `src`, the address of an index file, or `#id` of an element that holds one in base64; `mode`, how it is read (`worker`,
 * by ranges in a worker, is the default; `worker-whole`, `ranges`, `whole`); `worker`, the address of the worker's file, by default the shipped one; `offline`,
 * to keep what was fetched in CacheStorage; `facets`, names of keyword fields parted by spaces, by default those that the index has; `address="off"`, not to
 * write into the page's address; `page-title`, to tell the query and the open article in the page's title. Events, which leave the shadow: `search` with `{ query, count }` after each answer, `select` with `{ id, document }` when a hit
 * is followed, which can be prevented.
 */
export class RostrumSearch extends Base {
  static readonly observedAttributes = ['src', 'mode', 'worker', 'facets']
  readonly #root: ShadowRoot
  readonly #bar = addressBar()
  #frame: Frame
  #labels: Labels = english
  readonly #index = new Connection(() => openingOf(this))
  #asked: Asked = nothingAsked
  #shown: FoundItem[] = []
  /** How fine the dates are counted. */
  #interval: Interval = 'year'
  /** Facets of which more values are wanted. */
  readonly #wide = new Set<string>()
  #turn = 0
  #suggestTurn = 0
  readonly #waiting = new Waiting()
  #hasFailed = false
  /** Whether it is still being typed. */
  #isTyped = false
  readonly #reading = new Reading()
  /** What the list shows, as `#key`; undefined where it shows nothing whole. */
  #listed: string | undefined
  readonly #title = pageTitle(this)
  /** Ends the listeners to the page. */
  #stop: AbortController | undefined

  constructor() {
    super()
    this.#root = this.attachShadow({ mode: 'open' })
    this.#root.adoptedStyleSheets = [styleSheet()]
    this.#frame = makeFrame(this.#root, this.#labels, this.#events)
  }

  /** Words of the element; those left out stay English. */
  set labels(labels: Partial<Labels>) {
    this.#labels = { ...english, ...labels }
    this.#listed = undefined
    this.#frame = makeFrame(this.#root, this.#labels, this.#events)
    this.#fillBox()
    if (this.isConnected) void this.#ask()
  }

  get labels(): Labels {
    return this.#labels
  }

  /** What is searched, in place of `src`: an index of the page's own. */
  set searcher(searcher: Searcher) {
    this.#index.give(searcher)
    this.#listed = undefined
    this.#interval = 'year'
    if (this.isConnected) void this.#ask()
  }

  connectedCallback(): void {
    this.#stop = new AbortController()
    this.#title.begin()
    const { signal } = this.#stop
    document.addEventListener('keydown', (event) => takeShortcut(event, this.#frame.box.input), { signal })
    window.addEventListener('popstate', () => this.#readAddress(), { signal })
    window.addEventListener('online', () => this.#hasFailed && void this.#ask(), { signal })
    this.#readAddress()
  }

  disconnectedCallback(): void {
    this.#stop?.abort()
    this.#title.end()
    this.#bar.settle()
    this.#turn++
    // an element that is only moved keeps its index
    setTimeout(() => !this.isConnected && this.#index.close(true))
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    // an element that is being made has its attributes before it begins
    if (before === after || this.#stop === undefined) return
    if (name !== 'facets') this.#index.close()
    this.#listed = undefined
    this.#interval = 'year'
    if (this.isConnected) void this.#ask()
  }

  /** Gives the box the focus. */
  override focus(): void {
    this.#frame.box.input.focus()
  }

  get #events(): FrameEvents {
    return {
      typed: (query) => {
        this.#change({ query, article: '' }, true)
        void this.#suggest(query)
      },
      wanted: (query) => {
        this.#suggestTurn++
        this.#change({ query, article: '' })
      },
      onwards: () => this.#focusHit(0),
      focused: () => void this.#index.prefetch(this.#asked.query),
      sorted: (sort) => this.#change({ sort }),
      more: () => void this.#append(),
      walked: (event) => this.#walk(event),
      turned: (tab) => this.#change({ tab, article: '' }),
    }
  }

  get #fields(): readonly FacetField[] {
    return facetFieldsOf(this.getAttribute('facets'), this.#index.info, this.#wide)
  }

  /** What is asked of the list, whichever article is open. */
  get #key(): string {
    const { query, tab, chosen, from, to, sort } = this.#asked
    const choices = this.#fields.map(({ name }) => [...(chosen.get(name) ?? [])].sort())
    return JSON.stringify([query, tab, choices, from, to, sort])
  }

  get #hasAddress(): boolean {
    return this.getAttribute('address') !== 'off'
  }

  #readAddress(): void {
    this.#bar.settle()
    if (this.#hasAddress) this.#asked = this.#bar.read(this.#fields)
    this.#fillBox()
    void this.#ask()
  }

  #fillBox(): void {
    this.#frame.box.fill(this.#asked.query)
    this.#frame.sort.value = this.#asked.sort
  }

  /** What is asked becomes something else. What is typed is one step of the history, from its first letter to Enter or a pause. */
  #change(changed: Partial<Asked>, isTyped = false): void {
    this.#asked = { ...this.#asked, ...changed }
    this.#isTyped = isTyped
    // an article or a filter is a step of its own, however soon after the last letter
    if (changed.query === undefined) this.#bar.settle()
    if (this.#hasAddress) this.#bar.write(this.#asked, this.#fields, isTyped)
    void this.#ask()
  }

  async #ask(): Promise<void> {
    const turn = ++this.#turn
    if (this.#asked.article === '' && !this.#frame.article.hidden && this.#listed === this.#key) return this.#closeArticle(true)
    this.#waiting.begin(this.#frame, () => turn === this.#turn && this.#index.info !== undefined && this.#say(this.#labels.searching))
    if (!this.#index.isThere) this.#say(this.#labels.loading)
    try {
      const searcher = await this.#index.ready()
      this.#learn()
      if (turn !== this.#turn) return
      if (this.#asked.article !== '') await this.#showArticle(searcher, turn)
      else await this.#showHits(searcher, turn)
      if (turn === this.#turn) this.#hasFailed = false
    } catch (error) {
      if (turn === this.#turn) this.#fail(error)
    } finally {
      if (turn === this.#turn) this.#waiting.end(this.#frame)
    }
  }

  /** Only now is it known which fields an address may choose values of. */
  #learn(): void {
    if (!this.#hasAddress || this.#asked.chosen.size > 0) return
    const { chosen } = this.#bar.read(this.#fields)
    if (chosen.size > 0) this.#asked = { ...this.#asked, chosen }
  }

  async #showHits(searcher: Searcher, turn: number): Promise<void> {
    const canSay = hasSaid(this.#index.info)
    if (!canSay && this.#asked.tab === 'said') this.#asked = { ...this.#asked, tab: 'articles' }
    let found = await find(this.#finding(0))
    if (turn !== this.#turn) return
    const interval = intervalOf(found.facets[found.date ?? ''], this.#interval)
    if (interval !== this.#interval) {
      // an index of few years, which is known only now
      this.#interval = interval
      found = await find(this.#finding(0))
      if (turn !== this.#turn) return
    }
    this.#shown = found.items
    refill(this.#frame.hits, ...found.items.map(({ element }) => element))
    this.#frame.tabs.hidden = !canSay
    chooseTab(this.#frame, this.#asked.tab)
    this.#closeArticle()
    this.#listed = this.#key
    this.#showFacets(found)
    this.#tellCount(found)
    tellProblems(this.#frame.problems, found.problems, this.#labels, this.#isTyped ? 2 * noticeable : 0, () => turn === this.#turn)
    this.#title.tell('', this.#asked.query)
    if (found.count === 0) await this.#advise(searcher, turn)
    const detail = { query: this.#asked.query, count: found.count }
    this.dispatchEvent(new CustomEvent('search', { detail, bubbles: true, composed: true }))
  }

  async #append(): Promise<void> {
    // something else is asked than is shown: its own first hits are on their way
    if (this.#waiting.isOn(this.#frame)) return
    const turn = ++this.#turn
    const place = this.#shown.length
    try {
      const found = await find(this.#finding(place))
      const isAnother = await this.#index.isAnother()
      if (turn !== this.#turn) return
      // the file was replaced: hits of two are no list
      if (isAnother) return void this.#ask()
      this.#shown.push(...found.items)
      this.#frame.hits.append(...found.items.map(({ element }) => element))
      this.#tellCount(found)
      this.#focusHit(place)
    } catch (error) {
      if (turn === this.#turn) this.#fail(error, true)
    }
  }

  /** A page of the list, to be asked for. */
  #finding(offset: number): Finding {
    const around: HitSurroundings = {
      labels: this.#labels,
      language: this.#language,
      addressOf: (id: string | number) => this.#bar.of({ ...this.#asked, article: String(id) }, this.#fields),
      follow: (...followed) => this.#follow(...followed),
    }
    return { index: this.#index, asked: this.#asked, fields: this.#fields, interval: this.#interval, offset, around }
  }

  #showFacets({ facets, date, count: found }: Found): void {
    const count = filterCount(this.#asked)
    const { filters, filtered } = this.#labels
    this.#frame.filters.textContent = count === 0 ? filters : filtered(count.toLocaleString(this.#language))
    const isShown = fillPanel(this.#frame.panel, facets, this.#root.activeElement, {
      labels: this.#labels,
      language: this.#language,
      ...this.#asked,
      date,
      years: this.#fields.find(({ isYears }) => isYears)?.name,
      clear: count > 0 && found > 0 ? () => this.#change(noFilters) : undefined,
      wide: this.#wide,
      widen: (field) => this.#wide.add(field) && void this.#ask(),
      choose: (field, values) => this.#change({ chosen: new Map([...this.#asked.chosen, [field, values] as const]) }),
      chooseDates: (first, last) => this.#change({ from: first, to: last }),
    })
    this.#frame.results.classList.toggle('has-facets', isShown)
  }

  /** Offers what the typed text may become. */
  async #suggest(typed: string): Promise<void> {
    const turn = ++this.#suggestTurn
    const { box } = this.#frame
    const texts = await this.#index.completions(typed)
    if (turn === this.#suggestTurn && box.input.value === typed) box.suggest(texts)
  }

  /** Says what may have been meant by a query that finds nothing; the index as a whole has it, but not each tab, and not under each filter. */
  async #advise(searcher: Searcher, turn: number): Promise<void> {
    const texts = await meant(searcher, this.#finding(0), () => turn === this.#turn)
    if (turn !== this.#turn || texts.length === 0) return
    const address = (query: string) => writeAddress(location.search, { ...this.#asked, query }, this.#fields)
    const take = (query: string) => {
      this.#frame.box.fill(query)
      this.#change({ query })
      this.focus()
    }
    this.#frame.notice.prepend(correctionsText(texts, this.#labels, address, take))
  }

  get #language(): string {
    return languageOf(this.closest('[lang]')?.getAttribute('lang') ?? navigator.language)
  }

  #follow(hit: Pick<Hit<StoredDocument>, 'id' | 'document'>, event: MouseEvent, isOutside: boolean): void {
    // a new tab or window is the reader's own business
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const detail = { id: hit.id, document: hit.document }
    const goes = this.dispatchEvent(new CustomEvent('select', { detail, cancelable: true, bubbles: true, composed: true }))
    if (!goes || !isOutside) event.preventDefault()
    if (!goes || isOutside) return
    this.#reading.follow(event.currentTarget, hit.id)
    this.#change({ article: String(hit.id) })
  }

  async #showArticle(searcher: Searcher, turn: number): Promise<void> {
    const { article, query } = this.#asked
    const stored = (await searcher.get(this.#reading.idOf(article, this.#shown))) ?? (await searcher.get(Number(article)))
    if (turn !== this.#turn) return
    if (stored === undefined) {
      this.#asked = { ...this.#asked, article: '' }
      if (this.#hasAddress) this.#bar.write(this.#asked, this.#fields, false)
      await this.#showHits(searcher, turn)
      if (turn === this.#turn) tellGone(this.#frame.problems, this.#labels)
      return
    }
    const hasBody = this.#index.info?.fields.some(({ name, type }) => name === 'body' && type === 'text')
    const marks = hasBody ? await marksOf(searcher, query, stored.body) : []
    if (turn !== this.#turn) return
    const section = articleSection({ document: stored, marks }, this.#labels, this.#language, () => this.#change({ article: '' }))
    this.#reading.open(this.#frame, article, section)
    this.#title.tell(plainHeadline(stored, this.#labels), query)
  }

  /** Back to the list; `isSame` where it still stands as it was left. */
  #closeArticle(isSame = false): void {
    this.#reading.close(this.#frame, this.#root.activeElement, isSame)
    if (!isSame) return
    this.#waiting.end(this.#frame)
    this.#title.tell('', this.#asked.query)
  }

  #tellCount(found: Found): void {
    const { count, isScored, date } = found
    const labels = this.#labels
    this.#waiting.hush()
    const { notice, more, sort } = this.#frame
    const order = orderOf(this.#asked, isScored, date)
    const isEmpty = this.#index.info?.documentCount === 0
    showSort(sort, order, isScored, date !== undefined && !isEmpty)
    const { length } = this.#shown
    more.hidden = length >= count || length >= mostHits
    notice.hidden = count > 0
    this.#say(isEmpty ? labels.empty : countText(labels, { ...this.#asked, sort: order }, found, length, this.#language))
    if (count > 0) return
    const clear = () => {
      this.#change(noFilters)
      this.focus()
    }
    refill(notice, ...nothingText(isEmpty ? labels.empty : labels.advice, labels, filterCount(this.#asked) > 0, clear))
  }

  #say(text: string): void {
    if (this.#frame.status.textContent !== text) this.#frame.status.textContent = text
  }

  #fail(error: unknown, isMore = false): void {
    const { labels } = this
    const { notice, more, hits, results, panel } = this.#frame
    this.#hasFailed = true
    if (!isMore) this.#listed = undefined
    this.#say(navigator.onLine === false ? labels.offline : labels.failed)
    refill(notice, ...failureText(error, labels, () => void this.#ask()))
    notice.hidden = false
    more.hidden = true
    this.#closeArticle()
    if (isMore) return
    // of another question, what was found before is no answer, nor what was counted
    if (this.#asked.article === '') refill(hits)
    results.classList.remove('has-facets')
    refill(panel)
    this.#title.tell('', this.#asked.query)
  }

  /** The hit at a place has the focus, or the box where there is none. */
  #focusHit(place: number): void {
    const links = this.#root.querySelectorAll<HTMLAnchorElement>('[part=link][data-id]')
    ;(links[Math.min(place, links.length - 1)] ?? this.#frame.box.input).focus()
  }

  #walk(event: KeyboardEvent): void {
    const place = placeAfter(event, this.#frame.hits, this.#root.activeElement)
    if (place === undefined) return
    event.preventDefault()
    this.#focusHit(place)
  }
}
