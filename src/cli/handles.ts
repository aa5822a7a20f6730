import { parseHandle } from '../accounts/handle.js'
import { typedHandle } from '../accounts/handle-address.js'
import { splitHandles } from '../dashboard/destinations/handles.js'
import { UsageError } from './errors.js'

/**
 * The handles in "@a,@b" or "@a @b", each with its @; profile addresses work, too. Throws
 * UsageError for anything that is not a handle.
 */
export function readHandles(text: string, command: string): string[] {
  const words = splitHandles(text)
  if (words.length === 0) throw new UsageError('Name accounts, such as @ann,@bob.', command)
  return words.map(word => readHandle(word, command))
}

/** A handle with its @; a profile address works, too. Throws UsageError for anything else. */
export function readHandle(text: string, command: string): string {
  const handle = parseHandle(typedHandle(text))?.handle
  if (handle === undefined)
    throw new UsageError(`"${text}" is not a handle: @name, @name.tld or @name@server.`, command)
  return handle
}
