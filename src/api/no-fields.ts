import type { FastifyInstance } from 'fastify'
import { InvalidInput } from '../errors.js'

/** For a route without parameters: a misspelled one must not seem to work. */
export const noQuery = { type: 'object', properties: {}, additionalProperties: false }

/** Enough to recognize the field. */
const [mostNamed, mostCharacters] = [20, 100]

/** Refuses any fields in the body of a route that takes none. */
export function refuseFields(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, routeOptions: { schema } }) => {
    if (schema?.body !== undefined || typeof body !== 'object' || body === null || Buffer.isBuffer(body))
      return
    const names = Object.keys(body).slice(0, mostNamed)
    const problems = names.map(name => ({
      field: name.slice(0, mostCharacters).replace(/\p{Cs}/gu, '\ufffd'),
      message: 'is unknown; leave it out',
    }))
    if (problems.length > 0) throw new InvalidInput(problems)
  })
}
