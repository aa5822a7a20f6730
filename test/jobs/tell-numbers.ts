import { Ajv2020 } from 'ajv/dist/2020.js'
import t, { type Test } from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { hitId } from '../../src/capture/hit-id.js'
import { foldChangesJob } from '../../src/jobs/fold-changes.js'
import { tellNumbersJob } from '../../src/jobs/tell-numbers.js'
import { tellSummariesJob } from '../../src/jobs/tell-summaries.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { issueLink } from '../../src/links/issue.js'
import { removeLink } from '../../src/links/remove.js'
import { changeWebhook, createWebhook, type NewWebhook, removeWebhook } from '../../src/webhooks/change.js'
import { listDeliveries } from '../../src/webhooks/deliveries.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'
import { chrome, countRecords } from '../fixtures/hits.js'

let at = Date.parse('2026-06-01T10:00:00Z')
const hourMs = 3_600_000
const { app, ctx } = await testApp(t, { now: () => new Date(at) })
const never = new AbortController().signal
const document = (await app.inject('/api/v1/openapi.json')).json()
const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema({ $id: 'document', ...document })

async function hook(t: Test, wish: Omit<NewWebhook, 'url'>) {
  const { id } = await createWebhook(ctx, { url: 'https://example.com/hook', ...wish })
  t.teardown(() => removeWebhook(ctx, String(id)))
  return String(id)
}

/** What a webhook was told, oldest first, each as the document says. */
async function told(t: Test, id: string) {
  const { items } = await listDeliveries(ctx, id, { limit: 100 })
  return items.reverse().map(({ body, type }) => {
    const message = JSON.parse(body)
    const schema = document.webhooks[type].post.requestBody.content['application/json'].schema
    t.ok(
      ajv.validate(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')), message),
      ajv.errorsText(),
    )
    t.equal(message.type, type)
    return message
  })
}

let people = 0
/** Clicks of people who were never there before, counted and looked at. */
async function click(slug: string, clicks: number) {
  const [link] = await ctx.db.$client<{ id: number }[]>`select id::int from links where slug = ${slug}`
  const records = Array.from({ length: clicks }, () => ({
    ...{ id: hitId(Date.now()), linkId: link?.id ?? 0, linkIdentity: null, at, country: null, hints: {} },
    ...{ visitor: (++people).toString(16).padStart(32, '0'), referrer: 'https://t.co/a1', userAgent: chrome },
  }))
  await countRecords(ctx.db, records)
  await look()
}
async function look() {
  await foldChangesJob(ctx).run(never)
  await tellNumbersJob(ctx).run(never)
}

const url = 'https://example.com/article'
await createAccount(ctx, { account: handle('@me'), followers: 100 })
await issueLink(ctx, { url, slug: 'early' })
for (const slug of ['before', 'fresh', 'removed']) await issueLink(ctx, { url, slug, account: handle('@me') })

t.test('a link reaches each threshold once, and a window closes once, with the final influence', async t => {
  await click('early', 5)
  await click('before', 3)
  at += hourMs
  const id = await hook(t, {
    events: ['clicks.crossed', 'influence.crossed', 'window.closed'],
    clicksThresholds: [10, 3],
    influenceThresholds: [0.02],
  })
  const tweetedAt = new Date(at)
  for (const slug of ['fresh', 'removed']) await attachTweet(ctx, slug, { tweetedAt })
  at += hourMs
  await click('early', 1)
  await click('fresh', 1)
  // Its tweet, which began with its first click, was over the threshold already.
  await click('before', 1)
  await removeLink(ctx, 'before')
  t.strictSame(await told(t, id), [], 'what was there before is not told')
  await click('fresh', 3)
  await click('fresh', 1)
  const link = { slug: 'fresh', account: '@me' }
  const first = [
    { type: 'clicks.crossed', data: { threshold: 3, link: { ...link, clicks: 4 } } },
    { type: 'influence.crossed', data: { threshold: 0.02, influence: { influence: 0.04 }, link } },
  ]
  t.match(await told(t, id), first)
  t.equal((await told(t, id)).length, 2)
  // The window's last moment.
  at = +tweetedAt + 7 * 24 * hourMs - 1
  await click('fresh', 5)
  await removeLink(ctx, 'removed')
  at += 60_000
  await look()
  const second = [...first, { type: 'clicks.crossed', data: { threshold: 10 } }]
  t.match(await told(t, id), second)
  t.equal((await told(t, id)).length, 3, 'clicks of the last moments may still come')
  at += 300_000
  await Promise.all([look(), look()])
  await click('fresh', 1)
  const all = await told(t, id)
  t.equal(all.length, 4)
  t.match(all[3], {
    type: 'window.closed',
    data: { link, influence: { state: 'closed', followers: 100, influence: 0.1, window: { open: false } } },
  })
  await changeWebhook(ctx, id, { clicksThresholds: [3, 5, 12] })
  await click('fresh', 1)
  t.match(
    (await told(t, id)).slice(4),
    [{ type: 'clicks.crossed', data: { threshold: 12 } }],
    'not 5, long ago',
  )
  t.same(await ctx.db.$client`select from webhook_looks where look_at <= ${new Date(at).toISOString()}`, [])
})

t.test('every day ends with one summary, in the time zone of the webhook, also after a pause', async t => {
  at = Date.parse('2026-06-10T21:30:00Z')
  const id = await hook(t, {
    events: ['summary.daily'],
    summaryTime: '08:00',
    summaryTimezone: 'europe/berlin',
  })
  const summaries = () => tellSummariesJob(ctx).run(never)
  await click('fresh', 2)
  at += hourMs
  // In Berlin, the next day has begun.
  await click('early', 4)
  await issueLink(ctx, { url, slug: 'of-the-day' })
  await summaries()
  at = Date.parse('2026-06-11T05:59:00Z')
  await summaries()
  t.strictSame(await told(t, id), [])
  at = Date.parse('2026-06-13T06:00:00Z')
  await Promise.all([summaries(), summaries()])
  await summaries()
  t.match(await told(t, id), [
    {
      data: {
        ...{ date: '2026-06-10', timezone: 'Europe/Berlin', from: '2026-06-09T22:00:00.000Z', clicks: 2 },
        links: [{ clicks: 2, clickers: 2, link: { slug: 'fresh' } }],
      },
    },
    {
      data: {
        date: '2026-06-11',
        clicks: 4,
        linksCreated: 1,
        links: [{ clicks: 4, link: { slug: 'early' } }],
      },
    },
    { data: { date: '2026-06-12', to: '2026-06-12T22:00:00.000Z', clicks: 0, linksCreated: 0, links: [] } },
  ])
  t.equal((await told(t, id)).length, 3)
})
