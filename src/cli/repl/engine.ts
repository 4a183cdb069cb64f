// Who answers a conversation's questions: this thread, for pipes, or one of its own, so that Ctrl-C can stop a search and leave the program alone.

import { Worker } from 'node:worker_threads'
import { RostrumError } from '../../errors.js'
import { type Answered, answerOf, changes, type Given, type Held, type QuestionName } from './questions.js'
import type { Failure, Reply } from './thread.js'

/** Answers questions about an index, one at a time. */
export interface Engine {
  /** Answers a question. @throws RostrumError as the index does; Interrupted where it was stopped */
  ask<Q extends QuestionName>(name: Q, ...given: Given<Q>): Promise<Answered<Q>>
  /** Whether a question is being answered that can be stopped. */
  readonly isBusy: boolean
  /** Stops the answer under way; the index is as it was before the question. */
  interrupt(): void
  /** Ends it. */
  close(): Promise<void>
}

/** Thrown by what was asked when it was stopped. */
export class Interrupted extends Error {
  constructor() {
    super('Stopped.')
    this.name = 'Interrupted'
  }
}

/** An engine in this thread: it cannot be interrupted. */
export function localEngine(held: Held): Engine {
  return {
    ask: (name, ...given) => answerOf(held, name, given),
    isBusy: false,
    interrupt() {},
    close: async () => {},
  }
}

/** The thread's file lies beside this one, in the sources as in what is built of them. */
const threadFile = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url)

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * An engine in a thread of its own. To interrupt it, the thread is ended, and another begun with the bytes of the index when next asked. `execArgv` are
 * Node's arguments for it, those of this process by default.
 */
export function threadEngine(bytes: Uint8Array, execArgv?: string[]): Engine {
  let kept = bytes
  let thread: Worker | undefined
  let waiting: Waiting | undefined
  let turn: Promise<unknown> = Promise.resolve()

  function begin(): Worker {
    const begun = new Worker(threadFile, { workerData: kept, ...(execArgv && { execArgv }) })
    // a thread that waits for questions does not keep the program alive
    begun.unref()
    begun.on('message', (reply: Reply) => {
      const asked = waiting
      waiting = undefined
      if ('failure' in reply) asked?.reject(errorOf(reply.failure))
      else asked?.resolve(reply.value)
    })
    begun.on('error', (error) => end(error))
    begun.on('exit', () => {
      if (thread === begun) end(new Error('The thread that searches has ended.'))
    })
    return begun
  }

  function end(error: Error): void {
    thread = undefined
    const asked = waiting
    waiting = undefined
    asked?.reject(error)
  }

  function send(name: QuestionName, given: readonly unknown[]): Promise<unknown> {
    const asked = (thread ??= begin())
    return new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      asked.ref()
      asked.postMessage({ name, given })
    }).finally(() => asked.unref())
  }

  return {
    ask<Q extends QuestionName>(name: Q, ...given: Given<Q>): Promise<Answered<Q>> {
      const answer = turn.then(async () => {
        const value = await send(name, given)
        // what is left of an interrupted thread is what was changed until then
        if (changes.has(name)) kept = (await send('bytes', [])) as Uint8Array
        return value as Answered<Q>
      })
      turn = answer.catch(() => undefined)
      return answer
    },
    get isBusy() {
      return waiting !== undefined
    },
    interrupt() {
      const ended = thread
      end(new Interrupted())
      void ended?.terminate()
    },
    async close() {
      const ended = thread
      thread = undefined
      await ended?.terminate()
    },
  }
}

/** An error as it was thrown in the other thread. */
function errorOf({ code, expected, got, cure, message }: Failure): Error {
  return code === undefined ? new Error(message) : new RostrumError(code, { expected, got, cure })
}
