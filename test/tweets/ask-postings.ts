import t from 'tap'
import { defaultPatience } from '../../src/followers/ask.js'
import { askPostings } from '../../src/tweets/ask-postings.js'
import { network } from '../fixtures/network.js'

const patience = { ...defaultPatience, attempts: 1, timeoutMs: 200 }
const body = { html: '<p>Hi <a href="https://t.co/a1">https://t.co/a1</a></p>' }

t.test('a slow answer, or one that never ends, is given up in time', async t => {
  const x = await network(t, () => null)
  t.match(await askPostings(`${x.url}/oembed`, 'https://x.com/me/status/20', patience), {
    whose: 'x',
    detail: /nothing within 200 ms/,
  })
  x.answer = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
    return null
  }
  t.match(await askPostings(`${x.url}/oembed`, 'https://x.com/me/status/20', patience), { whose: 'x' })
})

t.test('a service under a path of its own is asked there, and nobody who is not there', async t => {
  const x = await network(t, { body })
  t.strictSame(await askPostings(`${x.url}/a/b`, 'https://x.com/i/status/20', patience), {
    embed: { text: 'Hi', codes: ['a1'] },
  })
  t.strictSame(x.asked, ['/a/b?url=https://x.com/i/status/20&omit_script=1&dnt=1'])
  t.match(await askPostings('http://127.0.0.1:1/', 'https://x.com/i/status/20', patience), { whose: 'x' })
})
