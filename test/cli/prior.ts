import t from 'tap'
import { priorSentence } from '../../src/influence/prior-sentence.js'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const configured = {
  mu: Math.log(0.01),
  tau: 1,
  k: 2,
  nu: 7,
  halfLifeHours: 2.8,
  accounts: 0,
  computedAt: null,
  running: null,
}
const computed = {
  mu: -4.171208901404969,
  tau: 2.1937891,
  k: 2,
  nu: 7,
  halfLifeHours: 2.8,
  accounts: 1_204,
  computedAt: '2026-05-01T12:34:56.000Z',
  running: null,
}

t.test('shows the prior and where it comes from', async t => {
  const { url } = await stubApi(t, { 'GET /api/v1/influence/prior': { body: configured } })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  t.strictSame((await commandLine(['prior'], env)).out.split('\n'), [
    priorSentence(configured),
    '',
    '  from  the configuration, as none was computed yet',
    '',
  ])
})

t.test('says that it is being computed', async t => {
  const running = { since: '2026-05-01T12:34:50.000Z', accountsDone: 1 }
  const { url } = await stubApi(t, { 'GET /api/v1/influence/prior': { body: { ...configured, running } } })
  const { out } = await commandLine(['prior'], { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' })
  t.match(out, /^ {2}running +computed again since 2026-05-01 12:34 UTC, 1 account read$/m)
})

t.test('computes it, and waits until that is done', async t => {
  const running = { since: '2026-05-01T12:34:50.000Z', accountsDone: 200 }
  const { url, requests } = await stubApi(t, {
    'POST /api/v1/influence/prior': { status: 202, body: { ...configured, running } },
    'GET /api/v1/influence/prior': {
      get body() {
        return requests.length > 3 ? computed : { ...configured, running }
      },
    },
  })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const { out } = await commandLine(['prior', '--compute'], env)
  t.match(out, /^ {2}from {2}1,204 accounts, computed 2026-05-01 12:34 UTC$/m)
  t.strictSame(
    requests.map(({ method }) => method),
    ['POST', 'GET', 'GET', 'GET'],
  )
  t.strictSame(JSON.parse((await commandLine(['prior', '--compute', '--json'], env)).out), computed)
})

t.test('an estimate that came to nothing is a failure', async t => {
  const { url } = await stubApi(t, {
    'POST /api/v1/influence/prior': { status: 202, body: configured },
    'GET /api/v1/influence/prior': { body: configured },
  })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  t.match(await commandLine(['prior', '--compute'], env), {
    status: 1,
    out: '',
    err: /could not be computed/,
  })
})
