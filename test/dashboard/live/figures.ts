import t from 'tap'
import { linkFigures } from '../../../src/dashboard/live/figures.js'

t.test('a tweet’s numbers as people read them', async t => {
  const counts = { clicks: 1234, clickers: 1000, excluded: 40 }
  t.same(linkFigures({ ...counts, tweet: { h: 400, f: 20_000 } }), {
    clicks: '1,234',
    clickers: '1,000',
    excluded: '40',
    influence: '2.0 %',
    interval: 'likely 1.8–2.2 %',
    people: '400 of 20,000 followers clicked',
    sentence: '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
    draft: '',
  })
})

t.test('without known followers, or without a tweet, there is no influence to tell', async t => {
  const unknown = { influence: '–', interval: '' }
  const counts = { clicks: 5, clickers: 3, excluded: 0 }
  t.match(linkFigures({ ...counts, tweet: { h: 2, f: null } }), { ...unknown, people: '2 people clicked' })
  t.match(linkFigures({ ...counts, tweet: { h: 2, f: 0 } }), { ...unknown, people: '2 people clicked' })
  t.match(linkFigures({ ...counts, tweet: null }), {
    ...unknown,
    people: '3 people clicked',
    draft: 'not tweeted yet',
  })
})
