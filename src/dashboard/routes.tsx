import fastifyCompress from '@fastify/compress'
import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import helmet from '@fastify/helmet'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { takeBodies } from '../api/bodies.js'
import { formatChecks } from '../api/formats.js'
import type { LookAgain } from '../api/look-again.js'
import { isRead } from '../api/methods.js'
import type { CountMiss } from '../api/misses.js'
import { beginError, serviceError } from '../api/problem.js'
import { sharedSecret } from '../auth/secret.js'
import type { Unasked } from '../context.js'
import { CookieMissing, FormOutdated, ServiceError } from '../errors.js'
import { pageHeaders } from '../headers.js'
import { accountRoutes } from './account/routes.js'
import { accountsRoutes } from './accounts/routes.js'
import type { AssetAddresses } from './assets.js'
import { badgesRoutes } from './badges/routes.js'
import type { PageContext } from './context.js'
import { deleteLinkRoutes } from './delete-link/routes.js'
import { destinationRoutes } from './destinations/routes.js'
import { docsRoutes } from './docs/routes.js'
import { editLinkRoutes } from './edit-link/routes.js'
import { ErrorPage } from './error-page.js'
import { exchangeRoutes } from './exchange/routes.js'
import { followerImportRoutes } from './follower-import/routes.js'
import { openForms } from './form.js'
import { learnForms } from './form-addresses.js'
import { helpRoutes } from './help/routes.js'
import { homeRoutes } from './home/routes.js'
import { importRoutes } from './import/routes.js'
import { landingRoutes } from './landing/routes.js'
import { leaderboardRoutes } from './leaderboard/routes.js'
import { listRoutes } from './lists/list-routes.js'
import { listsRoutes } from './lists/routes.js'
import { liveRoutes } from './live/routes.js'
import { cookieTrouble } from './login/cookie-trouble.js'
import { learnPages } from './login/next.js'
import { openLogin } from './login/open.js'
import { beginsAgain, refuseForm } from './login/refuse-form.js'
import { loginRoutes } from './login/routes.js'
import { purgeRoutes } from './purge/routes.js'
import { qrRoutes } from './qr/routes.js'
import { pageSender } from './send-page.js'
import { keysRoutes } from './settings/keys/routes.js'
import { settingsRoutes } from './settings/routes.js'
import { webhooksRoutes } from './settings/webhooks/routes.js'
import { tweetRoutes } from './tweet/routes.js'
import { cookieOptions, readViewers } from './viewer.js'

const below = /^\/app(?:\/|$)/

/** The pages for people. Needs @fastify/rate-limit on the instance. */
export function dashboardRoutes(
  ctx: Unasked & { assets: AssetAddresses; countMiss: CountMiss; lookAgain: LookAgain },
) {
  return async (app: FastifyInstance): Promise<void> => {
    const secret = (await sharedSecret(ctx.db, 'cookies')).toString('base64')
    const pages: PageContext = {
      ...ctx,
      forms: openForms(ctx),
      sendPage: pageSender(ctx, ctx.assets),
    }
    await app.register(async scope => {
      await scope.register(helmet, pageHeaders)
      await scope.register(fastifyCompress, { globalDecompression: false })
      await scope.register(cookie, { secret })
      takeBodies(scope, ['form', 'json'])
      await scope.register(csrf, { cookieOpts: cookieOptions(ctx), getToken: tokenOf })
      scope.addHook('preHandler', (request, reply, done) =>
        request.method === 'POST' && !beginsAgain(request)
          ? scope.csrfProtection(request, reply, done)
          : done(),
      )
      readViewers(scope, ctx)
      const login = openLogin(pages, scope)
      scope.addHook('preHandler', refuseForm(login))

      const checks = formatChecks(ctx)
      scope.setErrorHandler((error, request, reply) => {
        const known = lacksCookie(error)
          ? new CookieMissing(cookieTrouble(request, ctx.config))
          : hasWrongToken(error)
            ? new FormOutdated()
            : serviceError(error, checks, request)
        if (known.status === 404 && isRead(request) && ctx.lookAgain(request, reply, below)) return reply
        return pages.sendPage(
          request,
          beginError(request, reply, known),
          <ErrorPage error={known} />,
          known.status,
        )
      })
      const noSuchPage = () => new ServiceError('not-found', 404, 'There is no such page.')
      const ensureThere = (request: FastifyRequest, reply: FastifyReply) => {
        if (!ctx.lookAgain(request, reply, below)) throw noSuchPage()
      }
      scope.get('/app/*', { config: { fallback: true, ensureThere } }, () => {
        throw noSuchPage()
      })
      const leadFormsToPages = learnForms(scope)
      const surfaces = [
        landingRoutes(pages),
        loginRoutes(pages, login, learnPages(scope)),
        helpRoutes(pages),
        docsRoutes(pages),
        homeRoutes(pages),
        tweetRoutes(pages),
        editLinkRoutes(pages),
        qrRoutes(pages),
        deleteLinkRoutes(pages),
        purgeRoutes(pages),
        destinationRoutes(pages),
        leaderboardRoutes(pages),
        exchangeRoutes(pages),
        liveRoutes(pages),
        accountsRoutes(pages),
        accountRoutes(pages),
        followerImportRoutes(pages),
        importRoutes(pages),
        listsRoutes(pages),
        listRoutes(pages),
        settingsRoutes(pages),
        keysRoutes(pages),
        webhooksRoutes(pages),
        badgesRoutes(pages),
      ]
      for (const surface of surfaces) await scope.register(surface)
      leadFormsToPages()
    })
  }
}

/** Whether a form came without the cookie that belongs to its token. */
function lacksCookie(error: unknown): boolean {
  return (error as Partial<FastifyError>).code === 'FST_CSRF_MISSING_SECRET'
}

function hasWrongToken(error: unknown): boolean {
  return (error as Partial<FastifyError>).code === 'FST_CSRF_INVALID_TOKEN'
}

function tokenOf({ body }: { body?: unknown }): string {
  const token = (body as { _csrf?: unknown } | undefined)?._csrf
  return typeof token === 'string' ? token : ''
}
