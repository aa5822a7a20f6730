import type { FastifyInstance } from 'fastify'
import { InvalidInput } from '../errors.js'

/** For a route without parameters: a misspelled one must not seem to work. */
export const noQuery = { type: 'object', properties: {}, additionalProperties: false }

/** Enough to recognize the field. */
const [mostNamed, mostCharacters] = [20, 100]

/** Refuses a body, other than an object without fields, for a route that takes none. */
export function refuseFields(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, routeOptions: { schema } }) => {
    if (schema?.body !== undefined || body === undefined || Buffer.isBuffer(body)) return
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new InvalidInput([{ field: 'body', message: 'is not taken here; leave it out' }])
    const names = Object.keys(body).slice(0, mostNamed)
    const problems = names.map(name => ({
      field: name.slice(0, mostCharacters).replace(/\p{Cs}/gu, '\ufffd'),
      message: 'is unknown; leave it out',
    }))
    if (problems.length > 0) throw new InvalidInput(problems)
  })
}
