import { eq } from 'drizzle-orm'
import t from 'tap'
import { tweets } from '../../src/db/schema.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { changeLink } from '../../src/links/change.js'
import { issueLink } from '../../src/links/issue.js'
import { issueFor } from '../../src/links/issue-for.js'
import { removeLink } from '../../src/links/remove.js'
import { stillToTweet } from '../../src/links/still-to-tweet.js'
import { readTarget } from '../../src/links/target.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

const url = 'https://example.com/post'

t.test('the links of those who have not tweeted yet, by account', async t => {
  const { ctx } = await testApp(t)
  const accounts = ['@zoe', '@ann', '@gone', '@off', '@done'].map(handle)
  const [zoe, ann, gone, off, done] = await issueFor(ctx, url, accounts)
  await issueLink(ctx, { url })
  await issueFor(ctx, `${url}?page=2`, [handle('@elsewhere')])
  const [other] = await issueFor(ctx, `${url}?utm_source=x`, [handle('@ann')])
  await removeLink(ctx, gone?.slug ?? '')
  await changeLink(ctx, off?.slug ?? '', { enabled: false })
  await attachTweet(ctx, done?.slug ?? '', { tweetedAt: new Date() })
  t.equal(await ctx.db.$count(tweets, eq(tweets.published, true)), 1)
  t.strictSame(
    (await stillToTweet(ctx, readTarget('HTTPS://EXAMPLE.com/post?utm_campaign=none', ctx.config))).map(
      ({ slug }) => slug,
    ),
    [ann?.slug, other?.slug, zoe?.slug],
  )
})

t.test('an expired link is not to be sent any more', async t => {
  let now = new Date()
  const { ctx } = await testApp(t, { now: () => now })
  const expiresAt = new Date(now.getTime() + 1000)
  await issueLink(ctx, { url, account: handle('@ann'), expiresAt })
  t.equal((await stillToTweet(ctx, readTarget(url, ctx.config))).length, 1)
  now = expiresAt
  t.equal((await stillToTweet(ctx, readTarget(url, ctx.config))).length, 0)
})
