import { type Handle, parseHandle } from '../accounts/handle.js'
import { InvalidInput } from '../errors.js'

/** A handle that has passed its schema. Throws InvalidInput, naming the field, for any other text. */
export function readHandle(text: string, field: string): Handle {
  const handle = parseHandle(text)
  if (handle === null) throw new InvalidInput([{ field, message: 'must be a handle' }])
  return handle
}
