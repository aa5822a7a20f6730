import type { Schema } from './document.js'

const ofFormats: Record<string, string> = {
  'date-time': '2026-01-31T12:00:00.000Z',
  uri: 'https://example.com/',
  uuid: '018f3b1e-7c00-7000-8000-000000000000',
}

/** An example of what a schema describes, made of the examples in it. */
export function exampleOf(schema: Schema): unknown {
  const { examples, example, type, format } = schema
  if (Array.isArray(examples)) return examples[0]
  if (example !== undefined) return example
  if (schema.default !== undefined) return schema.default
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const [first] = [type].flat()
  if (first === 'object') return ofObject(schema)
  if (first === 'array') return [exampleOf(schema.items as Schema)]
  if (first === 'integer' || first === 'number') return 1
  if (first === 'boolean') return true
  return ofFormats[String(format)] ?? 'text'
}

function ofObject({ properties = {}, required = [] }: Schema): object {
  const entries = Object.entries(properties as Record<string, Schema>)
  return Object.fromEntries(
    entries
      .filter(([name]) => (required as string[]).includes(name))
      .map(([name, property]) => [name, exampleOf(property)]),
  )
}
