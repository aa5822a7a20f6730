import { handleForms } from '../accounts/handle.js'
import { splitHandles, typedAccount } from '../accounts/typed-handles.js'
import { UsageError } from './errors.js'

/**
 * The handles in "@a,@b" or "@a @b", each with its @; profile addresses work, too. Throws
 * UsageError for anything that is not a handle.
 */
export function namedAccounts(text: string, command: string): string[] {
  const words = splitHandles(text)
  if (words.length === 0) throw new UsageError('Name accounts, such as @ann,@bob.', command)
  return words.map(word => namedAccount(word, command))
}

/** A handle with its @; a profile address works, too. Throws UsageError for anything else. */
export function namedAccount(text: string, command: string): string {
  const handle = typedAccount(text)?.handle
  if (handle === undefined) throw new UsageError(`"${text}" is not a handle: ${handleForms}.`, command)
  return handle
}
