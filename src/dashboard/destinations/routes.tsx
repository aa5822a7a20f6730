import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { typedHandle } from '../../accounts/handle-address.js'
import { NewDestinationBody } from '../../api/destinations.js'
import { readHandle } from '../../api/handles.js'
import { Target } from '../../api/link-bodies.js'
import { issueFor } from '../../links/issue-for.js'
import { stillToTweet } from '../../links/still-to-tweet.js'
import { readTarget } from '../../links/target.js'
import { destination } from '../../stats/destination.js'
import { recentDestinations } from '../../stats/recent-destinations.js'
import { typedAddress } from '../../typed/address.js'
import type { PageContext } from '../context.js'
import { type FormState, typedFields } from '../form.js'
import { requireViewer } from '../viewer.js'
import { nameEntry, splitHandles } from './handles.js'
import { DestinationPage, DestinationsPage } from './page.js'

const recent = 10
const Lookup = Type.Object({ url: Target })

/** Friends who are asked to tweet one address, and whose tweet brings the traffic. */
export function destinationRoutes(ctx: PageContext) {
  const overview = async (forms: { asking?: FormState; lookup?: FormState }) => (
    <DestinationsPage {...forms} recent={await recentDestinations(ctx, recent)} />
  )

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get('/app/destinations', async (request, reply) => {
      const { url: typed } = typedFields(request.query)
      if (typed === undefined) return ctx.sendPage(request, reply, await overview({}))
      try {
        const { url } = ctx.forms.check(Lookup, { url: typedAddress(typed) })
        const target = readTarget(url, ctx.config)
        const [report, links] = await Promise.all([destination(ctx, target), stillToTweet(ctx, target)])
        return ctx.sendPage(request, reply, <DestinationPage report={report} links={links} />)
      } catch (error) {
        const { form, status } = ctx.forms.failed({ url: typed }, error)
        return ctx.sendPage(request, reply, await overview({ lookup: form }), status)
      }
    })

    app.post('/app/destinations', async (request, reply) => {
      const { url = '', accounts = '' } = typedFields(request.body)
      const names = splitHandles(accounts)
      try {
        const wish = ctx.forms.check(NewDestinationBody, {
          url: typedAddress(url),
          accounts: names.map(typedHandle),
        })
        const friends = wish.accounts.map((name, n) => readHandle(name, `accounts[${n}]`))
        await issueFor(ctx, wish.url, friends)
        return reply.redirect(`/app/destinations?url=${encodeURIComponent(wish.url)}#send`, 303)
      } catch (error) {
        const { form, status } = ctx.forms.failed({ url, accounts }, error)
        const asking = { ...form, problems: form.problems.map(problem => nameEntry(problem, names)) }
        return ctx.sendPage(request, reply, await overview({ asking }), status)
      }
    })
  }
}
