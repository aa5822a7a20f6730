import t from 'tap'
import { readAgent } from '../../../src/ingest/steps/agent.js'
import { chrome, firefox, iPhone, twitterApp } from '../../fixtures/hits.js'

const facts = (userAgent: string | null) => {
  const { browser, system, device } = readAgent(userAgent)
  return { browser, system, device }
}

t.test('browser, system and device come without versions', async t => {
  t.strictSame(facts(chrome), { browser: 'Chrome', system: 'Windows', device: 'desktop' })
  t.strictSame(facts(firefox), { browser: 'Firefox', system: 'Linux', device: 'desktop' })
  t.strictSame(facts(iPhone), { browser: 'Mobile Safari', system: 'iOS', device: 'mobile' })
  t.strictSame(facts(twitterApp), { browser: 'X for iPhone', system: 'iOS', device: 'mobile' })
})

t.test('tablets and televisions are told from phones', async t => {
  const iPad = iPhone.replace('iPhone; CPU iPhone OS', 'iPad; CPU OS')
  const tv =
    'Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/6.0 TV Safari/538.1'
  t.equal(readAgent(iPad).device, 'tablet')
  t.equal(readAgent(tv).device, 'tv')
})

t.test('what is unknown is null', async t => {
  t.strictSame(facts(null), { browser: null, system: null, device: null })
  t.strictSame(facts('something/1'), { browser: null, system: null, device: null })
})

t.test('the same User-Agent is read once', async t => {
  t.equal(readAgent(chrome), readAgent(chrome))
})
