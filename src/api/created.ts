import type { TSchema } from 'typebox'
import type { Config } from '../config.js'

/** The API address of a resource: `steps` are its path segments below the API's base. */
export function apiAddress({ baseUrl }: Pick<Config, 'baseUrl'>, ...steps: string[]): string {
  // A path may contain a plain @, and a handle reads better with it.
  const path = steps.map(step => encodeURIComponent(step).replaceAll('%40', '@'))
  return [baseUrl, 'api/v1', ...path].join('/')
}

/** The schema of an answer with the address of what was created. */
export function Created<T extends TSchema>(schema: T): T {
  return {
    ...schema,
    headers: {
      Location: {
        type: 'string',
        format: 'uri',
        description: 'Its address.',
        examples: ['https://go.example.com/api/v1/links/launch'],
      },
    },
  }
}
