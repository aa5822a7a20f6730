import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { loggedIn } from '../fixtures/pages.js'

t.test('an address typed into the address bar of a browser is shortened', async t => {
  const test = await testApp(t)
  for (const path of ['/', '/login', '/help/clients']) {
    const { body } = await test.app.inject({ url: path, headers: { accept: 'text/html' } })
    t.match(body, /<link rel="search" type="application\/opensearchdescription\+xml" href="\/opensearch.xml"/)
  }
  const { headers, body } = await test.app.inject('/opensearch.xml')
  t.match(headers['content-type'], /^application\/opensearchdescription\+xml/)
  const [, template = ''] = /type="text\/html" method="get" template="([^"]+)"/.exec(body) ?? []
  const address = template.replace('{searchTerms}', encodeURIComponent('https://example.com/a?b=1'))
  t.ok(address.startsWith('https://sho.rt/'))
  const form = await (await loggedIn(test)).get(address.replace('https://sho.rt', ''))
  t.match(form.body, 'value="https://example.com/a?b=1"')
})
