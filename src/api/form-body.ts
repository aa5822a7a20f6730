import { BodyTooComplex, type FieldProblem, InvalidInput } from '../errors.js'

const mostFields = 1000

/** The fields of a form; an array for a field that came more than once. */
export type FormFields = Record<string, string | string[]>

/**
 * Reads application/x-www-form-urlencoded. Throws InvalidInput that names the fields whose
 * percent-encoding is not valid UTF-8, and BodyTooComplex for 1,000 fields or more.
 */
export function readForm(text: string): FormFields {
  const fields: FormFields = Object.create(null)
  const problems: FieldProblem[] = []
  let count = 0
  for (let at = 0; at < text.length; ) {
    const and = text.indexOf('&', at)
    const end = and < 0 ? text.length : and
    if (++count > mostFields) throw new BodyTooComplex(`The form has more than ${mostFields} fields.`)
    if (end > at) addPair(text.slice(at, end))
    at = end + 1
  }
  if (problems.length > 0) throw new InvalidInput(problems)
  return fields

  function addPair(pair: string): void {
    const [typedName = ''] = pair.split('=', 1)
    const name = decodeField(typedName)
    const value = decodeField(pair.slice(typedName.length + 1))
    if (name === null || value === null) {
      problems.push({ field: name ?? `field ${count}`, message: 'must be percent-encoded as UTF-8' })
      return
    }
    const known = fields[name]
    if (Array.isArray(known)) known.push(value)
    else fields[name] = known === undefined ? value : [known, value]
  }
}

/** Null if the encoding is invalid. */
function decodeField(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}
