import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

t.test('the file for ShareX makes a link, as ShareX would with it', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  const settings = (await browser.get('/app/settings')).body
  const [, path = ''] = /href="([^"]+\.sxcu)" download/.exec(settings) ?? []
  const file = await browser.get(path)
  t.match(file.headers['content-disposition'], /^attachment; filename="\w+\.sxcu"$/)
  t.match(file.json(), { DestinationType: 'URLShortener', Headers: { Authorization: 'Bearer YOUR-KEY' } })
  t.equal((await test.app.inject(path)).statusCode, 303, 'it needs a login')

  const made = await browser.post('/app/settings/keys', { name: 'ShareX', role: 'member' }, '/app/settings')
  const [, data = ''] = /href="data:application\/json;charset=utf-8,([^"]+)" download/.exec(made.body) ?? []
  const { RequestMethod, RequestURL, Headers, Body, Data, URL: answer } = JSON.parse(decodeURIComponent(data))
  t.equal(Body, 'JSON')
  // ShareX escapes what it puts into JSON.
  const typed = JSON.stringify('https://example.com/"quoted"').slice(1, -1)
  const link = await test.app.inject({
    method: RequestMethod,
    url: RequestURL.replace('https://sho.rt', ''),
    headers: { ...Headers, 'content-type': 'application/json' },
    payload: Data.replace('{input}', typed),
  })
  t.equal(link.statusCode, 201)
  t.equal(answer, '{json:shortUrl}')
  t.match(link.json().shortUrl, /^https:\/\/sho\.rt\/\w{7}$/)
})
