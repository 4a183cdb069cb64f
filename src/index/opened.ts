// How segments that are there already reach the constructor of an index, without making it public.

import type { Deflate } from '../bytes/deflate.js'
import type { OpenSegments } from '../segment/container.js'
import type { IndexOptions } from './options.js'

/** Segments, and what stored fields are compressed with. */
export type Opened = OpenSegments & { deflate: Deflate }

const opening = new WeakMap<object, Opened>()

/** What the constructor of an index, or of a class that extends it, makes one of these segments of. */
export function optionsOf<T extends object>(opened: Opened): IndexOptions<T> {
  const token = {} as IndexOptions<T>
  opening.set(token, opened)
  return token
}

/** The segments that options stand for, where `optionsOf` gave them. */
export function openedOf(options: object): Opened | undefined {
  return opening.get(options)
}
