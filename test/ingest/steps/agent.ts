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

t.test('televisions are told by what they say', async t => {
  for (const userAgent of [
    'HbbTV/1.2.1 (;Panasonic;VIERA 2013;3.672;4101-0003;HTTP_SERVER)',
    'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0.4606.128 Safari/537.36 WebAppManager',
    'Mozilla/5.0 (Linux; Android 9; AFTSSS Build/PS7233; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/98.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 10; BRAVIA 4K UR2) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0 Safari/537.36',
  ]) {
    t.equal(readAgent(userAgent).device, 'tv', userAgent)
  }
})

t.test('browsers built on another are themselves, and a name has one spelling', async t => {
  const android =
    'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Mobile Safari/537.36'
  t.equal(readAgent(iPhone.replace(/Safari.*/, 'Safari/604.1 Brave/1.60')).browser, 'Brave')
  t.equal(readAgent(`${android} (Ecosia android@114.0.5735.196)`).browser, 'Ecosia')
  t.equal(readAgent(`${android} AlohaBrowser/5.3`).browser, 'Aloha')
  t.strictSame(facts(firefox.toLowerCase()), facts(firefox))
  t.equal(readAgent(chrome.toUpperCase()).browser, 'Chrome')
})

t.test('what is unknown is null', async t => {
  t.strictSame(facts(null), { browser: null, system: null, device: null })
  t.strictSame(facts('something/1'), { browser: null, system: null, device: null })
})

t.test('the same User-Agent is read once', async t => {
  t.equal(readAgent(chrome), readAgent(chrome))
})
