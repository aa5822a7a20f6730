import t from 'tap'
import { factCount, factNumber, factsOf, joinFacts } from '../../../src/capture/address-table/facts.js'

t.test('facts have numbers, and back', async t => {
  const numbers = Array.from({ length: factCount }, (_, number) => number)
  t.strictSame(numbers.map(factsOf).map(factNumber), numbers)
  t.strictSame(factsOf(0), { country: null, dataCentre: false })
  t.strictSame(factsOf(1), { country: null, dataCentre: true })
  t.strictSame(factsOf(2), { country: 'AA', dataCentre: false })
  t.strictSame(factsOf(factCount - 1), { country: 'ZZ', dataCentre: true })
  t.equal(
    factNumber({ country: 'DE', dataCentre: true }),
    factNumber({ country: 'DE', dataCentre: false }) + 1,
  )
})

const joined = (countries: [number, string | null][], dataCentres: number[], unowned: number[] = []) =>
  joinFacts(
    countries.map(([first, country]) => ({ first: BigInt(first), country })),
    dataCentres.map(BigInt),
    unowned.map(BigInt),
  ).map(({ first, fact }) => {
    const { country, dataCentre } = factsOf(fact)
    return [Number(first), country, dataCentre]
  })

t.test('where a country or a data centre begins or ends, other facts do', async t => {
  t.strictSame(joined([], []), [])
  t.strictSame(joined([[0, 'DE']], []), [[0, 'DE', false]])
  t.strictSame(
    joined(
      [
        [0, null],
        [10, 'DE'],
        [20, 'FR'],
      ],
      [5, 12, 20, 25],
    ),
    [
      [0, null, false],
      [5, null, true],
      [10, 'DE', true],
      [12, 'DE', false],
      [20, 'FR', true],
      [25, 'FR', false],
    ],
  )
  t.strictSame(
    joined(
      [
        [0, null],
        [40, 'DE'],
      ],
      [0, 10],
    ),
    [
      [0, null, true],
      [10, null, false],
      [40, 'DE', false],
    ],
  )
})

t.test('neighbours with the same facts are one', async t => {
  t.strictSame(
    joined(
      [
        [0, 'DE'],
        [5, 'DE'],
        [9, 'DE'],
      ],
      [5, 7],
    ),
    [
      [0, 'DE', false],
      [5, 'DE', true],
      [7, 'DE', false],
    ],
  )
})

t.test('what belongs to no country has none, but may be in a data centre', async t => {
  t.strictSame(
    joined(
      [
        [0, 'DE'],
        [20, 'FR'],
      ],
      [12, 14],
      [10, 30],
    ),
    [
      [0, 'DE', false],
      [10, null, false],
      [12, null, true],
      [14, null, false],
      [30, 'FR', false],
    ],
  )
})
