import type { TSchema } from 'typebox'
import { inputError } from './field-problems.js'
import type { Check } from './formats.js'
import { schemaCompiler, type Validate } from './validation.js'

/** Returns a body that fits a schema. Throws InvalidInput or SlugReserved for any other. */
export type CheckBody = <Body>(schema: TSchema, body: Body) => Body

/** For forms and other people's clients: checks by the API's schemas, so that all say the same. */
export function bodyChecker(checks: Record<string, Check>): CheckBody {
  const compiler = schemaCompiler(checks)
  const compiled = new Map<TSchema, Validate>()
  return (schema, body) => {
    const validate = compiled.get(schema) ?? compiler.body(schema)
    compiled.set(schema, validate)
    if (validate(body)) return body
    throw inputError(validate.errors ?? [], checks, '')
  }
}
