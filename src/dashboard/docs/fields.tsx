import type { ComponentChildren } from 'preact'
import type { Schema } from '../../api/document.js'

export interface FieldRow {
  name: string
  required: boolean
  description: string
  schema: Schema
}

/** The fields of an object; null for anything else. */
export function fieldsOf({ properties, required = [] }: Schema): FieldRow[] | null {
  if (typeof properties !== 'object' || properties === null) return null
  return Object.entries(properties as Record<string, Schema>).map(([name, schema]) => ({
    name,
    required: (required as string[]).includes(name),
    description: String(schema.description ?? ''),
    schema,
  }))
}

/** Names, types and meanings. With `asked`, required fields are marked. */
export function Fields({ rows, asked = false }: { rows: FieldRow[]; asked?: boolean }) {
  return (
    <dl class="fields">
      {rows.map(({ name, required, description, schema }) => (
        <div key={name}>
          <dt>
            <code>{name}</code> <TypeName schema={schema} />
            {asked && required && <span class="needed">needed</span>}
          </dt>
          <dd>
            <Prose text={description} /> <Limits schema={schema} />
            <Inner schema={schema} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The fields of an object that has no name of its own. */
function Inner({ schema }: { schema: Schema }) {
  const inner = fieldsOf(schema) ?? fieldsOf((schema.items ?? {}) as Schema)
  return inner && <Fields rows={inner} />
}

/** "text", "list of Link", "newest or clicks". */
export function TypeName({ schema }: { schema: Schema }): ComponentChildren {
  const { $ref, anyOf, type, items, format, patternProperties, additionalProperties } = schema
  if (typeof $ref === 'string') return <TypeLink name={nameOf($ref)} />
  if (Array.isArray(anyOf)) {
    return anyOf.map((each: Schema, at) => (
      <>
        {at > 0 && ' or '}
        <TypeName schema={each} />
      </>
    ))
  }
  const values = schema.enum ?? ('const' in schema ? [schema.const] : null)
  const nullable = [type].flat().includes('null') ? ' or null' : ''
  if (Array.isArray(values)) return <span class="type">{values.join(', ') + nullable}</span>
  const [name] = [type].flat().filter(each => each !== 'null')
  if (name === 'array') {
    return (
      <span class="type">
        list of <TypeName schema={(items ?? {}) as Schema} />
        {nullable}
      </span>
    )
  }
  const other = Object.values((patternProperties ?? {}) as Record<string, Schema>)[0] ?? additionalProperties
  if (name === 'object' && typeof other === 'object') {
    return (
      <span class="type">
        names with <TypeName schema={other as Schema} />
      </span>
    )
  }
  return (
    <span class="type">{(words[`${name}:${format}`] ?? words[String(name)] ?? 'anything') + nullable}</span>
  )
}

const words: Record<string, string> = {
  'string:date-time': 'time',
  'string:uri': 'address',
  'string:binary': 'bytes',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
}

function TypeLink({ name }: { name: string }) {
  return (
    <a class="type" href={`#${typeAnchor(name)}`}>
      {name}
    </a>
  )
}

export function typeAnchor(name: string): string {
  return `type-${name}`
}

/** "#/components/schemas/Link" → "Link". */
export function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? ''
}

/** "1 to 500", "at most 200 characters", "by default newest". */
function Limits({ schema }: { schema: Schema }) {
  const { minimum, maximum, minLength, maxLength, maxItems, pattern } = schema
  const range =
    minimum !== undefined && maximum !== undefined
      ? `${figure(minimum)} to ${figure(maximum)}`
      : minimum !== undefined
        ? `at least ${figure(minimum)}`
        : maximum !== undefined && `at most ${figure(maximum)}`
  const told = [
    range,
    maxLength !== undefined && `${minLength ? `${minLength} to` : 'at most'} ${figure(maxLength)} characters`,
    maxItems !== undefined && `at most ${figure(maxItems)}`,
    pattern !== undefined && `matches ${pattern}`,
    schema.default !== undefined && `by default ${schema.default}`,
  ].filter(Boolean)
  return told.length === 0 ? null : <span class="muted">{`(${told.join('; ')})`}</span>
}

function figure(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value)
}

/** A description; text between backticks is code. */
export function Prose({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 === 0 ? part : <code key={part}>{part}</code>))}</>
}
