// What a command of the conversation is, and the complaint of one that was not understood.

import { quote } from '../../errors.js'
import { messageText } from '../output.js'
import { idShown, type Session } from './session.js'

/** One command of the conversation. */
export interface ReplCommand {
  readonly name: string
  /** Another, shorter name. */
  readonly short?: string
  /** What follows it, for the help. */
  readonly usage: string
  readonly summary: string
  /** What Tab offers behind it. Default: nothing. */
  readonly completes?: 'fields' | 'columns' | 'settings' | 'words' | 'query' | 'files'
  /** Does it; false ends the conversation. `rest` is what follows the name, trimmed. */
  run(session: Session, rest: string): Promise<boolean>
}

/** Says what was wrong with a command; the conversation goes on. */
export function complain({ output }: Session, message: string): true {
  output.say(messageText(message, output))
  return true
}

/** The id of the hit whose number follows a command; complains and gives undefined where there is none. */
export function hitNumber(session: Session, rest: string, command: string): string | number | undefined {
  const id = /^\d{1,6}$/.test(rest) ? idShown(session, Number(rest)) : undefined
  if (id !== undefined) return id
  const { length } = session.ids
  const cure = length === 0 ? 'Ask a query first.' : `Write for example: :${command} 1`
  complain(
    session,
    `Expected the number of a hit that was shown${length > 0 ? `, 1 to ${length},` : ''} after :${command}, got ${rest === '' ? 'none' : quote(rest)}. ${cure}`,
  )
  return undefined
}
