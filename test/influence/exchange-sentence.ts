import t from 'tap'
import { exchangeSentence, worthSentence } from '../../src/influence/exchange-sentence.js'

const a = { handle: '@a', rawRatio: 0.8, tweets: 1 }
const b = { handle: '@b', rawRatio: 0.02, tweets: 1 }
const found = { rate: 30.289, interval: [6.111, 166.254] as [number, number] }
const turned = { rate: 1 / 30.289, interval: [1 / 166.254, 1 / 6.111] as [number, number] }

t.test('says the estimate first, then what anybody can compute', async t => {
  t.equal(
    exchangeSentence(a, b, found),
    "One follower of @a is worth 30 of @b's (likely 6.1–166): one tweet each, so still rough. So far, @a's followers clicked 40 times as often as @b's.",
  )
})

t.test('says a rate below one the other way round', async t => {
  t.equal(exchangeSentence(b, a, turned), exchangeSentence(a, b, found))
})

t.test('says whose tweets are few', async t => {
  const end = (ofA: number, ofB: number) =>
    worthSentence({ ...a, tweets: ofA }, { ...b, tweets: ofB }, found).replace(/^.*\)/, '')
  t.equal(end(1, 1), ': one tweet each, so still rough.')
  t.equal(end(2, 2), ': two tweets each, so still rough.')
  t.equal(end(12, 1), ': one tweet of @b, so still rough.')
  t.equal(end(2, 12), ': two tweets of @a, so still rough.')
  t.equal(end(3, 3), '.')
})

t.test('says when nobody clicked', async t => {
  const zero = { rawRatio: 0 }
  t.match(
    exchangeSentence(a, { ...b, ...zero }, found),
    /^One .*\. So far, none of @b's followers clicked\.$/,
  )
  t.match(
    exchangeSentence({ ...a, ...zero }, b, turned),
    /^One .*\. So far, none of @a's followers clicked\.$/,
  )
  t.match(
    exchangeSentence({ ...a, ...zero }, { ...b, ...zero }, { rate: 1, interval: [0.1, 10] }),
    /^One follower of @a is worth 1 of @b's \(likely 1\/10–10\).* So far, nobody clicked of @a's or @b's followers\.$/,
  )
  t.match(exchangeSentence(a, { ...b, rawRatio: 0.8 }, found), /clicked as often as @b's\./)
})

t.test('says what is missing', async t => {
  const [no, nor] = [a, b].map(side => ({ ...side, rawRatio: null, tweets: 0 }))
  const nothing = { rate: null, interval: null }
  if (no === undefined || nor === undefined) throw new Error('two sides')
  t.equal(exchangeSentence(no, b, nothing), '@a has no counted tweet yet, so there is nothing to compare.')
  t.equal(exchangeSentence(a, nor, nothing), '@b has no counted tweet yet, so there is nothing to compare.')
  t.equal(
    exchangeSentence(no, nor, found),
    'Neither @a nor @b has a counted tweet yet, so there is nothing to compare.',
  )
  t.equal(exchangeSentence(no, no, nothing), '@a has no counted tweet yet, so there is nothing to compare.')
})
