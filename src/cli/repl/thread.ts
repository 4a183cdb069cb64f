// The thread that holds a conversation's index and answers one question after another.

import { parentPort, workerData } from 'node:worker_threads'
import { type ErrorCode, isRostrumError } from '../../errors.js'
import { openBytes } from '../open.js'
import { answerOf, type Given, type Held, type QuestionName } from './questions.js'

/** What went wrong, as plain data: an error loses its code on the way between threads. */
export interface Failure {
  code?: ErrorCode
  expected: string
  got: string
  cure: string
  message: string
}

/** What comes back for a question. */
export type Reply = { value: unknown } | { failure: Failure }

let held: Held | undefined

parentPort?.on('message', async ({ name, given }: { name: QuestionName; given: Given<QuestionName> }) => {
  parentPort?.postMessage(await replyTo(name, given))
})

async function replyTo(name: QuestionName, given: Given<QuestionName>): Promise<Reply> {
  try {
    held ??= { index: await openBytes(workerData as Uint8Array) }
    return { value: await answerOf(held, name, given) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (!isRostrumError(error)) return { failure: { expected: '', got: '', cure: '', message } }
    const { code, expected, got, cure } = error
    return { failure: { code, expected, got, cure, message } }
  }
}
