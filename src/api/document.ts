/** The parts of an OpenAPI document that are worked on. */
export type Schema = Record<string, unknown>

export interface Media {
  schema: Schema
  example?: unknown
  examples?: object
}

export interface Response {
  $ref?: string
  description?: string
  headers?: Record<string, object>
  content?: Record<string, Media>
}

export interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  example?: unknown
  schema: Schema
}

export interface Operation {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  deprecated?: boolean
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Record<string, Media> }
  /** Empty or missing where no key is needed. */
  security?: object[]
  responses: Record<string, Response>
  [more: string]: unknown
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
  tags?: { name: string; description?: string }[]
  [more: string]: unknown
}
