import type { Document, Media, Operation, Parameter, Response } from '../../api/document.js'
import { exampleOf } from '../../api/example.js'

/** An operation with everything that its part of the page tells. */
export interface Call {
  id: string
  method: string
  path: string
  summary: string
  description: string
  deprecated: boolean
  /** Whether it needs a key. */
  locked: boolean
  /** Without those that many calls share. */
  parameters: Parameter[]
  /** Null without one. */
  body: { type: string; media: Media } | null
  /** Of the answers when all is well, in order of their status. */
  answers: [status: string, answer: Response][]
  /** The statuses of errors that not every call can answer. */
  errors: [status: string, description: string][]
}

/** The calls of a document by tag, in its order. */
export function callsByTag(document: Document): { name: string; description: string; calls: Call[] }[] {
  const common = commonStatuses(document)
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags?.[0],
      call: readCall(document, common, { method: method.toUpperCase(), path, operation }),
    })),
  )
  return (document.tags ?? [])
    .map(({ name, description = '' }) => ({
      name,
      description,
      calls: calls.filter(({ tag }) => tag === name).map(({ call }) => call),
    }))
    .filter(({ calls }) => calls.length > 0)
}

/** What almost every call with a key can answer is told once. */
function commonStatuses(document: Document): Set<string> {
  const all = Object.values(document.paths)
    .flatMap(methods => Object.values(methods))
    .filter(isLocked)
  const count = (status: string) => all.filter(({ responses }) => status in responses).length
  const statuses = new Set(all.flatMap(({ responses }) => Object.keys(responses)))
  return new Set([...statuses].filter(status => isError(status) && count(status) > all.length * 0.8))
}

function readCall(
  { components }: Document,
  common: Set<string>,
  { method, path, operation }: { method: string; path: string; operation: Operation },
): Call {
  const [body] = Object.entries(operation.requestBody?.content ?? {})
  const responses = Object.entries(operation.responses)
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary ?? operation.operationId,
    description: operation.description ?? '',
    deprecated: operation.deprecated === true,
    locked: isLocked(operation),
    parameters: (operation.parameters ?? []).filter(parameter => 'name' in parameter),
    body: body ? { type: body[0], media: body[1] } : null,
    answers: responses.filter(([status]) => !isError(status)),
    errors: responses
      .filter(([status]) => isError(status) && !common.has(status))
      .map(([status, { $ref = '', description = '' }]) => {
        const shared = components.responses?.[$ref.split('/').at(-1) ?? ''] as Response | undefined
        return [status, shared?.description ?? description]
      }),
  }
}

function isLocked({ security = [] }: Operation): boolean {
  return security.length > 0
}

function isError(status: string): boolean {
  return status >= '400'
}

/** What to type for a parameter; empty for one that may be left out and has no example. */
export function exampleFor({ required = false, schema, example }: Parameter): string {
  const given = example ?? (Array.isArray(schema.examples) ? schema.examples[0] : schema.example)
  if (given !== undefined) return String(given)
  return required ? String(exampleOf(schema)) : ''
}

/** The body to send, as text. */
export function bodyExample({ media }: NonNullable<Call['body']>): string {
  const { example } = media
  return typeof example === 'string' ? example : JSON.stringify(example, null, 2)
}
