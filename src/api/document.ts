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

export interface Operation {
  operationId: string
  parameters?: object[]
  responses: Record<string, Response>
  [more: string]: unknown
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
  [more: string]: unknown
}
