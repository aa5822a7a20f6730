import type { TSchema } from 'typebox'
import type { Config } from '../config.js'

/** Where the API shows a thing: `steps` lead to it below the API's base. */
export function apiAddress({ baseUrl }: Pick<Config, 'baseUrl'>, ...steps: string[]): string {
  // Of all that is encoded here, only the @ of a handle may stand in a path, and it reads better.
  const path = steps.map(step => encodeURIComponent(step).replaceAll('%40', '@'))
  return [baseUrl, 'api/v1', ...path].join('/')
}

/** The schema of an answer that tells the address of what was made. */
export function Created<T extends TSchema>(schema: T): T {
  return { ...schema, headers: { location: { type: 'string', format: 'uri', description: 'Its address.' } } }
}
