import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import helmet from '@fastify/helmet'
import type { FastifyPluginAsync } from 'fastify'
import type { Unasked } from '../context.js'
import { hourMs } from '../durations.js'
import { dataHeaders } from '../headers.js'
import { accountTweetRoutes } from './account-tweets.js'
import { accountRoutes } from './accounts.js'
import { takeBodies } from './bodies.js'
import { bulkRoutes } from './bulk.js'
import { clickRoutes } from './clicks.js'
import { destinationRoutes } from './destinations.js'
import { tagAnswers } from './entity-tags.js'
import { exchangeRoutes } from './exchange.js'
import { exportRoutes } from './exports.js'
import { followerImportRoutes } from './follower-import.js'
import { followerRefreshRoutes } from './follower-refresh.js'
import { followerRoutes } from './followers.js'
import { formatChecks } from './formats.js'
import { addGate, type Gate } from './gate.js'
import { groupedStatsRoutes } from './grouped-stats.js'
import { answerOnce } from './idempotency.js'
import { importRoutes } from './imports.js'
import { influenceRoutes } from './influence.js'
import { keyRoutes } from './keys.js'
import { leaderboardRoutes } from './leaderboard.js'
import { linkRoutes } from './links.js'
import { listRoutes } from './lists.js'
import { openToAll } from './methods.js'
import { noQuery, refuseFields } from './no-fields.js'
import { priorRoutes } from './prior.js'
import { commonProblems } from './problems.js'
import { qrRoutes } from './qr.js'
import { statsRoutes } from './stats.js'
import { tagRoutes } from './tags.js'
import { tweetRoutes } from './tweet.js'
import { schemaCompiler } from './validation.js'
import { webhookRoutes } from './webhooks.js'

/** If the database hangs, callers wait no longer than this. */
const handlerTimeoutMs = 10_000
/** An export may be gigabytes long. */
const streamTimeoutMs = hourMs

/** The JSON API, below /api/v1. */
export function apiRoutes(ctx: Unasked, gate: Gate): FastifyPluginAsync {
  return async api => {
    await api.register(helmet, dataHeaders)
    tagAnswers(api)
    api.get('/openapi.json', { config: { crossOrigin: true } }, () => api.swagger())

    await api.register(async app => {
      const checks = formatChecks(ctx)
      const compiler = schemaCompiler(checks)
      app.setValidatorCompiler(compiler)
      const serializers = SerializerSelector()
      app.setSerializerCompiler(({ httpStatus = '', ...route }) => {
        // Compiled on first use, like the validators.
        let serialize: ((answer: unknown) => string) | undefined
        return answer => {
          serialize ??= serializers({})({ ...route, httpStatus })
          return serialize(answer)
        }
      })
      app.addHook('onRoute', route => {
        // The object that OPTIONS looks at; those after this make others.
        route.config = Object.assign(route.config ?? {}, { crossOrigin: true })
      })
      takeBodies(app, ['json'])
      app.addHook('onRoute', route => {
        route.handlerTimeout ??= /\/clicks(\.csv)?$|\/exports\//.test(route.url)
          ? streamTimeoutMs
          : handlerTimeoutMs
        const response = { ...commonProblems(String(route.method)), ...(route.schema?.response as object) }
        route.schema = { querystring: noQuery, ...route.schema, response, security: [{ key: [] }] }
      })
      // Only the key in a request gives it any rights, so scripts of any page may send one.
      app.addHook('onRequest', openToAll)
      addGate(app, ctx, gate)
      refuseFields(app)
      answerOnce(app, ctx)
      app.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      })
      const surfaces = [
        linkRoutes(ctx),
        tagRoutes(ctx),
        bulkRoutes(ctx, { compileBody: compiler.body, checks }),
        importRoutes(ctx, { checks }),
        tweetRoutes(ctx),
        qrRoutes(ctx),
        accountRoutes(ctx),
        followerRoutes(ctx),
        listRoutes(ctx),
        followerRefreshRoutes(ctx),
        followerImportRoutes(ctx, { checks }),
        statsRoutes(ctx),
        groupedStatsRoutes(ctx),
        influenceRoutes(ctx),
        accountTweetRoutes(ctx),
        leaderboardRoutes(ctx),
        exchangeRoutes(ctx),
        priorRoutes(ctx),
        destinationRoutes(ctx),
        clickRoutes(ctx),
        exportRoutes(ctx),
        keyRoutes(ctx),
        webhookRoutes(ctx),
      ]
      for (const surface of surfaces) await app.register(surface)
    })
  }
}
