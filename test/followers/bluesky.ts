import t from 'tap'
import { blueskyProvider } from '../../src/followers/bluesky.js'
import { impatience, network } from '../fixtures/network.js'

t.test('counts; who is renamed or taken down is left out of the answer', async t => {
  const found = await network(t, {
    body: { profiles: [{ did: 'did:plc:a', handle: 'me.bsky.social', followersCount: 500 }] },
  })
  const ask = blueskyProvider({ apiUrl: found.url }, impatience)
  t.match(Object.fromEntries(await ask(['@Me.bsky.social', '@gone.example.com'])), {
    '@Me.bsky.social': { followers: 500 },
    '@gone.example.com': { problem: 'not-found' },
  })
  t.strictSame(found.asked, [
    '/xrpc/app.bsky.actor.getProfiles?actors=Me.bsky.social&actors=gone.example.com',
  ])
})

t.test('an international handle is asked for in ASCII', async t => {
  const found = await network(t, { body: { profiles: [{ handle: 'xn--mnchen-3ya.de', followersCount: 7 }] } })
  const ask = blueskyProvider({ apiUrl: found.url }, impatience)
  t.match(Object.fromEntries(await ask(['@münchen.de'])), { '@münchen.de': { followers: 7 } })
  t.strictSame(found.asked, ['/xrpc/app.bsky.actor.getProfiles?actors=xn--mnchen-3ya.de'])
})

t.test('a handle that it does not like does not spoil the others', async t => {
  const found = await network(t, url => {
    const actors = url.searchParams.getAll('actors')
    if (actors.includes('bad.invalid')) {
      return { status: 400, body: { error: 'InvalidRequest', message: 'actors must be valid' } }
    }
    return { body: { profiles: actors.map(handle => ({ handle, followersCount: handle.length })) } }
  })
  const ask = blueskyProvider({ apiUrl: found.url }, impatience)
  t.match(Object.fromEntries(await ask(['@a.com', '@bad.invalid', '@bcd.com', '@e.com'])), {
    '@a.com': { followers: 5 },
    '@bad.invalid': { problem: 'not-found', detail: 'actors must be valid' },
    '@bcd.com': { followers: 7 },
    '@e.com': { followers: 5 },
  })
})

t.test('failures and rubbish', async t => {
  const found = await network(t, { status: 502 })
  const ask = blueskyProvider({ apiUrl: found.url }, impatience)
  t.match((await ask(['@a.com'])).get('@a.com'), { problem: 'unavailable' })
  for (const body of [{}, [], 7, { profiles: {} }, { profiles: [{ handle: 'a.com', followersCount: -1 }] }]) {
    found.answer = { body }
    t.match((await ask(['@a.com'])).get('@a.com'), { problem: 'unreadable' }, JSON.stringify(body))
  }
})
