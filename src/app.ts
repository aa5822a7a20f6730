import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { docsRoutes } from './api/docs.js'
import { formatChecks } from './api/formats.js'
import { frontRoutes } from './api/front.js'
import { healthRoutes } from './api/health.js'
import { learnMethods } from './api/methods.js'
import { openapiOptions } from './api/openapi.js'
import { refuseConnection, sendProblem, serviceError } from './api/problem.js'
import { apiRoutes } from './api/routes.js'
import { schemaCompiler } from './api/validation.js'
import { badgeRoutes } from './badge/routes.js'
import { captureRoutes } from './capture/routes.js'
import { version } from './cli/version.js'
import type { Config } from './config.js'
import type { Context } from './context.js'
import { serveAssets } from './dashboard/assets.js'
import { cardRoutes } from './dashboard/card/routes.js'
import { embedRoutes } from './dashboard/embed/routes.js'
import { keepPublicReports } from './dashboard/public/reports.js'
import { publicRoutes } from './dashboard/public/routes.js'
import { showLink } from './dashboard/public/show-link.js'
import { dashboardRoutes } from './dashboard/routes.js'
import { ping } from './db/ping.js'
import { ServiceError } from './errors.js'
import { openChanges } from './stats/changes.js'

/** What the service takes from one client, and for how long. */
const limits = {
  bodyBytes: 1024 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 60_000,
  connections: 10_000,
  /** Of one part of the path: more than the longest handle. */
  paramLength: 500,
}

/** The HTTP application with all its surfaces; it never listens by itself. Close it with `close()`. */
export async function buildApp(ctx: Context): Promise<FastifyInstance> {
  const checks = formatChecks(ctx)
  // Nothing in a log may tell a visitor's address, which Fastify's own serializer would.
  const log: FastifyBaseLogger = ctx.log.child({}, { serializers: { req: ({ method }) => ({ method }) } })
  const routerOptions = { maxParamLength: limits.paramLength }
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies(ctx.config),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleMs,
    http: { maxHeaderSize: limits.headerBytes, headersTimeout: limits.headersMs },
    routerOptions,
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, serviceError(error, checks)),
    clientErrorHandler: refuseConnection,
  })
  app.server.maxConnections = limits.connections

  app.setValidatorCompiler(schemaCompiler(checks))
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, serviceError(error, checks)))
  app.addHook('onRoute', ({ url }) => {
    const [, first = ''] = url.split('/')
    if (/^[\w-]+$/.test(first)) ctx.reservedSlugs.add(first.toLowerCase())
  })

  const methods = learnMethods(app, routerOptions)
  await app.register(rateLimit, { global: false })
  await app.register(swagger, openapiOptions(ctx.config, version()))
  const changes = await openChanges(ctx)
  app.addHook('onClose', changes.close)
  const publicPages = { ...ctx, assets: serveAssets(app), reports: keepPublicReports(ctx, changes) }
  await app.register(captureRoutes(ctx, showLink(publicPages)))
  await app.register(publicRoutes(publicPages))
  await app.register(cardRoutes(publicPages))
  await app.register(embedRoutes(publicPages))
  await app.register(badgeRoutes(ctx, changes))
  await app.register(healthRoutes(ctx, () => ping(ctx.db)))
  await app.register(docsRoutes)
  await app.register(frontRoutes)
  await app.register(dashboardRoutes(ctx, publicPages.assets))
  await app.register(apiRoutes(ctx), { prefix: '/api/v1' })
  await methods.answerOthers((request, reply) => {
    const detail = `There is no ${request.method} at this address; see /docs.`
    return sendProblem(request, reply, new ServiceError('not-found', 404, detail))
  })
  await app.ready()
  return app
}

/** Fastify refuses a number of hops, since nothing then says who the nearest one is; the operator has vouched for it. */
function trustedProxies({ trustProxy }: Pick<Config, 'trustProxy'>) {
  if (typeof trustProxy !== 'number') return trustProxy ?? false
  return (_address: string, hop: number) => hop < trustProxy
}
