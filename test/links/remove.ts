import t from 'tap'
import { readLink } from '../../src/links/find.js'
import { issueLink } from '../../src/links/issue.js'
import { removeLink } from '../../src/links/remove.js'
import { restoreLink } from '../../src/links/restore.js'
import { testApp } from '../fixtures/app.js'

t.test(
  'a deleted link is gone at once, and its slug is never given to another; restored, it is back',
  async t => {
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

    const restored = await restoreLink(ctx, 'launch')
    t.match(restored, { slug: 'launch', url: wish.url, deletedAt: null })
    t.equal((await app.inject('/launch')).statusCode, 302)
    t.same(await restoreLink(ctx, 'launch'), restored, 'what is there stays as it is')
    const access = { id: null, role: 'viewer', limited: false } as const
    await t.rejects(restoreLink({ ...ctx, access }, 'launch'), { code: 'forbidden' })
  },
)
