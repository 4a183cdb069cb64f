// What servers, caches and networks do wrong, and what comes of it; for tests in Node and in a browser.

import { gzipSync } from 'node:zlib'
import type { ErrorCode } from '../../src/errors.js'
import type { RemoteOptions } from '../../src/remote/index.js'
import type { Fault } from './server.js'

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
  ['200 without an end', endless(), 'E_RANGE_UNSUPPORTED', 'E_RANGE_UNSUPPORTED', { maxWholeBytes: 200_000 }],
  ['200 with the whole file, compressed on the way', wholePacked, 'right', 'right', {}, 'E_NETWORK'],
  ['206 of another place, said so', shifted, 'E_RANGE_MISMATCH', 'E_RANGE_MISMATCH'],
  ['206 of another place, said to be right', lying, 'E_NOT_AN_INDEX', 'E_NOT_AN_INDEX'],
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
  ['a redirect to itself', looping, 'E_NETWORK', 'E_NETWORK', { retryDelays: [] }],
  ['416', status(416), 'E_SOURCE_CHANGED', 'E_SOURCE_CHANGED'],
]
