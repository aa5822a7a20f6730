import type { FuncKeywordDefinition } from 'ajv'
import { trim } from '../typed/trim.js'

/** In a schema: the text loses what cannot be seen at its ends, before the other checks read it. */
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
 * A copy of a schema in which every text with a format is trimmed, but a list's name, whose own
 * check names the blanks.
 */
export function readingTrimmed<Schema>(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(readingTrimmed) as Schema
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, readingTrimmed(part)]))
  const isText = typeof copy.format === 'string' && copy.format !== 'list-name'
  return (isText ? { ...copy, trim: true } : copy) as Schema
}
