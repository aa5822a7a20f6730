import type { FastifyInstance } from 'fastify'
import { InvalidInput } from '../errors.js'

/** Of a route that takes no parameters: a misspelled one must not seem to work. */
export const noQuery = { type: 'object', properties: {}, additionalProperties: false }

/** Enough to see what is meant. */
const [mostNamed, mostCharacters] = [20, 100]

/** Refuses the fields of a body where a route takes none. */
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
