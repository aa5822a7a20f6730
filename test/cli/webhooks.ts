import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { commandLine } from '../fixtures/command-line.js'

t.test('a webhook is made, changed, tested, repeated and deleted on the command line', async t => {
  const { app, key } = await testApp(t)
  const env = { FIVEHUNDRED_URL: await app.listen({ host: '127.0.0.1', port: 0 }), FIVEHUNDRED_KEY: key }
  const run = (...argv: string[]) => commandLine(['webhooks', ...argv], env)
  t.match(await run('list'), { out: '', err: 'There is no webhook yet.\n' })
  const url = 'https://example.com/hook'
  const made = await run('create', url, '--events', 'clicks.crossed,link.created', '--clicks', '1000,100')
  t.match(made, { out: /^whsec_[\w+/]{32}\n$/, err: /Webhook 1\. Its secret is shown this once/ })
  t.match((await run('list')).out, `1  enabled        0  clicks.crossed,link.created  ${url}`)
  t.match(
    (await run('edit', '1', '--influence', '0.02', '--timezone', 'Europe/Berlin', '--json')).out,
    /0\.02/,
  )
  t.match((await run('edit', '1', '--no-enabled')).out, `Webhook 1, disabled: ${url}`)
  t.match((await run('edit', '1', '--new-secret')).out, /^whsec_/)
  t.match((await run('deliveries', '1')).err, 'Nothing was sent')
  t.match((await run('test', '1')).out, 'Delivery 1 is sent within seconds.')
  t.match((await run('repeat', '1', '1')).out, 'Delivery 1 is sent within seconds.')
  t.match((await run('deliveries', '1', '--status', 'waiting')).out, /webhook\.test\s+waiting\s+0/)
  t.match(await run('create', url), { status: 2, err: /--events must name at least one/ })
  t.match(await run('create', url, '--events', 'all'), { status: 2, err: /not "all"/ })
  t.match(await run('edit', '1', '--clicks', 'many'), { status: 2, err: /--clicks must be numbers/ })
  t.match(await run('create', 'http://10.0.0.1/', '--events', 'link.created'), { status: 1, err: /private/ })
  t.match((await run('delete', '1', '--yes')).out, 'The webhook 1 is deleted.')
  t.match(await run('delete', '1', '--yes'), { status: 1, err: /no webhook 1/ })
})
