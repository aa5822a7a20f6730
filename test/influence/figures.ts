import t from 'tap'
import {
  counted,
  countFigure,
  intervalFigure,
  likely,
  peopleCounted,
  peopleFigure,
  peopleInterval,
  percentFigure,
  percentWithInterval,
  rateFigure,
  rateInterval,
} from '../../src/influence/figures.js'

t.test('counts have thousands separators, and nouns agree with them', async t => {
  t.equal(countFigure(0), '0')
  t.equal(countFigure(1234567), '1,234,567')
  t.strictSame(
    [0, 1, 2].map(n => counted(n, 'follower')),
    ['0 followers', '1 follower', '2 followers'],
  )
  t.strictSame([0, 1, 1_000].map(peopleCounted), ['0 people', '1 person', '1,000 people'])
})

t.test('people are whole from ten on', async t => {
  t.strictSame([172.35, 570.51, 10, 9.96, 9.94, 5, 0.87, 0.05, 0.04, 0, 12_345.6].map(peopleFigure), [
    ...['172', '571', '10', '10', '9.9', '5', '0.9', '0.1', 'under 0.1', '0', '12,346'],
  ])
  t.equal(peopleInterval([67.1, 620.99]), '67–621')
  t.equal(peopleInterval([0.0001, 3.6]), '0–3.6')
  t.equal(peopleInterval([0.0001, 0.001]), 'under 0.1')
  t.equal(peopleInterval([0.96, 0.99]), '1')
})

t.test('percents have two digits that mean something', async t => {
  t.strictSame([0.02, 0.8, 1.3, 0.0173, 0.00173, 0.000012, 0, 25, 0.0996, 0.00996].map(percentFigure), [
    ...['2.0 %', '80 %', '130 %', '1.7 %', '0.17 %', '0.0012 %', '0 %', '2,500 %', '10 %', '1.0 %'],
  ])
})

t.test('many percents are written by few formats, which take long to make', async t => {
  const made = t.capture(Intl, 'NumberFormat', Intl.NumberFormat)
  for (let n = 1; n <= 1000; n++) percentFigure(n / 1001)
  t.ok(made().length <= 4)
})

t.test('no percent is a row of zeros, however huge the account', async t => {
  t.strictSame([1e-6, 9.9e-7, 1e-10, 5e-324].map(percentFigure), [
    ...['0.00010 %', 'under 0.0001 %', 'under 0.0001 %', 'under 0.0001 %'],
  ])
  t.equal(percentWithInterval(0, [0, 3.8e-10]), '0 % (likely under 0.0001 %)')
  t.equal(percentWithInterval(1e-10, [1e-11, 5e-10]), 'under 0.0001 %')
  t.equal(percentWithInterval(2e-6, [1e-8, 1e-5]), '0.00020 % (likely 0–0.0010 %)')
})

t.test('each end of an interval has two digits, more where it takes them to tell the ends apart', async t => {
  t.equal(percentWithInterval(0.02, [0.018134, 0.022058]), '2.0 % (likely 1.8–2.2 %)')
  t.equal(percentWithInterval(0.8, [0.725349, 0.882334]), '80 % (likely 73–88 %)')
  t.equal(percentWithInterval(0.002, [0.00035, 0.0113]), '0.20 % (likely 0.035–1.1 %)')
  t.equal(percentWithInterval(0, [0, 0.007683]), '0 % (likely 0–0.77 %)')
  t.equal(intervalFigure([0.01972, 0.02028]), '1.97–2.03 %')
  t.equal(intervalFigure([0.7983, 0.8018]), '79.8–80.2 %')
  t.equal(intervalFigure([0.5, 0.5]), '50–50 %')
  t.equal(likely([0.640_1, 1.058]), 'likely 64–106 %')
})

t.test('rates have two digits, from a hundred on three, and are fractions below one', async t => {
  t.strictSame([17.656, 40, 6.111, 166.25, 1234.5, 1, 99.6, 9.96].map(rateFigure), [
    ...['18', '40', '6.1', '166', '1,230', '1', '100', '10'],
  ])
  t.strictSame([0.05664, 1 / 3, 0.999, 0.5, 1e-4, 0].map(rateFigure), [
    ...['1/18', '1/3', '1', '1/2', '1/10,000', '0'],
  ])
  t.equal(rateInterval([6.111, 166.25]), '6.1–166')
  t.equal(rateInterval([0.2, 8.12]), '1/5–8.1')
})
