import { createServer } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { isForPrograms } from './api/accept.js'
import { formatChecks } from './api/formats.js'
import { frontRoutes } from './api/front.js'
import { openGate } from './api/gate.js'
import { healthRoutes } from './api/health.js'
import { addressMender } from './api/look-again.js'
import { isRead, learnMethods } from './api/methods.js'
import { limitNames } from './api/misses.js'
import { openapiOptions } from './api/openapi.js'
import { beginError, serviceError } from './api/problem.js'
import { readQuery } from './api/query.js'
import { refuseConnections } from './api/refuse-connection.js'
import { nameRequest, newRequestId, requestIdHeaders } from './api/request-id.js'
import { apiRoutes } from './api/routes.js'
import { schemaCompiler } from './api/validation.js'
import { everything } from './auth/access.js'
import { badgeRoutes } from './badge/routes.js'
import { readAddress } from './capture/address.js'
import { openFastLane } from './capture/fast-lane.js'
import { originOf, rememberPeer, type Trust } from './capture/origin.js'
import { openRecorder } from './capture/recorder.js'
import { captureRoutes } from './capture/routes.js'
import { openShortcut, plainFinder } from './capture/shortcut.js'
import { dialectOf } from './compat/dialects.js'
import { compatRoutes } from './compat/routes.js'
import type { Config } from './config.js'
import type { Unasked } from './context.js'
import { serveAssets } from './dashboard/assets.js'
import { cardRoutes } from './dashboard/card/routes.js'
import { embedRoutes } from './dashboard/embed/routes.js'
import { iconRoutes } from './dashboard/icons.js'
import { openSearchRoutes } from './dashboard/opensearch.js'
import { keepPublicReports } from './dashboard/public/reports.js'
import { publicRoutes } from './dashboard/public/routes.js'
import { errorPage, sendError } from './dashboard/public/send-error.js'
import { showLink } from './dashboard/public/show-link.js'
import { dashboardRoutes } from './dashboard/routes.js'
import { ping } from './db/ping.js'
import { ServiceError } from './errors.js'
import { slugPattern } from './links/slug.js'
import { type ConnectionLimits, guardConnections, placesFor } from './main/connections.js'
import { version } from './package.js'
import { openChanges } from './stats/changes.js'

/** How much, and for how long, the service accepts from one client. */
export interface Limits extends ConnectionLimits {
  bodyBytes: number
  headerBytes: number
  /** Time for the headers of a request, and for the whole request. */
  headersMs: number
  requestMs: number
  /** Length of one path segment: more than the longest handle. */
  paramLength: number
}

const usualLimits: Limits = {
  bodyBytes: 1024 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  paramLength: 500,
  connections: placesFor(10_000),
  // Longer than proxies keep an idle connection, so that they never send a request on one that is
  // just closing.
  idleMs: 75_000,
  stalledMs: 30_000,
  lingerMs: 1_000,
  sweepMs: 1_000,
}
/** A handler that has written nothing for this long has lost its database. */
const silentMs = 60_000

/**
 * The HTTP application with all its routes; it does not listen on its own. Close it with `close()`.
 */
export async function buildApp(unasked: Unasked, own: Partial<Limits> = {}): Promise<FastifyInstance> {
  /** Of what is for everybody: it shows only what is public. */
  const ctx = { ...unasked, access: everything }
  const limits = { ...usualLimits, ...own }
  const checks = formatChecks(ctx)
  const trust = rememberPeer(trustedProxies(ctx.config))
  const record = await openRecorder(ctx, trust)
  const clicks = { now: ctx.now, findPlain: plainFinder(ctx), record, ownHeaders: requestIdHeaders }
  const takeShortcut = openShortcut(clicks)
  // The log must not contain visitors' addresses, which Fastify's own serializer would add.
  const log: FastifyBaseLogger = ctx.log.child({}, { serializers: { req: ({ method }) => ({ method }) } })
  const routerOptions = {
    querystringParser: readQuery,
    maxParamLength: limits.paramLength,
    ignoreTrailingSlash: true,
    ignoreDuplicateSlashes: true,
  }
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: newRequestId,
    trustProxy: ctx.config.trustProxy !== null && trust,
    bodyLimit: limits.bodyBytes,
    serverFactory(handle) {
      const options = {
        maxHeaderSize: limits.headerBytes,
        headersTimeout: limits.headersMs,
        requestTimeout: limits.requestMs,
        keepAliveTimeout: limits.idleMs,
        connectionsCheckingInterval: limits.sweepMs,
      }
      const server = createServer(options, (request, response) => {
        connections.inTurn(request, response, () => {
          takeShortcut(request, response, () => handle(request, response))
        })
      }).setTimeout(silentMs)
      // A client that has sent all it has may say so before it is answered.
      return Object.assign(server, { httpAllowHalfOpen: true })
    },
    // While the service stops, requests on open connections are served, and the connections closed.
    return503OnClosing: false,
    routerOptions,
    frameworkErrors: (error, request, reply) => {
      nameRequest(request, reply)
      if (!readAgain(request, reply)) answerError(error, request, reply)
    },
    clientErrorHandler: refuseConnections(ctx.config, {
      isAnswering: socket => connections.isAnswering(socket),
      errorPage: error => errorPage(publicPages, error),
    }),
  })
  const connections = guardConnections(app.server, limits, {
    log: ctx.log,
    clientOf: (socket, request) =>
      readAddress(request === null ? (socket.remoteAddress ?? '') : originOf(request, trust).address).network,
  })
  openFastLane(app.server, { ...clicks, idleMs: limits.idleMs, onRequest: connections.asked })
  // Node would answer a bare 417; an expectation that nobody knows may be ignored (RFC 9110).
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  app.addHook('onRequest', (request, reply, done) => {
    nameRequest(request, reply)
    done()
  })
  // Fastify would disconnect a client that is still sending, before it can read the error.
  app.addHook('onError', async (request, reply) => {
    if (!request.raw.complete) reply.removeHeader('connection')
  })

  // Every group of routes that accepts bodies says which kinds.
  app.removeAllContentTypeParsers()
  app.setValidatorCompiler(schemaCompiler(checks))
  const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = serviceError(error, checks, request)
    const sendForeign = dialectOf(request)
    if (sendForeign === undefined) return sendError(publicPages, request, reply, known)
    return sendForeign(request, beginError(request, reply, known), known)
  }
  app.setErrorHandler(answerError)

  const { lookAgain, readAgain } = addressMender(app)

  app.addHook('onRoute', ({ url }) => {
    const [, first = ''] = url.split('/')
    if (slugPattern.test(first)) ctx.reservedSlugs.add(first.toLowerCase())
  })

  const methods = learnMethods(app, routerOptions, lookAgain)
  // Once a visitor has disconnected, there is no address.
  const keyGenerator = ({ ip }: { ip?: string }) => readAddress(ip ?? '').network
  await app.register(rateLimit, { global: false, keyGenerator })
  await app.register(swagger, openapiOptions(ctx.config, version()))
  const changes = await openChanges(ctx)
  app.addHook('onClose', changes.close)
  const countMiss = limitNames(app, ctx.config.missesPerMinute)
  const assets = serveAssets(app)
  const reports = keepPublicReports(ctx, changes)
  const publicPages = { ...ctx, assets, reports, countMiss, lookAgain }
  await app.register(captureRoutes(ctx, record, { showLink: showLink(publicPages), countMiss, lookAgain }))
  await app.register(publicRoutes(publicPages))
  await app.register(cardRoutes(publicPages))
  await app.register(embedRoutes(publicPages))
  await app.register(badgeRoutes(ctx, changes, publicPages))
  await app.register(healthRoutes(ctx, () => ping(ctx.db)))
  await app.register(frontRoutes)
  await app.register(iconRoutes(assets))
  await app.register(openSearchRoutes(ctx))
  await app.register(dashboardRoutes({ ...unasked, assets, countMiss, lookAgain }))
  const gate = openGate(app, ctx)
  await app.register(apiRoutes(unasked, gate), { prefix: '/api/v1' })
  await app.register(compatRoutes(unasked, gate))
  await methods.answerOthers((request, reply) => {
    if (isRead(request) && lookAgain(request, reply)) return reply
    const help = dialectOf(request) === undefined ? '/docs' : '/help/clients'
    const detail = isForPrograms(request)
      ? `There is no ${request.method} at this address; see ${help}.`
      : 'There is nothing at this address.'
    throw new ServiceError('not-found', 404, detail)
  })
  await app.ready()
  return app
}

/**
 * Fastify refuses a plain number of hops, because nothing then verifies the nearest proxy; here the
 * operator vouches for it.
 */
function trustedProxies({ trustProxy }: Pick<Config, 'trustProxy'>): Trust {
  if (typeof trustProxy === 'number') return (_address, hop) => hop < trustProxy
  return proxyAddr.compile(trustProxy ?? [])
}
