import { type Handle, parseHandle } from '../../accounts/handle.js'
import { typedHandle } from '../../accounts/handle-address.js'
import { mostMembers } from '../../api/lists.js'
import { InvalidInput } from '../../errors.js'
import { splitHandles } from '../destinations/handles.js'

const mostNamed = 10

/**
 * The handles in the field `accounts`, separated by spaces, commas or line breaks. Throws
 * InvalidInput that names each entry that is not a handle.
 */
export function typedHandles(text: string): Handle[] {
  const words = splitHandles(text)
  if (words.length > mostMembers) refuse(`must have at most ${mostMembers} entries`)
  const read = (word: string) => parseHandle(typedHandle(word))
  const wrong = words.filter(word => read(word) === null).slice(0, mostNamed)
  if (wrong.length > 0) {
    const named = wrong.map(word => `“${word.slice(0, 50)}”`).join(', ')
    refuse(`must be @name, @name.tld or @name@server, not ${named}`)
  }
  return words.flatMap(word => read(word) ?? [])
}

function refuse(message: string): never {
  throw new InvalidInput([{ field: 'accounts', message }])
}
