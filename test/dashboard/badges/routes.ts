import t from 'tap'
import { styles } from '../../../src/badge/options.js'
import { palettes } from '../../../src/dashboard/badges/palettes.js'
import { testApp } from '../../fixtures/app.js'
import { storeLink } from '../../fixtures/links.js'
import { storeAccount } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

const test = await testApp(t)
const visitor = await loggedIn(test)

t.test('needs a login', async t => {
  const guest = browser(test)
  t.match((await guest.get('/app/badges')).headers.location, '/login')
  t.match((await guest.post('/app/badges/publish', { of: '@me' }, '/login')).headers.location, '/login')
})

t.test('without anything to show says what to do first', async t => {
  t.match((await visitor.get('/app/badges')).body, 'Make a link or an account first')
})

t.test('a design is shown, with its codes', async t => {
  await storeAccount(test.ctx.db, '@me', {}, { public: true })
  const { statusCode, body } = await visitor.get('/app/badges?of=%40me&style=social&label=%22%3E%3Cscript%3E')
  t.equal(statusCode, 200)
  t.match(body, '<img src="/badge/@me.svg?style=social&amp;label=%22%3E%3Cscript%3E"')
  t.match(body, '[![Influence of @me](https://sho.rt/badge/@me.svg?style=social')
  t.match(body, '<option value="social" selected>')
  t.match(body, 'value="&quot;>&lt;script>" id="label"')
  t.notMatch(body, '<script>')
})

t.test('every style can be picked from a gallery, which keeps the rest of the design', async t => {
  const { body } = await visitor.get('/app/badges?of=%40me&style=plastic&metric=clicks&color=red')
  const gallery = body.slice(body.indexOf('class="gallery"'))
  for (const style of styles) {
    t.match(gallery, `src="/badge/@me.svg?metric=clicks&amp;color=red&amp;style=${style}"`)
    t.match(gallery, `href="/app/badges?of=%40me&amp;metric=clicks&amp;color=red&amp;style=${style}"`)
  }
  t.equal(gallery.match(/aria-current="true"/g)?.length, 1, 'and no ready-made colours are chosen')
  t.match(body, 'alt="clicks of @me"')
})

t.test('ready-made colours can be picked, which keep the rest of the design', async t => {
  const { body } = await visitor.get('/app/badges?of=%40me&style=plastic&label=Reach&theme=dark')
  for (const { name, color, labelColor } of palettes) {
    const look = new URLSearchParams({ label: 'Reach', color, labelColor, style: 'plastic' })
    t.match(body, `src="/badge/@me.svg?${look}"`.replaceAll('&', '&amp;'), name)
    const picked = new URLSearchParams({ of: '@me', ...Object.fromEntries(look), theme: 'dark' })
    const page = (await visitor.get(`/app/badges?${picked}`)).body
    t.match(page, new RegExp(`aria-current="true"><img[^>]*><span>${name}<`))
  }
  t.match(body, 'src="https://sho.rt/embed/@me?theme=dark"'.replaceAll('"', '&quot;'))
})

t.test('the first account with a badge is shown to begin with', async t => {
  await storeAccount(test.ctx.db, '@a_private_one', {})
  t.match((await visitor.get('/app/badges')).body, '<img src="/badge/@me.svg"')
})

t.test('what is wrong is said beside its field', async t => {
  for (const of of ['nobody', '@nobody', '%00', '..', 'a'.repeat(9_000)]) {
    const { statusCode, body } = await visitor.get(`/app/badges?of=${of}`)
    t.equal(statusCode, 200, of.slice(0, 20))
    t.match(body, 'There is no link or account with this name.')
  }
  const { body } = await visitor.get('/app/badges?of=@me&color=nope')
  t.match(body, 'id="color-problem">Must be a name such as green')
  t.match(body, 'type="color" value="#007ec6" id="color"')
})

t.test('what is private is made public by a button, and the design is kept', async t => {
  await storeLink(test.ctx.db, 'private')
  await storeAccount(test.ctx.db, '@private')
  for (const of of ['private', '@private']) {
    const address = `/app/badges?of=${encodeURIComponent(of)}&style=plastic`
    const { body } = await visitor.get(address)
    t.match(body, `${of} is private`)
    t.notMatch(body, 'src="/badge/')
    const answer = await visitor.post('/app/badges/publish', { of, style: 'plastic' }, address)
    t.match(answer, { statusCode: 303, headers: { location: address } })
    t.match((await visitor.get(address)).body, `src="/badge/${of}.svg?style=plastic"`)
    t.equal((await test.app.inject(`/badge/${of}.svg`)).statusCode, 200)
  }
})

t.test('nothing is made public for another site', async t => {
  const { key } = test
  const answer = await test.app.inject({
    method: 'POST',
    url: '/app/badges/publish',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'of=@me',
  })
  t.ok([303, 403].includes(answer.statusCode))
  t.equal(
    (await visitor.post('/app/badges/publish', { of: '@me', _csrf: 'forged' }, '/app/badges')).statusCode,
    403,
  )
})

t.test('what is gone meanwhile is an error page', async t => {
  t.equal((await visitor.post('/app/badges/publish', { of: 'gone-link' }, '/app/badges')).statusCode, 404)
})
