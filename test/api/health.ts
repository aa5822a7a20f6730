import Fastify from 'fastify'
import t from 'tap'
import { healthRoutes } from '../../src/api/health.js'
import { testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'

t.test('health tells the state of every part, and stays 200 while links redirect', async t => {
  const { app, ctx, way } = await testApp(t, { cuttable: true })
  const good = await app.inject('/health')
  t.match(good, { statusCode: 200, headers: { 'cache-control': 'no-store' } })
  t.match(good.json(), {
    status: 'ok',
    database: 'up',
    journal: { unavailable: false, segment: 1 },
    ingest: { state: 'running', lagSeconds: 0 },
    losses: 0,
    droppedLogLines: 0,
  })
  t.equal(good.json().backupFailedAt, null)
  Object.assign(ctx.backups, {
    failed: { at: new Date('2026-05-01T03:00:00Z'), problem: 'The disk is full.' },
  })
  const failed = { status: 'degraded', database: 'up', backupFailedAt: '2026-05-01T03:00:00.000Z' }
  t.match((await app.inject('/health')).json(), failed)
  t.notMatch((await app.inject('/health')).body, 'disk', 'everybody may ask')
  Object.assign(ctx.backups, { failed: null })
  ctx.losses.add(3, new Error('nothing took them'))
  way.cut()
  const bad = await app.inject('/health')
  t.equal(bad.statusCode, 200)
  t.match(bad.json(), { status: 'degraded', database: 'down', losses: 3 })
  way.mend()
  way.hang()
  t.match((await app.inject('/health')).json(), { status: 'degraded', database: 'down' })
})

t.test('counting that stands still is told, though the database answers', async t => {
  const { ctx } = await testApp(t)
  const status = ctx.ingest.status()
  const found = async (lagSeconds: number, secondsAgo: number | null) => {
    const lastBatchAt = secondsAgo === null ? null : new Date(Date.now() - secondsAgo * 1000)
    const ingest = { ...ctx.ingest, status: () => ({ ...status, lagSeconds, lastBatchAt }) }
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(healthRoutes({ ...ctx, ingest }, async () => true))
    return (await app.inject('/health')).json().status
  }
  t.equal(await found(11, 11), 'degraded')
  t.equal(await found(11, null), 'degraded', 'nothing was ever counted')
  t.equal(await found(3600, 1), 'ok', 'a backlog that is worked off')
  t.equal(await found(9, 3600), 'ok', 'clicks after a quiet hour')
})

t.test('a question that is never answered is asked again, and many who ask share one', async t => {
  const { ctx } = await testApp(t)
  let asked = 0
  const ping = () => {
    asked++
    return asked === 1 ? new Promise<boolean>(() => {}) : Promise.resolve(true)
  }
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(healthRoutes(ctx, ping))
  const database = async () => (await app.inject('/health')).json().database
  t.strictSame(await Promise.all(Array.from({ length: 20 }, database)), Array(20).fill('down'))
  t.equal(asked, 1)
  const found = await eventually(database, told => told === 'up')
  t.equal(found, 'up')
  t.equal(asked, 2)
})
