import t from 'tap'
import { filledApp } from '../fixtures/filled.js'
import { loggedIn } from '../fixtures/pages.js'
import { watchRoutes } from '../fixtures/routes.js'

t.test('the address of a form leads to the page that the form stands on', async t => {
  const routes = watchRoutes()
  const test = await filledApp(t)
  const forms = routes().filter(({ method, url }) => method === 'POST' && /^\/app/.test(url))
  const browser = await loggedIn(test)
  const led = new Map<string, string>()
  for (const { url } of forms) {
    const { statusCode, headers } = await browser.get(`${url}?range=7d&country=DE`)
    t.not(statusCode, 405, url)
    // Many forms have the address of their page.
    if (statusCode !== 303) continue
    const location = String(headers.location)
    t.match(location, /\?range=7d&country=DE$/, 'what was shown is kept')
    t.equal((await browser.get(location)).statusCode, 200, `${url} leads to a page`)
    led.set(url, location.replace(/\?.*/, ''))
  }
  t.match(Object.fromEntries(led), {
    '/app/links/launch/tweet': '/app/links/launch',
    '/app/links/launch/reported': '/app/links/launch',
    '/app/accounts/@me/followers/refresh': '/app/accounts/%40me',
    '/app/lists/friends/accounts/remove': '/app/lists/friends',
    '/app/settings/keys': '/app/settings',
    '/app/badges/publish': '/app/badges',
    '/app/followers': '/app',
  })
})

t.test('what is in an address stays a part of it', async t => {
  const test = await filledApp(t)
  const browser = await loggedIn(test)
  t.equal(
    (await browser.get('/app/links/..%2F%2Fevil.example%3F/tweet')).headers.location,
    '/app/links/..%2F%2Fevil.example%3F',
  )
})
