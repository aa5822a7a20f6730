import t from 'tap'
import { testApp } from '../fixtures/app.js'

const { api } = await testApp(t)

t.test('makes a link for each friend, and tells who brought what', async t => {
  const body = { url: 'https://example.com/post', accounts: ['@ann', 'bob'] }
  const made = await api('POST', '/destinations', body)
  t.equal(made.statusCode, 201)
  const { links } = made.json()
  t.match(links, [{ account: '@ann' }, { account: '@bob' }])
  t.strictSame((await api('POST', '/destinations', body)).json(), { links }, 'a second call changes nothing')
  const answer = await api('GET', `/destinations?url=${encodeURIComponent(`${body.url}?utm_source=x`)}`)
  t.match(answer.json(), { url: body.url, links: 2, clickers: 0, data: [{ share: null }, { share: null }] })
})

t.test('a thousand friends at once', async t => {
  const accounts = Array.from({ length: 1000 }, (_, n) => `@friend${n}`)
  const made = await api('POST', '/destinations', { url: 'https://example.com/many', accounts })
  t.strictSame(
    made.json().links.map((link: { account: string }) => link.account),
    accounts,
  )
})
