import type { FieldProblem, ServiceError } from '../errors.js'

/** The invalid fields that an error names, by the names that a client knows; maybe none. */
export function namedFields(
  { facts }: ServiceError,
  names: Readonly<Record<string, string>>,
): FieldProblem[] {
  const named = Array.isArray(facts.errors) ? (facts.errors as FieldProblem[]) : []
  return named.map(({ field, message }) => {
    // `tags[3]` is a part of `tags`.
    const [own = ''] = field.split(/[[.]/, 1)
    return { field: (names[own] ?? own) + field.slice(own.length), message }
  })
}

/** The names of those fields, each once; a part of a field counts as the field. */
export function fieldNames(error: ServiceError, names: Readonly<Record<string, string>>): string[] {
  return [...new Set(namedFields(error, names).map(({ field }) => field.replace(/[[.].*/s, '')))]
}

/** An error in one line, with the names that a client knows. */
export function sentence(error: ServiceError, names: Readonly<Record<string, string>>): string {
  const named = namedFields(error, names)
  if (named.length === 0) return error.message
  return named.map(({ field, message }) => `${field}: ${message}`).join('; ')
}

/** There is no such link, or no longer: other services know no difference. */
export function isMissing({ code }: ServiceError): boolean {
  return code === 'link-not-found' || code === 'link-gone'
}

/** Some clients take the first address in an answer for the short link, even in an error. */
export function withoutAddresses(message: string): string {
  return message
    .replace(/ such as https?:\S+/g, ' with http:// or https://')
    .replace(/https?:\/\/\w\S*/g, '…')
}
