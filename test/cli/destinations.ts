import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const url = 'https://example.com/post'
const path = `GET /api/v1/destinations?url=${encodeURIComponent(url)}`
const favour = (account: string | null, slug: string, clickers: number, facts: object) => ({
  account,
  slug,
  tweetedAt: null,
  clicks: clickers * 2,
  clickers,
  share: clickers / 300,
  followerClickers: clickers,
  interval: null,
  sentence: '',
  ...facts,
})
const report = {
  url,
  links: 3,
  clicks: 600,
  clickers: 300,
  data: [
    favour('@ann', 'k3x9wqz', 240, { followers: 5000, influence: 0.048 }),
    favour('@bob', 'm2n4pqr', 60, { followers: null, influence: null }),
    favour(null, 'other', 0, { followers: null, influence: null }),
  ],
  sentence: '@ann brought 240 of 300 clickers (80 %); 4.8 % of 5,000 followers.',
}

t.test('shows who brought what, the sentence first', async t => {
  const stub = await stubApi(t, { [path]: { body: report } })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  const { status, out } = await commandLine(['destinations', url], env)
  t.equal(status, 0)
  t.strictSame(out.split('\n'), [
    report.sentence,
    `${url}  600 clicks by 300 clickers on 3 links`,
    '',
    'account  clickers  clicks  share  followers  influence                            link',
    `@ann          240     480   80 %      5,000      4.8 %  ${'█'.repeat(24)}  k3x9wqz`,
    `@bob           60     120   20 %    unknown    unknown  ${'█'.repeat(6)}${' '.repeat(18)}  m2n4pqr`,
    `nobody          0       0    0 %    unknown    unknown  ${' '.repeat(24)}  other`,
    '',
  ])
  t.strictSame(JSON.parse((await commandLine(['destinations', url, '--json'], env)).out), report)
})

t.test('the order goes to the service', async t => {
  const stub = await stubApi(t, { [`${path}&sort=clickers`]: { body: report } })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  const { status } = await commandLine(['destinations', url, '--sort', 'clickers'], env)
  t.equal(status, 0)
})

t.test('an address without links has its sentence alone', async t => {
  const none = { ...report, links: 0, clicks: 0, clickers: 0, data: [], sentence: 'No link leads there.' }
  const stub = await stubApi(t, { [path]: { body: none } })
  const { out } = await commandLine(['destinations', url], {
    FIVEHUNDRED_URL: stub.url,
    FIVEHUNDRED_KEY: 'fh_test',
  })
  t.equal(out, `No link leads there.\n${url}  0 clicks by 0 clickers on 0 links\n`)
})

t.test('makes a link for each friend', async t => {
  const links = [
    { account: '@ann', shortUrl: 'https://sho.rt/k3x9wqz' },
    { account: '@bob.example.com', shortUrl: 'https://sho.rt/m2n4pqr' },
  ]
  const stub = await stubApi(t, { 'POST /api/v1/destinations': { status: 201, body: { links } } })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  const argv = ['destinations', url, '--for', 'ann, @bob.example.com']
  const { out } = await commandLine(argv, env)
  t.strictSame(out.split('\n'), [
    'account           link',
    '@ann              https://sho.rt/k3x9wqz',
    '@bob.example.com  https://sho.rt/m2n4pqr',
    '',
  ])
  t.strictSame(stub.requests[0]?.body, { url, accounts: ['@ann', '@bob.example.com'] })
  t.strictSame(JSON.parse((await commandLine([...argv, '--json'], env)).out), { links })
})

t.test('an order means nothing for links that are made', async t => {
  t.match(await commandLine(['destinations', url, '--for', '@ann', '--sort', 'clickers']), {
    status: 2,
    err: /--sort does not go together with --for\./,
  })
})

t.test('what is no handle is refused before anything is asked', async t => {
  t.match(await commandLine(['destinations', url, '--for', '@ann,no!handle']), {
    status: 2,
    err: /"no!handle" is not a handle/,
  })
  t.match(await commandLine(['destinations', url, '--for', ' ,']), { status: 2, err: /Name accounts/ })
})

t.test('the address may lack its scheme, and friends may be profiles', async t => {
  const stub = await stubApi(t, { 'POST /api/v1/destinations': { status: 201, body: { links: [] } } })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  await commandLine(['destinations', 'example.com/post', '--for', 'x.com/ann'], env)
  t.strictSame(stub.requests[0]?.body, { url, accounts: ['@ann'] })
  await commandLine(['destinations', 'example.com/post'], env)
  t.equal(`GET ${stub.requests[1]?.path}`, path)
})
