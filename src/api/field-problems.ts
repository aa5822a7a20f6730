import type { ErrorObject } from 'ajv'
import { type FieldProblem, InvalidInput, type ServiceError, SlugReserved } from '../errors.js'
import { slugPattern } from '../links/slug.js'
import { trim } from '../typed/trim.js'
import { wholeNumberWanted } from '../typed/whole-number.js'
import { type Check, longestText } from './formats.js'

const maxProblems = 1000
const maxNameLength = 100

/**
 * The error for what Ajv found: InvalidInput, or a more specific one if that is the only problem.
 * `part` (body, query, params) names the validated part.
 */
export function inputError(
  errors: readonly ErrorObject[],
  checks: Record<string, Check>,
  part: string,
): ServiceError {
  const [first] = errors
  if (errors.length === 1 && first?.params.format === 'slug') {
    const slug = trim(String(first.data).slice(0, longestText))
    // A slug with a valid form is refused for only one reason.
    if (String(first.data).length <= longestText && slugPattern.test(slug)) return new SlugReserved({ slug })
  }
  return new InvalidInput(fieldProblems(errors, checks, part))
}

/** One entry per field and problem. */
function fieldProblems(
  errors: readonly ErrorObject[],
  checks: Record<string, Check>,
  part: string,
): FieldProblem[] {
  const problems = withoutSecondLimits(errors).map(error => ({
    field: fieldName(error, part),
    message: message(error, checks, part),
  }))
  const seen = new Set<string>()
  return problems
    .filter(({ field, message }) => !seen.has(`${field}\n${message}`) && seen.add(`${field}\n${message}`))
    .slice(0, maxProblems)
}

/**
 * For a text that is too long, only one limit is reported: that of its check, which knows best, or
 * that of its schema where the text is longer than checks read.
 */
function withoutSecondLimits(errors: readonly ErrorObject[]): ErrorObject[] {
  const [limited, checked] = [isLimit, isCheck].map(
    is => new Set(errors.filter(is).map(({ instancePath }) => instancePath)),
  )
  return errors.filter(error => {
    const isLong = typeof error.data === 'string' && error.data.length > longestText
    return isLong
      ? !(isCheck(error) && limited?.has(error.instancePath))
      : !(isLimit(error) && checked?.has(error.instancePath))
  })
}

const isLimit = ({ keyword }: ErrorObject) => keyword === 'maxLength'
const isCheck = ({ keyword }: ErrorObject) => keyword === 'format' || keyword === 'check'

/** `/utm/source` is utm.source, `/tags/3` is tags[3]. */
function fieldName({ instancePath, keyword, params }: ErrorObject, part: string): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (keyword === 'required') path.push(params.missingProperty)
  if (keyword === 'additionalProperties') path.push(params.additionalProperty)
  return nameOfPath(path) || part
}

/** A field's name from its path segments; empty for the whole part. */
export function nameOfPath(path: string[]): string {
  const name = path
    .map((step, n) => (/^\d+$/.test(step) ? `[${step}]` : n === 0 ? step : `.${step}`))
    .join('')
  return name.slice(0, maxNameLength).replace(/\p{Cs}/gu, '\ufffd')
}

/** Parts of a request that arrive as text; the last is a form. */
const textParts = new Set(['query', 'params', ''])
const asText: Record<string, string> = {
  integer: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
}

function message(error: ErrorObject, checks: Record<string, Check>, part: string): string {
  const { keyword, params, data } = error
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'additionalProperties':
      return 'is unknown; leave it out'
    case 'type':
      return wrongTypeIn(part, [params.type].flat(), data)
    case 'enum':
      return `must be one of ${params.allowedValues.filter(Boolean).join(', ')}`
    case 'format':
      return checks[params.format]?.(String(data)) ?? 'has the wrong form'
    case 'maxLength':
      return `must have at most ${params.limit} characters`
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`
    case 'minItems':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} entries`
    case 'maxItems':
      return `must have at most ${params.limit} entries`
    case 'minProperties':
      return 'must name at least one field'
    case 'minimum':
      return `must be at least ${params.limit}`
    case 'maximum':
      return `must be at most ${params.limit}`
    default:
      return error.message ?? 'is not valid'
  }
}

function typeName(data: unknown): string {
  if (data === null || data === undefined) return 'null'
  return Array.isArray(data) ? 'array' : typeof data
}

function wrongTypeIn(part: string, types: string[], data: unknown): string {
  // Forms take the notations of people.
  if (part === '' && types.includes('integer')) return wholeNumberWanted
  if (!textParts.has(part)) return wrongType(types, data)
  if (Array.isArray(data)) return 'must be given once'
  return types.map(type => asText[type]).find(wanted => wanted !== undefined) ?? 'must be text'
}

/** Says how to fix a value that is wrong only in its notation. */
function wrongType(types: string[], data: unknown): string {
  if (types.includes('integer') && typeof data === 'number') return 'must be a whole number'
  const bare = types.some(type => ['integer', 'number', 'boolean'].includes(type))
  const remedy =
    typeof data !== 'string'
      ? ''
      : bare
        ? ' (without quotes)'
        : types.includes('array')
          ? ' (in brackets)'
          : ''
  const leftOut = data === null ? ': leave out what has no value' : ''
  return `must be ${types.join(' or ')}${remedy}, not ${typeName(data)}${leftOut}`
}
