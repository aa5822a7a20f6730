import t from 'tap'
import { createKey } from '../../../src/auth/keys.js'
import { sendWebhooksJob } from '../../../src/jobs/send-webhooks.js'
import { reachOf } from '../../../src/webhooks/reach.js'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'
import { receiver, verify } from '../../fixtures/receiver.js'

t.test('an admin makes a webhook, tests it, sees what was sent, and sends it again', async t => {
  const tested = await testApp(t, { env: { WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' } })
  const { ctx } = tested
  const there = await receiver(t)
  const send = () => sendWebhooksJob({ ...ctx, reach: reachOf(ctx.config) }).run(new AbortController().signal)
  const visitor = await loggedIn(tested)
  const all = '/app/settings/webhooks'
  t.match((await visitor.get('/app/settings')).body, `href="${all}"`)
  t.match((await visitor.get(all)).body, 'No webhook yet.')

  const typed = {
    url: there.url,
    'clicks.crossed': 'on',
    clicksThresholds: '1000, 100',
    summaryTime: '08:00',
  }
  const wrong = await visitor.post(
    all,
    { ...typed, influenceThresholds: 'many', summaryTimezone: 'Mars' },
    all,
  )
  t.equal(wrong.statusCode, 400)
  t.match(wrong.body, /id="influenceThresholds-problem">.*id="summaryTimezone-problem">/s)
  t.match(wrong.body, 'value="1000, 100"', 'what was typed stays')
  const form = { ...typed, influenceThresholds: '2,5 %', summaryTimezone: 'UTC' }
  const made = await visitor.post(all, { ...form, 'influence.crossed': 'on' }, all)
  t.equal(made.statusCode, 201)
  const [, secret = ''] = /value="(whsec_[\w+/]{32})"/.exec(made.body) ?? []
  const page = `${all}/1`
  const shown = (await visitor.get(page)).body
  t.notMatch(shown, 'whsec_')
  t.match(shown, /value="100 1000".*value="2 5"/s)

  t.equal((await visitor.post(`${page}/test`, {}, page)).headers.location, `${page}#deliveries`)
  there.answer = 500
  await send()
  t.match((await visitor.get(page)).body, /webhook\.test.*failed.*It answered 500\..*status 500/s)
  there.answer = 204
  await visitor.post(`${page}/deliveries/1/repeat`, {}, page)
  await send()
  t.match((await visitor.get(page)).body, /webhook\.test.*delivered/s)
  for (const message of there.taken) t.doesNotThrow(() => verify(secret, message))
  t.equal(there.taken.length, 1)

  await visitor.post(`${page}/enabled`, { enabled: 'false' }, page)
  t.match((await visitor.get(page)).body, /It is disabled; 0 to be sent.*Enable it/s)
  const renewed = await visitor.post(`${page}/secret`, {})
  t.match(renewed.body, /value="whsec_/)
  t.notMatch(renewed.body, secret)
  t.match((await visitor.post(page, { ...form, 'clicks.crossed': '' }, page)).statusCode, 400, 'no event')
  t.equal((await visitor.post(page, { ...form, url: 'https://example.com/' }, page)).headers.location, page)

  const { key } = await createKey(ctx.db, { name: 'member', role: 'member' })
  const member = await loggedIn(tested, key)
  t.notMatch((await member.get('/app/settings')).body, all)
  for (const path of [all, page, `${page}/secret`, `${page}/delete`])
    t.equal((await member.get(path)).statusCode, 403, path)

  t.match((await visitor.get(`${page}/delete`)).body, 'Delete the webhook 1?')
  t.equal((await visitor.post(`${page}/delete`, {})).headers.location, all)
  t.equal((await visitor.get(page)).statusCode, 404)
})
