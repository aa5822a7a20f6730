import t from 'tap'
import { issueLink } from '../../../src/links/issue.js'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

t.test('a link is deleted after a question, home says so, and its page restores it', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  await issueLink(test.ctx, { url: 'https://example.com', slug: 'launch', title: '<b>Launch</b>' })
  const question = await browser.get('/app/links/launch/delete')
  t.match(question.body, 'Delete sho.rt/launch?')
  t.match(question.body, '&lt;b>Launch')
  t.equal((await test.api('GET', '/links/launch')).statusCode, 200, 'asking deletes nothing')
  const forged = await browser.post('/app/links/launch/delete', { _csrf: 'forged' })
  t.equal(forged.statusCode, 403)
  const answer = await browser.post('/app/links/launch/delete', {})
  t.match(answer, { statusCode: 303, headers: { location: '/app?deleted=launch' } })
  t.equal((await test.api('GET', '/links/launch')).statusCode, 410)
  t.match((await browser.get('/app?deleted=launch')).body, 'https://sho.rt/launch is deleted')
  const again = await browser.post('/app/links/launch/delete', {}, '/app')
  t.match(again, { statusCode: 303, headers: { location: '/app?deleted=launch' } }, 'it is gone all the same')
  t.equal((await browser.post('/app/links/never/delete', {}, '/app')).statusCode, 404)

  const page = await browser.get('/app/links/launch')
  t.match(page, { statusCode: 200, body: /This link is deleted/ }, 'its numbers stay')
  t.notMatch(page.body, '/app/links/launch/edit')
  const restored = await browser.post('/app/links/launch/restore', {}, '/app/links/launch')
  t.match(restored, { statusCode: 303, headers: { location: '/app/links/launch' } })
  t.equal((await test.api('GET', '/links/launch')).statusCode, 200)
})
