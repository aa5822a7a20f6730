import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readHandles } from '../../accounts/handle.js'
import { NewDestinationBody } from '../../api/destinations.js'
import { Target } from '../../api/link-bodies.js'
import { issueFor } from '../../links/issue-for.js'
import { stillToTweet } from '../../links/still-to-tweet.js'
import { readTarget } from '../../links/target.js'
import { destination, favourSorts } from '../../stats/destination.js'
import { recentDestinations } from '../../stats/recent-destinations.js'
import { typedAddress } from '../../typed/address.js'
import type { PageContext } from '../context.js'
import { type FormState, typedFields } from '../form.js'
import { handlesIn, namingEntries } from '../typed-handles.js'
import { requireViewer, seen } from '../viewer.js'
import { destinationAddress } from './address.js'
import { DestinationPage, DestinationsPage } from './page.js'

const recent = 10
const Lookup = Type.Object({ url: Target })

/** Asking friends to tweet an address, and seeing whose tweet brings the traffic. */
export function destinationRoutes(ctx: PageContext) {
  const overview = async (request: FastifyRequest, forms: { asking?: FormState; lookup?: FormState }) => (
    <DestinationsPage {...forms} recent={await recentDestinations(seen(ctx, request), recent)} />
  )

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get('/app/destinations', async (request, reply) => {
      const { url: typed, sort: order } = typedFields(request.query)
      const sort = favourSorts.find(known => known === order) ?? 'influence'
      if (typed === undefined) return ctx.sendPage(request, reply, await overview(request, {}))
      return ctx.forms.submit(
        { url: typed },
        {
          work: () => {
            const { url } = ctx.forms.check(Lookup, { url: typedAddress(typed) })
            const target = readTarget(url, ctx.config)
            return Promise.all([
              destination(seen(ctx, request), target, sort),
              stillToTweet(seen(ctx, request), target),
            ])
          },
          done: ([report, links]) =>
            ctx.sendPage(request, reply, <DestinationPage report={report} links={links} sort={sort} />),
          again: async (form, status) =>
            ctx.sendPage(request, reply, await overview(request, { lookup: form }), status),
        },
      )
    })

    app.post('/app/destinations', async (request, reply) => {
      const typed = typedFields(request.body)
      const { url = '', accounts = '' } = typed
      return ctx.forms.submit(
        { ...typed, url, accounts },
        {
          work: async () => {
            const wish = ctx.forms.check(NewDestinationBody, {
              url: typedAddress(url),
              accounts: handlesIn(accounts),
            })
            await issueFor(seen(ctx, request), wish.url, readHandles(wish.accounts))
            return destinationAddress(wish.url, 'influence', 'send')
          },
          done: address => reply.redirect(address, 303),
          again: async (form, status) => {
            const asking = namingEntries(form)
            return ctx.sendPage(request, reply, await overview(request, { asking }), status)
          },
        },
      )
    })
  }
}
