import type { FastifyInstance } from 'fastify'
import type { PageContext } from '../context.js'
import { typedFields } from '../form.js'
import { calculate } from './calculate.js'
import { readNumbers } from './numbers.js'
import { LandingPage } from './page.js'

/** What this is, with a calculator for whoever wants to try it without a key. */
export function landingRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/', (request, reply) => {
      const { form, tweets } = readNumbers(typedFields(request.query))
      const calculation = tweets && calculate(...tweets, ctx.config.prior)
      return ctx.sendPage(request, reply, <LandingPage form={form} calculation={calculation} />)
    })
  }
}
