import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

const now = () => new Date('2026-08-01T00:00:00Z')
const id = String(BigInt(Date.parse('2026-07-20T12:00:00Z') - 1_288_834_974_657) << 22n)

t.test('the page of an account shows what the network reports, as the network’s', async t => {
  const test = await testApp(t, { now })
  await test.api('POST', '/accounts', { handle: '@nell', followers: 1_000 })
  const { get } = await loggedIn(test)
  t.notMatch((await get('/app/accounts/@nell')).body, 'As the network reports it')
  await test.api('POST', '/imports', undefined, {
    payload: `Post id,Post text,Post Link,Impressions,URL Clicks\n${id},Hi,https://x.com/nell/status/${id},3000,12`,
    headers: { 'content-type': 'application/octet-stream' },
  })
  const { body } = await get('/app/accounts/@nell')
  t.match(body, 'As the network reports it')
  t.match(body, 'X reports 12 link clicks on 1 tweet: 1.2 % of the followers.')
  t.match(body, 'They are part of no score.')
})
