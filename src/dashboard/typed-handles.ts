import { typedHandle } from '../accounts/handle-address.js'
import { splitHandles } from '../accounts/typed-handles.js'
import { mostMembers } from '../api/lists.js'
import type { FieldProblem } from '../errors.js'
import type { FormState } from './form.js'

/** A problem quotes this many characters of a wrong entry. */
const mostShown = 60

/** The handles in a form's field `accounts`, not yet checked, as a call of the API has them. */
export function handlesIn(text = ''): string[] {
  // One too many is refused like all that are too many.
  return splitHandles(text)
    .slice(0, mostMembers + 1)
    .map(typedHandle)
}

/** A form whose problems quote wrong entries of `accounts`: in a text, numbers would not help. */
export function namingEntries({ values, problems }: FormState): FormState {
  const entries = splitHandles(values.accounts ?? '')
  return { values, problems: problems.map(problem => nameEntry(problem, entries)) }
}

function nameEntry({ field, message }: FieldProblem, entries: readonly string[]): FieldProblem {
  const entry = entries[Number(/^accounts\[(\d+)\]$/.exec(field)?.[1])]
  return { field, message: entry === undefined ? message : `“${entry.slice(0, mostShown)}” ${message}.` }
}
