import t from 'tap'
import { isCrawler } from '../../../src/ingest/steps/crawlers.js'
import { checkLists } from '../../fixtures/verdicts.js'

t.test('of the published lists, at most 1 % of crawlers pass and 0.1 % of people do not', async t => {
  for (const { name, size, wrong, limit } of checkLists()) {
    t.ok(size > 900, `${name}: ${size} in the list`)
    t.ok(wrong.length <= size * limit, `${name}: ${wrong.length}`, { wrong })
  }
})

t.test('telephones with a crawler’s name are telephones', async t => {
  const phone = (model: string) =>
    `Mozilla/5.0 (Linux; Android 8.1.0; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36`
  for (const model of [
    'CUBOT_NOTE_S Build/MRA58K',
    'XBot_Senior Build/O11019',
    'Discovery DG500',
    'Spider 8',
    'Radar',
    'Newsday_E1',
  ]) {
    t.notOk(isCrawler(phone(model)), model)
  }
  t.ok(
    isCrawler(
      `${phone('Nexus 5X Build/MMB29P')} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
    ),
  )
  t.ok(isCrawler(phone('Nexus 5; Catchpoint')), 'a monitor that says so among the device')
})

t.test('a User-Agent that names no browser is a program', async t => {
  for (const userAgent of [
    'my-link-fetcher',
    'kubectl/v1.12.0 (linux/amd64)',
    'CopperEgg/RevealUptime/TokyoJP(aws)',
    'a'.repeat(1024),
  ]) {
    t.ok(isCrawler(userAgent), userAgent.slice(0, 60))
  }
})
