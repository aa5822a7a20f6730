import t from 'tap'
import { readLink } from '../../src/links/find.js'
import { issueLink } from '../../src/links/issue.js'
import { removeLink } from '../../src/links/remove.js'
import { testApp } from '../fixtures/app.js'

t.test('a deleted link is gone at once, and its slug is never given out again', async t => {
  const { app, ctx } = await testApp(t)
  const wish = { url: 'https://example.com/a', slug: 'launch' }
  await issueLink(ctx, wish)
  t.equal((await app.inject('/launch')).statusCode, 302)
  await removeLink(ctx, 'launch')
  t.equal((await app.inject('/launch')).statusCode, 410)
  const gone = { code: 'link-gone', status: 410, facts: { slug: 'launch', reason: 'deleted' } }
  await t.rejects(readLink(ctx, 'launch'), gone)
  await t.rejects(removeLink(ctx, 'launch'), gone)
  await t.rejects(issueLink(ctx, wish), { code: 'slug-taken' })
  await t.rejects(removeLink(ctx, 'Launch'), { code: 'link-not-found' })
})
