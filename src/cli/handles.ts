import { parseHandle } from '../accounts/handle.js'
import { UsageError } from './errors.js'

/** The handles of "@a,@b" or "@a @b", each with its @. Throws UsageError for one that is none. */
export function readHandles(text: string, command: string): string[] {
  const words = text.split(/[\s,]+/).filter(word => word !== '')
  if (words.length === 0) throw new UsageError('Name accounts, such as @ann,@bob.', command)
  return words.map(word => readHandle(word, command))
}

/** A handle with its @. Throws UsageError for a text that is none. */
export function readHandle(text: string, command: string): string {
  const handle = parseHandle(text)?.handle
  if (handle === undefined)
    throw new UsageError(`"${text}" is not a handle: @name, @name.tld or @name@server.`, command)
  return handle
}
