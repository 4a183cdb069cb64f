// The pages as text: everything that comes from documents and queries is escaped.

import { escapeHtml, toHtml } from '../../search/html.js'
import { type AnyHit, dateText, headlineOf, passageOf } from '../hits.js'

/** What the page shows of itself. */
export interface PageFacts {
  title: string
  /** Where the index file is, from the page; `#id` where the page holds it itself. */
  source: string
  /** How the element reads it: one of its modes. */
  mode: string
  /** Fields to choose values of; none for those that the element finds. */
  facets: readonly string[]
  /** Whether a server answers `/search`, for those without scripts. */
  hasServer: boolean
}

/** The style sheet of the pages; the element brings its own. */
export const pageStyles = `:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem 1.2rem 3rem; font: 1rem/1.5 system-ui, sans-serif; color: #1c1c1e; background: #fff; }
h1 { font-size: 1.3rem; margin: 0.4rem 0 0.8rem; }
form { display: flex; gap: 0.5rem; } input[type=search] { flex: 1; min-width: 0; } input, button { font: inherit; padding: 0.5rem 0.7rem; }
ol { padding: 0; list-style: none; } li { padding: 0.8rem 0; border-top: 1px solid #c9c9d0; } h2 { font-size: 1.1rem; margin: 0; } li p { margin: 0.2rem 0; }
.faint { color: #5a5a62; } mark { background: #ffe9a8; color: #1c1c1e; } a { color: #0b4f9e; }
@media (prefers-color-scheme: dark) {
  body { color: #ececf0; background: #16161a; } .faint { color: #b0b0ba; } a { color: #8fbcf5; } mark { background: #6b5300; color: #fff; } li { border-color: #4a4a54; }
}
`

/** The picture of the pages: a looking glass. */
export const pageIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="none" stroke="#3f83c9" stroke-width="2.2" stroke-linecap="round"><circle cx="6.5" cy="6.5" r="4.9"/><path d="m10.3 10.3 4.2 4.2"/></g></svg>
`

/** Where the picture is, from the page. */
export const iconFile = 'icon.svg'

/** The folder of the page's scripts, from the page. */
export const scriptFolder = 'rostrum'

/** What the page may load and do: its own files, and workers by the policy `rostrum` of Trusted Types. */
export const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; base-uri 'none'; " +
  "form-action 'self'; require-trusted-types-for 'script'; trusted-types rostrum"

/** The page with the element. */
export function searchPage({ title, source, mode, facets, hasServer }: PageFacts): string {
  const plain = hasServer
    ? '<noscript><form action="/search" role="search"><input type="search" name="q" aria-label="Search"><button>Search</button></form></noscript>'
    : '<noscript><p>This search needs JavaScript.</p></noscript>'
  const attributes = [
    ['src', source],
    ['mode', mode],
    ['worker', `${scriptFolder}/worker.js`],
    ...(facets.length > 0 ? [['facets', facets.join(' ')]] : []),
  ]
  const written = attributes.map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('')
  // a server sends the policy itself; what was fetched from one is not kept for later
  const policy = hasServer ? '' : `<meta http-equiv="Content-Security-Policy" content="${pagePolicy}">\n`
  return document(
    title,
    `<h1>${escapeHtml(title)}</h1>\n<rostrum-search page-title${written}${hasServer ? '' : ' offline'}></rostrum-search>\n${plain}`,
    `${policy}${styleLink}<script type="module" src="${scriptFolder}/search.js"></script>\n`,
  )
}

/** The page with the element and the index in it, which can be opened as a file. */
export function embeddedPage({ title, facets }: PageFacts, index: Uint8Array): string {
  const base64 = Buffer.from(index.buffer, index.byteOffset, index.length).toString('base64')
  return document(
    title,
    `<h1>${escapeHtml(title)}</h1>\n<rostrum-search page-title src="#index"${facets.length > 0 ? ` facets="${escapeHtml(facets.join(' '))}"` : ''}></rostrum-search>\n` +
      `<noscript><p>This search needs JavaScript.</p></noscript>\n<script type="text/plain" id="index">${base64}</script>`,
    `${styleLink}<script defer src="${scriptFolder}/rostrum.min.js"></script>\n`,
  )
}

/** What was found, for those without scripts. */
export interface Found {
  title: string
  query: string
  hits: readonly AnyHit[]
  count: number
  countIsExact: boolean
  /** How many of the best hits were left out, and how many a page has. */
  offset: number
  limit: number
  /** What may have been meant, where nothing was found. */
  meant: readonly string[]
  /** What was wrong with the query, if anything. */
  problem?: string
}

/** The page of a query, made on the server. */
export function foundPage({ title, query, hits, count, countIsExact, offset, limit, meant, problem }: Found): string {
  const form =
    `<form action="/search" role="search"><input type="search" name="q" aria-label="Search" value="${escapeHtml(query)}" maxlength="500">` +
    '<button>Search</button></form>'
  const number = `${countIsExact ? '' : 'more than '}${count} ${count === 1 ? 'result' : 'results'}`
  const told = problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>\n`
  const link = (asked: string, rest: string, text: string) =>
    `<a href="/search?q=${escapeHtml(encodeURIComponent(asked))}${rest}">${text}</a>`
  const page = (at: number, text: string) => link(query, `&amp;offset=${at}`, text)
  const advice = meant.length === 0 ? '' : `<p>Did you mean ${meant.map((each) => link(each, '', escapeHtml(each))).join(' or ')}?</p>\n`
  const links = [
    offset > 0 ? page(Math.max(0, offset - limit), 'Previous') : '',
    offset + hits.length < count && hits.length > 0 ? page(offset + limit, 'Next') : '',
  ].filter((link) => link !== '')
  return document(
    query === '' ? title : `${query} – ${title}`,
    `<h1><a href="/">${escapeHtml(title)}</a></h1>\n${form}\n${told}<p class="faint">${number}</p>\n${advice}` +
      `<ol start="${offset + 1}">\n${hits.map(hitText).join('')}</ol>\n${links.length > 0 ? `<p>${links.join(' · ')}</p>\n` : ''}`,
    styleLink,
  )
}

/** An article as a page. */
export function articlePage(title: string, id: string | number, stored: Readonly<Record<string, unknown>>): string {
  const { body } = stored
  const paragraphs =
    typeof body === 'string'
      ? body
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => `<p dir="auto">${escapeHtml(line)}</p>\n`)
          .join('')
      : ''
  const headline = headlineOf(stored, id)
  const facts = [plainText(stored.outlet), dateText(stored.published)].filter((fact) => fact !== '').join(' · ')
  return document(
    `${headline} – ${title}`,
    `<h1><a href="/">${escapeHtml(title)}</a></h1>\n<article>\n<h2 dir="auto">${escapeHtml(headline)}</h2>\n<p class="faint">${escapeHtml(facts)}</p>\n${paragraphs}</article>\n`,
    styleLink,
  )
}

function hitText(hit: AnyHit): string {
  const shown = hit.parent ?? hit.document
  const facts = [plainText(shown.outlet), dateText(shown.published)].filter((fact) => fact !== '').join(' · ')
  const passage = passageOf(hit)
  const outside = outsideOf(hit.document.url ?? shown.url)
  const here = `/article?id=${encodeURIComponent(String(hit.id))}`
  const link = (address: string, text: string) => `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`
  return (
    `<li><h2 dir="auto">${link(outside ?? here, headlineOf(shown, hit.id))}</h2><p class="faint">${escapeHtml(facts)}</p>` +
    (passage === undefined ? '' : `<p dir="auto">${toHtml(passage)}</p>`) +
    `${outside !== undefined && typeof shown.body === 'string' ? `<p class="faint">${link(here, 'Read here')}</p>` : ''}</li>\n`
  )
}

/** The address of an article elsewhere, where it is one of http or https, without a name before the host, which would look like another host. */
function outsideOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  const { href, username, password } = new URL(url)
  return username === '' && password === '' ? href : undefined
}

function plainText(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : typeof value === 'string' ? value : ''
}

const styleLink = '<link rel="stylesheet" href="page.css">\n'

function document(title: string, body: string, head: string): string {
  return (
    `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
    `<title>${escapeHtml(title)}</title>\n<link rel="icon" type="image/svg+xml" href="${iconFile}">\n${head}</head>\n<body>\n<main>\n${body}\n</main>\n</body>\n</html>\n`
  )
}
