import t from 'tap'
import {
  countFigure,
  intervalFigure,
  peopleFigure,
  percentFigure,
  percentWithInterval,
  rateFigure,
} from '../../src/influence/figures.js'

t.test('counts have thousands separators', async t => {
  t.equal(countFigure(0), '0')
  t.equal(countFigure(1234567), '1,234,567')
})

t.test('people are whole from ten on', async t => {
  t.strictSame([172.35, 570.51, 10, 9.96, 9.94, 5, 0.87, 0.04, 0, 12_345.6].map(peopleFigure), [
    ...['172', '571', '10', '10', '9.9', '5', '0.9', '0', '0', '12,346'],
  ])
})

t.test('percents have two digits that mean something', async t => {
  t.strictSame([0.02, 0.8, 1.3, 0.0173, 0.00173, 0.000012, 0, 25, 0.0996, 0.00996].map(percentFigure), [
    ...['2.0 %', '80 %', '130 %', '1.7 %', '0.17 %', '0.0012 %', '0 %', '2,500 %', '10 %', '1.0 %'],
  ])
})

t.test('an interval has the decimals of its ratio', async t => {
  t.equal(percentWithInterval(0.02, [0.018134, 0.022058]), '2.0 % (1.8–2.2 %)')
  t.equal(percentWithInterval(0.8, [0.725349, 0.882334]), '80 % (73–88 %)')
  t.equal(intervalFigure(0.02, [0.018134, 0.022058]), '1.8–2.2 %')
  t.equal(percentWithInterval(0, [0, 0.007683]), '0 % (0–0.77 %)')
  t.equal(intervalFigure(0, [0, 0.007683]), '0–0.77 %')
})

t.test('rates have three digits', async t => {
  t.strictSame([17.656, 40, 0.05664, 1234.5, 1, 999.9].map(rateFigure), [
    ...['17.7', '40.0', '0.0566', '1,230', '1.00', '1,000'],
  ])
})
