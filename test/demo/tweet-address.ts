import t from 'tap'
import { tweetAddress } from '../../src/demo/tweet-address.js'
import { parseTweetAddress } from '../../src/tweets/address.js'

t.test('the address of a tweet tells its author and its time to the millisecond', async t => {
  const at = new Date('2026-05-04T10:11:12.345Z')
  for (const handle of ['@ada', '@ada.example', '@ada@social.example']) {
    const addresses = [tweetAddress(handle, at, 1), tweetAddress(handle, at, 2)]
    for (const address of addresses)
      t.match(parseTweetAddress(address), { url: address, handle: { handle }, at })
    t.not(addresses[0], addresses[1])
  }
})
