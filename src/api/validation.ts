import { Ajv, type ErrorObject, type FuncKeywordDefinition, type Options } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import type { Check } from './formats.js'
import { readNumber } from './numbers.js'
import { readingTrimmed, trimming } from './trimmed-texts.js'

/** A compiled schema, as Fastify calls it; `errors` are from the last call. */
export interface Validate {
  (value: unknown): boolean
  errors?: ErrorObject[] | null
}

/**
 * Compiles schemas. A JSON body must have the schema's types; a query arrives as text, is converted
 * to the schema's types, and gets its defaults. Every error is reported, not only the first.
 */
export function schemaCompiler(checks: Record<string, Check>): FastifySchemaCompiler<TSchema> & {
  body: (schema: TSchema) => Validate
} {
  const formats = Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [name, (text: string) => check(text) === null]),
  )
  // `verbose` keeps the invalid value with the error, so that the check can say what is wrong with
  // it.
  const options = { allErrors: true, verbose: true, strictTypes: false, formats, keywords: ['shown'] }
  // The schemas are our own, and those of the API are tested. Ajv would compile its schema of them,
  // which takes longer than one of ours.
  const open = (own: Options) =>
    new Ajv({ ...options, validateSchema: false, ...own }).addKeyword(check).addKeyword(trimming)
  const body = once(() => open({}))
  const text = once(() => open({ useDefaults: true }))
  const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
    httpPart === 'body'
      ? compiled(body, schema)
      : readingTexts(schema, compiled(text, schema, httpPart !== 'params'))
  return Object.assign(compile, { body: (schema: TSchema) => compiled(body, schema) })
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Compiles on first use: compiling all schemas would take most of the startup time. */
function compiled(ajv: () => Ajv, schema: TSchema, checksTexts = true): Validate {
  let validate: Validate | undefined
  const compiling: Validate = value => {
    validate ??= ajv().compile(readingTrimmed((checksTexts ? textsChecked(schema) : schema) as TSchema))
    const valid = validate(value)
    compiling.errors = validate.errors ?? null
    return valid
  }
  return compiling
}

/** A copy in which every otherwise unchecked text must be one that can be stored. */
function textsChecked(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(textsChecked)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, textsChecked(part)]))
  const isFree = [copy.type].flat().includes('string') && !checking.some(keyword => keyword in copy)
  return isFree ? { ...copy, format: 'text' } : copy
}

const checking = ['format', 'check', 'enum', 'const', 'pattern']

/** In a schema: what is wrong with a text in the query, or null. */
export type QueryCheck = (text: string, query: Readonly<Record<string, unknown>>) => string | null

/** A parameter that is given twice is refused by itself; for others it counts as missing. */
function givenOnce(query: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => !Array.isArray(value)))
}

const check = {
  keyword: 'check',
  type: 'string',
  errors: true,
  validate: Object.assign(
    (problemOf: QueryCheck, text: string, _schema: unknown, context?: { parentData: unknown }) => {
      const message = problemOf(text, givenOnce(context?.parentData ?? {}))
      check.validate.errors = message === null ? [] : [{ keyword: 'check', message, params: {} }]
      return message === null
    },
    { errors: [] as Partial<ErrorObject>[] },
  ),
} satisfies FuncKeywordDefinition

/**
 * First converts the texts of a query to their types. Ajv would coerce them as JavaScript does, and
 * accept 0x10 and 1e400.
 */
function readingTexts(schema: TSchema, validate: Validate): Validate {
  const { properties = {} } = schema as { properties?: Record<string, { type?: unknown }> }
  const read: Validate = value => {
    const texts = value as Record<string, unknown>
    for (const [name, { type }] of Object.entries(properties)) {
      const given = texts[name]
      if (typeof given === 'string')
        texts[name] = typeof type === 'string' ? (readers[type]?.(given) ?? given) : given
    }
    const valid = validate(value)
    read.errors = validate.errors ?? null
    return valid
  }
  return read
}

/**
 * Converts by a schema's type; null if the text is not valid for it. It then stays a text and is
 * refused.
 */
const readers: Record<string, (text: string) => unknown> = {
  integer: text => (text.includes('.') ? null : readNumber(text)),
  number: readNumber,
  // A parameter that may be repeated, but is not.
  array: text => [text],
  boolean: text => ({ true: true, false: false })[text] ?? null,
}
