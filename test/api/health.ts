import t from 'tap'
import { testApp } from '../fixtures/app.js'

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
  ctx.losses.add(3, new Error('nothing took them'))
  way.cut()
  const bad = await app.inject('/health')
  t.equal(bad.statusCode, 200)
  t.match(bad.json(), { status: 'degraded', database: 'down', losses: 3 })
  way.mend()
  way.hang()
  t.match((await app.inject('/health')).json(), { status: 'degraded', database: 'down' })
})
