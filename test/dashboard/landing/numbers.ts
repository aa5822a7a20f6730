import t from 'tap'
import { readNumbers } from '../../../src/dashboard/landing/numbers.js'

t.test("starts with the article's own pair", async t => {
  t.strictSame(readNumbers({}).tweets, [
    { followers: 500, clicks: 400 },
    { followers: 20_000, clicks: 400 },
  ])
})

t.test('takes numbers as people write them', async t => {
  const typed = { followersA: ' 1 000', clicksA: "1'000", followersB: '1.000.000', clicksB: '٠' }
  t.strictSame(readNumbers(typed).tweets, [
    { followers: 1000, clicks: 1000 },
    { followers: 1_000_000, clicks: 0 },
  ])
})

t.test('names each field that is no number, and keeps what was typed', async t => {
  for (const text of ['', 'many', '-1', '1.5', '1e3', '10000000000', '<script>', '0x10', '+5', '1,5']) {
    const { form, tweets } = readNumbers({ followersA: text, clicksB: text })
    t.equal(tweets, null, text)
    t.strictSame(
      form.problems.map(({ field }) => field),
      ['followersA', 'clicksB'],
      text,
    )
    t.equal(form.values.followersA, text)
  }
})
