import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { storeLink } from '../../fixtures/links.js'
import { loggedIn } from '../../fixtures/pages.js'

t.test('old counts stand beside ours in the list and on the page of the link', async t => {
  const tested = await testApp(t)
  await storeLink(tested.ctx.db, 'spring', { importedClicks: 1234, importedFrom: 'Bitly' })
  await storeLink(tested.ctx.db, 'unknown', { importedFrom: 'Sink' })
  const visitor = await loggedIn(tested)
  const told = '1,234 clicks before, counted by Bitly'
  t.match((await visitor.get('/app/links/spring')).body, told)
  t.equal((await visitor.get('/app')).body.split('counted by').length, 2, 'once in the list')
  t.notMatch((await visitor.get('/app/links/unknown')).body, 'counted by')
})
