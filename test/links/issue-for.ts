import t from 'tap'
import { accounts, links } from '../../src/db/schema.js'
import { changeLink } from '../../src/links/change.js'
import { issueFor } from '../../src/links/issue-for.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

const url = 'https://example.com/post'

t.test('makes a link for each account, in order, and accounts that are new', async t => {
  const { ctx } = await testApp(t)
  const names = ['@zoe', '@ann', '@me.bsky.social', '@me@example.com']
  const made = await issueFor(ctx, url, names.map(handle))
  t.strictSame(
    made.map(link => link.account),
    names,
  )
  t.equal(new Set(made.map(link => link.slug)).size, 4)
  t.match(made[0], { url, tweet: { published: false } })
  t.equal(await ctx.db.$count(accounts), 4)
})

t.test('an account with a link to exactly this address keeps it', async t => {
  const { ctx } = await testApp(t)
  const first = await issueFor(ctx, url, [handle('@ann'), handle('@bob'), handle('@ANN')])
  t.equal(first[2]?.slug, first[0]?.slug, 'named twice, she has one link')
  const again = await issueFor(ctx, url, [handle('@bob'), handle('@cid'), handle('@ann')])
  t.strictSame([again[0]?.slug, again[2]?.slug], [first[1]?.slug, first[0]?.slug])
  t.equal(await ctx.db.$count(links), 3)

  await changeLink(ctx, first[0]?.slug ?? '', { enabled: false })
  const [fresh] = await issueFor(ctx, url, [handle('@ann')])
  t.not(fresh?.slug, first[0]?.slug, 'a link that leads nowhere is not kept')
  const [other] = await issueFor(ctx, `${url}?utm_source=x`, [handle('@bob')])
  t.not(other?.slug, first[1]?.slug)
})

t.test('a wrong address makes nothing', async t => {
  const { ctx } = await testApp(t)
  await t.rejects(issueFor(ctx, 'https://sho.rt/x', [handle('@ann')]), {
    code: 'invalid-input',
    facts: { errors: [{ field: 'url' }] },
  })
  t.equal(await ctx.db.$count(accounts), 0)
})
