import type { FastifyInstance } from 'fastify'
import { priorInForce } from '../../scores/prior.js'
import type { PageContext } from '../context.js'
import { typedFields } from '../form.js'
import { calculate } from './calculate.js'
import { readNumbers } from './numbers.js'
import { LandingPage } from './page.js'

/** The landing page, with a calculator that works without a key. */
export function landingRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/', async (request, reply) => {
      const { form, tweets } = readNumbers(typedFields(request.query))
      const calculation = tweets && calculate(...tweets, await priorInForce(ctx))
      return ctx.sendPage(request, reply, <LandingPage form={form} calculation={calculation} />)
    })
  }
}
