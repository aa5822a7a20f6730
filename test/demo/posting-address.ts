import t from 'tap'
import { postingAddress } from '../../src/demo/posting-address.js'
import { parsePosting } from '../../src/tweets/address.js'

t.test('the address of a posting tells its author and its time to the millisecond', async t => {
  const at = new Date('2026-05-04T10:11:12.345Z')
  for (const handle of ['@ada', '@ada.example', '@ada@social.example']) {
    const addresses = [postingAddress(handle, at, 1), postingAddress(handle, at, 2)]
    for (const address of addresses) t.match(parsePosting(address), { url: address, handle: { handle }, at })
    t.not(addresses[0], addresses[1])
  }
})
