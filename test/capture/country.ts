import t from 'tap'
import { openCountries } from '../../src/capture/country.js'

t.test('countries', async t => {
  const findCountry = await openCountries()

  t.test('IPv4 and IPv6 are looked up', async t => {
    t.equal(findCountry('8.8.8.8'), 'US')
    t.equal(findCountry('2001:4860:4860::8888'), 'US')
    t.equal(findCountry('193.99.144.80'), 'DE')
  })

  t.test('what belongs to no country has none', async t => {
    for (const text of ['127.0.0.1', '10.0.0.1', '192.0.2.1', '::1', 'fe80::1']) {
      t.equal(findCountry(text), null, text)
    }
  })
})
