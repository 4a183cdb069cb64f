// What servers, caches and networks do wrong, and what comes of it; for tests in Node and in a browser.

import { createGzip, gzipSync } from 'node:zlib'
import type { ErrorCode } from '../../src/errors.js'
import type { RemoteOptions } from '../../src/remote/index.js'
import { header } from '../../src/segment/layout.js'
import { type Asked, answer, type Fault } from './server.js'

const whole: Fault = ({ bytes, response }) => {
  response.writeHead(200, { 'content-length': String(bytes.length) }).end(bytes)
  return true
}
/** A body without an end; `sent` is told of the bytes that went. */
export const endless =
  (sent: (bytes: number) => void = () => {}): Fault =>
  ({ response }) => {
    response.writeHead(200)
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65536))) sent(65536)
    }
    response.on('drain', more)
    more()
    return true
  }

/** An endless body that begins as the file does. */
const swollen: Fault = (asked) => {
  asked.response.writeHead(200)
  asked.response.write(asked.bytes)
  const more = (): void => {
    while (!asked.response.destroyed && asked.response.write(Buffer.alloc(65536))) {}
  }
  asked.response.on('drain', more)
  more()
  return true
}
/** A body of a few bytes that unpacks to any number, of which the first are those of `beginning`; `fed` is told of what was packed. */
export const bomb =
  (beginning: (bytes: Uint8Array) => Uint8Array, fed: (bytes: number) => void = () => {}): Fault =>
  ({ bytes, response }) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    const gzip = createGzip()
    gzip.on('error', () => {})
    response.on('close', () => gzip.destroy())
    gzip.pipe(response)
    gzip.write(beginning(bytes))
    const more = (): void => {
      while (!gzip.destroyed && gzip.write(Buffer.alloc(1 << 20))) fed(1 << 20)
    }
    gzip.on('drain', more)
    more()
    return true
  }
const bombOfZeros = bomb(() => new Uint8Array(64))
const bombOfIndex = bomb((bytes) => bytes)
/** The right part, with other headers. */
const claiming =
  (headers: (asked: Asked) => Record<string, string>): Fault =>
  (asked) =>
    answer(asked, headers(asked))
const wrongTotal = claiming(({ start, end, bytes }) => ({
  'content-range': `bytes ${start}-${Math.min(end, bytes.length) - 1}/${bytes.length + 7}`,
}))
const hugeTotal = claiming(({ start, end, bytes }) => ({
  'content-range': `bytes ${start}-${Math.min(end, bytes.length) - 1}/9007199254740991`,
}))
const noTotal = claiming(({ start, end, bytes }) => ({ 'content-range': `bytes ${start}-${Math.min(end, bytes.length) - 1}/*` }))
const oddRange = claiming(() => ({ 'content-range': 'bytes 0-1e3/-5' }))
const hugeLength: Fault = ({ bytes, response }) => {
  response.writeHead(200, { 'content-length': '1125899906842624' })
  response.write(bytes.subarray(0, 1000))
  return true
}
/** A file whose header says that it, its head or both are longer than any. */
const claimsMore =
  (change: (view: DataView) => void): Fault =>
  (asked) => {
    const bytes = asked.bytes.slice()
    change(new DataView(bytes.buffer))
    return answer({ ...asked, bytes })
  }
const hugeFile = claimsMore((view) => view.setBigUint64(header.fileLength, 2n ** 52n, true))
const hugerFile = claimsMore((view) => view.setBigUint64(header.fileLength, 2n ** 64n - 1n, true))
const hugeHead = claimsMore((view) => view.setUint32(header.headLength, 0xffffffff, true))
const largeHead = claimsMore((view) => view.setUint32(header.headLength, 2 ** 27, true))
const shifted: Fault = ({ start, end, bytes, response }) => {
  const body = bytes.subarray(start + 8, end + 8)
  response.writeHead(206, { 'content-range': `bytes ${start + 8}-${start + 7 + body.length}/${bytes.length}` }).end(body)
  return true
}
const lying: Fault = ({ start, end, bytes, response }) => {
  const body = bytes.subarray(start + 8, end + 8)
  response.writeHead(206, { 'content-range': `bytes ${start}-${start - 1 + body.length}/${bytes.length}` }).end(body)
  return true
}
const hidden: Fault = ({ start, end, bytes, response }) => {
  response.writeHead(206).end(bytes.subarray(start, end))
  return true
}
const hiddenShifted: Fault = ({ start, end, bytes, response }) => {
  response.writeHead(206).end(bytes.subarray(start + 16384, end + 16384))
  return true
}
const multipart: Fault = ({ start, end, bytes, response }) => {
  response.writeHead(206, { 'content-type': 'multipart/byteranges; boundary=x' })
  response.write(`--x\r\ncontent-range: bytes ${start}-${end - 1}/${bytes.length}\r\n\r\n`)
  response.end(bytes.subarray(start, end))
  return true
}
const short: Fault = (asked) => {
  const body = asked.bytes.subarray(asked.start, asked.end - 100)
  asked.response.writeHead(206, { 'content-range': `bytes ${asked.start}-${asked.end - 1}/${asked.bytes.length}` }).end(body)
  return true
}
const hiddenShort: Fault = ({ start, end, bytes, response }) => {
  response.writeHead(206).end(bytes.subarray(start, Math.min(end, bytes.length) - 100))
  return true
}
const longer: Fault = ({ start, end, bytes, response }) => {
  response.writeHead(206).end(bytes.subarray(start, end + 100))
  return true
}
const cut: Fault = ({ start, end, bytes, response }) => {
  response.writeHead(206, {
    'content-range': `bytes ${start}-${Math.min(end, bytes.length) - 1}/${bytes.length}`,
    'content-length': String(Math.min(end, bytes.length) - start),
  })
  response.write(bytes.subarray(start, start + 1000))
  setTimeout(() => response.destroy(), 5)
  return true
}
const packed: Fault = ({ start, end, bytes, response }) => {
  const body = gzipSync(bytes.subarray(start, end))
  response.writeHead(206, { 'content-encoding': 'gzip', 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` }).end(body)
  return true
}
const wholePacked: Fault = ({ bytes, response }) => {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes))
  return true
}
/** A page in place of the file. */
export const page: Fault = ({ response }) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Not found</title>')
  return true
}
/** No answer. */
export const silent: Fault = () => true
const stalled: Fault = ({ start, bytes, response, end }) => {
  response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` })
  response.write(bytes.subarray(start, start + 10))
  return true
}
const dripping: Fault = ({ start, bytes, response, end }) => {
  response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` })
  let at = start
  const timer = setInterval(() => response.write(bytes.subarray(at, ++at)), 20)
  response.on('close', () => clearInterval(timer))
  return true
}
/** A connection that is closed. */
export const dropped: Fault = ({ request }) => {
  request.socket.destroy()
  return true
}
const doublyPacked: Fault = ({ bytes, response }) => {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(gzipSync(bytes)))
  return true
}
const gzipFile: Fault = (asked) => answer({ ...asked, bytes: gzipSync(asked.bytes) })
const saidPacked: Fault = ({ bytes, response }) => {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes)
  return true
}
const shortWhole: Fault = ({ bytes, response }) => {
  response.writeHead(200).end(bytes.subarray(0, bytes.length - 100))
  return true
}
const cutWhole: Fault = ({ bytes, response }) => {
  response.writeHead(200, { 'content-length': String(bytes.length) })
  response.write(bytes.subarray(0, 1000))
  setTimeout(() => response.destroy(), 5)
  return true
}
const stalledWhole: Fault = ({ bytes, response }) => {
  response.writeHead(200, { 'content-length': String(bytes.length) })
  response.write(bytes.subarray(0, 1000))
  return true
}
/** 206 of all from `start`. */
const unasked =
  (start: number): Fault =>
  ({ bytes, response }) => {
    response.writeHead(206, { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }).end(bytes.subarray(start))
    return true
  }
const redirectedTo =
  (address: (asked: Asked) => string): Fault =>
  (asked) => {
    asked.response.writeHead(302, { location: address(asked) }).end()
    return true
  }
const redirected: Fault = (asked) => {
  if (asked.request.url?.includes('moved')) return undefined
  asked.response.writeHead(302, { location: '/moved.rostrum' }).end()
  return true
}
const looping: Fault = ({ response }) => {
  response.writeHead(302, { location: '/again.rostrum' }).end()
  return true
}
/** A status without an answer. */
export const status =
  (code: number): Fault =>
  ({ response }) => {
    response.writeHead(code, { 'retry-after': '0' }).end('no')
    return true
  }

/** What comes of a question: the right answer, or an error. */
export type Outcome = 'right' | ErrorCode

/** Options with which the tests need not wait. */
export const quick: RemoteOptions = { retryDelays: [1, 1, 1], timeout: 2000, idleTimeout: 300, headBytes: 16384 }

/** What comes of a fault from the first request on, and after the head is read; and in a browser where that is something else: some it does not show to a page. */
export const faults: readonly (readonly [
  name: string,
  fault: Fault,
  atOnce: Outcome,
  later: Outcome,
  options?: RemoteOptions,
  inBrowser?: Outcome,
])[] = [
  ['200 with the whole file', whole, 'right', 'right'],
  ['200 with the whole file where it is too large', whole, 'E_RANGE_UNSUPPORTED', 'E_RANGE_UNSUPPORTED', { maxWholeBytes: 100_000 }],
  ['200 without an end', endless(), 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX', { maxWholeBytes: 200_000 }],
  ['200 without an end that begins as the file', swollen, 'E_TRUNCATED', 'E_TRUNCATED'],
  ['200 without an end that begins as a file too large', swollen, 'E_RANGE_UNSUPPORTED', 'E_RANGE_UNSUPPORTED', { maxWholeBytes: 100_000 }],
  ['200 of a length that nobody has', hugeLength, 'E_RANGE_UNSUPPORTED', 'E_RANGE_UNSUPPORTED'],
  ['200 with the whole file, compressed on the way', wholePacked, 'right', 'right', {}, 'E_NETWORK'],
  ['200 compressed twice, once on the way', doublyPacked, 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX', {}, 'E_NETWORK'],
  ['200 said to be compressed', saidPacked, 'E_NETWORK', 'E_NETWORK'],
  ['200 that unpacks without an end', bombOfZeros, 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX', {}, 'E_NETWORK'],
  ['200 that unpacks to the file, and goes on', bombOfIndex, 'E_TRUNCATED', 'E_TRUNCATED', {}, 'E_NETWORK'],
  ['a file that is compressed itself', gzipFile, 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX'],
  ['206 of another place, said so', shifted, 'E_RANGE_MISMATCH', 'E_RANGE_MISMATCH'],
  ['206 of another place, said to be right', lying, 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX'],
  ['206 of another length of the file', wrongTotal, 'E_TRUNCATED', 'E_TRUNCATED'],
  ['206 of a length that nobody has', hugeTotal, 'E_TRUNCATED', 'E_TRUNCATED'],
  ['206 without the length of the file', noTotal, 'right', 'right'],
  ['206 with a Content-Range that is none', oddRange, 'E_RANGE_MISMATCH', 'E_RANGE_MISMATCH'],
  ['a file that says that it is larger than it is', hugeFile, 'E_TRUNCATED', 'right'],
  ['a file that says that it is larger than any', hugerFile, 'E_CORRUPT', 'right'],
  ['a head that says that it is larger than any', hugeHead, 'E_CORRUPT', 'right'],
  ['a head that says that it is larger than the file', largeHead, 'E_CORRUPT', 'right'],
  ['206 without Content-Range', hidden, 'right', 'right'],
  ['206 of another place, Content-Range hidden', hiddenShifted, 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX'],
  ['206 of several parts', multipart, 'E_RANGE_MISMATCH', 'E_RANGE_MISMATCH'],
  ['a body that is too short', short, 'E_NETWORK', 'E_NETWORK'],
  // at first nobody knows how long the file is: what is not here is asked for when it is needed
  ['a body that is too short, Content-Range hidden', hiddenShort, 'right', 'E_NETWORK', { headBytes: 1 << 22 }],
  ['a body that is too long', longer, 'E_RANGE_MISMATCH', 'E_RANGE_MISMATCH'],
  ['a body cut off', cut, 'E_NETWORK', 'E_NETWORK'],
  ['206 compressed', packed, 'E_RANGE_UNSUPPORTED', 'E_RANGE_UNSUPPORTED', {}, 'E_NETWORK'],
  ['a page in place of the file', page, 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX'],
  ['no answer', silent, 'E_NETWORK', 'E_NETWORK', { retryDelays: [] }],
  ['an answer that stops', stalled, 'E_NETWORK', 'E_NETWORK', { retryDelays: [] }],
  ['an answer byte by byte', dripping, 'E_NETWORK', 'E_NETWORK', { retryDelays: [], timeout: 400 }],
  ['a closed connection', dropped, 'E_NETWORK', 'E_NETWORK'],
  ['a redirect', redirected, 'right', 'right'],
  ['a redirect to another origin', redirectedTo(({ elsewhere }) => elsewhere), 'right', 'right'],
  [
    'a redirect to another origin that allows nothing',
    redirectedTo(({ elsewhere }) => `${elsewhere}?closed`),
    'right',
    'right',
    {},
    'E_NETWORK',
  ],
  ['a redirect to nowhere', redirectedTo(() => 'http://127.0.0.1:9/news.rostrum'), 'E_NETWORK', 'E_NETWORK', { retryDelays: [] }],
  ['a redirect to no address', redirectedTo(() => 'http://[/'), 'E_NETWORK', 'E_NETWORK', { retryDelays: [] }],
  ['a redirect to data', redirectedTo(() => 'data:application/octet-stream,Rostrum'), 'E_NETWORK', 'E_NETWORK', { retryDelays: [] }],
  ['a redirect to itself', looping, 'E_NETWORK', 'E_NETWORK', { retryDelays: [] }],
  ['416', status(416), 'E_SOURCE_CHANGED', 'E_SOURCE_CHANGED'],
]

/** The same of a file that is asked for whole: compressed on the way or not, it is one answer. */
export const wholeFaults: readonly (readonly [
  name: string,
  fault: Fault,
  outcome: Outcome,
  options?: RemoteOptions,
  inBrowser?: Outcome,
])[] = [
  ['the file', whole, 'right'],
  ['the file where it is too large', whole, 'E_LIMIT', { maxWholeBytes: 100_000 }],
  ['206 though none was asked for', unasked(0), 'right'],
  ['206 of another place', unasked(8), 'E_RANGE_MISMATCH'],
  ['206 of several parts', multipart, 'E_RANGE_MISMATCH'],
  ['206 without Content-Range', hidden, 'E_RANGE_MISMATCH'],
  ['the file, compressed on the way', wholePacked, 'right'],
  ['the file, said to be compressed', saidPacked, 'E_NETWORK'],
  ['the file, compressed twice, once on the way', doublyPacked, 'E_NOT_AN_INDEX'],
  ['a file that is compressed itself', gzipFile, 'E_NOT_AN_INDEX'],
  ['a body that unpacks without an end', bombOfZeros, 'E_NOT_AN_INDEX'],
  ['a body that unpacks to the file, and goes on', bombOfIndex, 'E_TRUNCATED'],
  ['a body without an end', endless(), 'E_NOT_AN_INDEX'],
  ['a body without an end that begins as the file', swollen, 'E_TRUNCATED'],
  ['a length that nobody has', hugeLength, 'E_LIMIT'],
  ['a file that says that it is larger than it is', hugeFile, 'E_LIMIT'],
  ['a file that says that it is larger than any', hugerFile, 'E_CORRUPT'],
  ['a head that says that it is larger than any', hugeHead, 'E_CORRUPT'],
  ['a body that is too short', shortWhole, 'E_TRUNCATED'],
  ['a body cut off', cutWhole, 'E_NETWORK'],
  ['a page in place of the file', page, 'E_NOT_AN_INDEX'],
  ['no answer', silent, 'E_NETWORK', { retryDelays: [] }],
  ['an answer that stops', stalledWhole, 'E_NETWORK', { retryDelays: [] }],
  ['a closed connection', dropped, 'E_NETWORK'],
  ['a redirect', redirected, 'right'],
  ['a redirect to another origin', redirectedTo(({ elsewhere }) => elsewhere), 'right'],
  ['a redirect to another origin that allows nothing', redirectedTo(({ elsewhere }) => `${elsewhere}?closed`), 'right', {}, 'E_NETWORK'],
  ['a redirect to itself', looping, 'E_NETWORK', { retryDelays: [] }],
  ['404', status(404), 'E_NETWORK'],
  ['416', status(416), 'E_SOURCE_CHANGED'],
]
