import t from 'tap'
import { formatChecks } from '../../src/api/formats.js'
import { testApp } from '../fixtures/app.js'

t.test('no check looks at a text that is far too long', async t => {
  const { ctx, api } = await testApp(t)
  const long = `launch${'x'.repeat(10_000)}`
  for (const [name, check] of Object.entries(formatChecks(ctx))) {
    t.equal(check(long), 'must have at most 10000 characters', name)
  }
  const answer = await api('POST', '/links', { url: 'https://example.com/a', slug: long })
  t.match(answer.json(), { code: 'invalid-input', errors: [{ field: 'slug' }] })
})
