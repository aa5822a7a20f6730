import type { FuncKeywordDefinition } from 'ajv'
import { trim } from '../typed/trim.js'

/**
 * In a schema: invisible characters at both ends of the text are removed before the other checks.
 */
export const trimming = {
  keyword: 'trim',
  type: 'string',
  schema: false,
  before: 'maxLength',
  modifying: true,
  errors: false,
  validate: (text: string, context?: { parentData: object; parentDataProperty: string | number }) => {
    if (context) Object.assign(context.parentData, { [context.parentDataProperty]: trim(text) })
    return true
  },
} satisfies FuncKeywordDefinition

/**
 * A copy of a schema that trims every text with a format, except a list's name: its own check
 * reports the spaces.
 */
export function readingTrimmed<Schema>(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(readingTrimmed) as Schema
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, readingTrimmed(part)]))
  const isText = typeof copy.format === 'string' && copy.format !== 'list-name'
  return (isText ? { ...copy, trim: true } : copy) as Schema
}
