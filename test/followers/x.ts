import t from 'tap'
import { xProvider } from '../../src/followers/x.js'
import { impatience, network } from '../fixtures/network.js'

const user = (username: string, followers: unknown) => ({
  id: '2244994945',
  name: 'Someone',
  username,
  public_metrics: { followers_count: followers, following_count: 1, tweet_count: 3, listed_count: 0 },
})
const missing = (name: string, detail: string, title: string) => ({
  value: name,
  detail,
  title,
  resource_type: 'user',
  parameter: 'usernames',
  resource_id: name,
  type: 'https://api.twitter.com/2/problems/resource-not-found',
})

t.test('counts and what is wrong with some, in one answer', async t => {
  const found = await network(t, {
    body: {
      data: [user('Me', 500), user('you', 0), user('odd', '12')],
      errors: [
        missing('renamed', 'Could not find user with usernames: [renamed].', 'Not Found Error'),
        missing('Bad', 'User has been suspended: [Bad].', 'Forbidden'),
        { ...missing('shy', 'Not authorized.', 'Authorization Error'), type: 'https://x/not-authorized' },
      ],
    },
  })
  const ask = xProvider({ apiUrl: found.url, bearerToken: 'token' }, impatience)
  const handles = ['@me', '@You', '@odd', '@renamed', '@bad', '@shy', '@silent']
  t.match(Object.fromEntries(await ask(handles)), {
    '@me': { followers: 500 },
    '@You': { followers: 0 },
    '@odd': { problem: 'unreadable' },
    '@renamed': { problem: 'not-found', detail: /Could not find/ },
    '@bad': { problem: 'suspended' },
    '@shy': { problem: 'refused' },
    '@silent': { problem: 'unreadable' },
  })
  t.strictSame(found.asked, [
    '/2/users/by?usernames=me,You,odd,renamed,bad,shy,silent&user.fields=public_metrics',
  ])
  t.strictSame(found.authorizations, ['Bearer token'])
})

t.test('a failure is everybody’s', async t => {
  const found = await network(t)
  const ask = xProvider({ apiUrl: found.url, bearerToken: 'token' }, impatience)
  const problemOf = async (answer: typeof found.answer) => {
    found.answer = answer
    return [...(await ask(['@me', '@you'])).values()].map(each => ('problem' in each ? each.problem : each))
  }
  t.strictSame(await problemOf({ status: 503 }), ['unavailable', 'unavailable'])
  t.strictSame(await problemOf({ status: 429, headers: { 'x-rate-limit-reset': '9999999999' } }), [
    'rate-limited',
    'rate-limited',
  ])
  t.strictSame(await problemOf({ status: 401, body: { title: 'Unauthorized', status: 401 } }), [
    'refused',
    'refused',
  ])
  t.strictSame(await problemOf({ body: [] }), ['unreadable', 'unreadable'])
  t.strictSame(await problemOf({ body: { data: 'none', errors: 7 } }), ['unreadable', 'unreadable'])
})
