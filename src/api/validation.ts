import { Ajv, type ErrorObject } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import type { Check } from './formats.js'

/** A compiled schema, as Fastify calls it; `errors` are those of the last call. */
export interface Validate {
  (value: unknown): boolean
  errors?: ErrorObject[] | null
}

/**
 * Compiles schemas. A JSON body must have the types of its schema, while a query arrives as text, is converted and gets
 * its defaults.
 * Every error is reported, not only the first.
 */
export function schemaCompiler(checks: Record<string, Check>): FastifySchemaCompiler<TSchema> & {
  body: (schema: TSchema) => Validate
} {
  const formats = Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [name, (text: string) => check(text) === null]),
  )
  // `verbose` keeps the offending value beside the error, for the check to say what is wrong with it.
  const options = { allErrors: true, verbose: true, strictTypes: false, formats } as const
  const body = new Ajv(options)
  const text = new Ajv({ ...options, coerceTypes: true, useDefaults: true })
  const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
    (httpPart === 'body' ? body : text).compile(schema)
  return Object.assign(compile, { body: (schema: TSchema): Validate => body.compile(schema) })
}
