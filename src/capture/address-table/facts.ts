import type { CountryStart } from './countries.js'

/** What is known of an address. */
export interface AddressFacts {
  /** The ISO 3166-1 alpha-2 code. */
  readonly country: string | null
  /** Whether it is in the network of a cloud or a hoster. */
  readonly dataCentre: boolean
}

/** From `first` on, up to the next one's, addresses have the facts with this number. */
export interface FactStart {
  first: bigint
  fact: number
}

/** How many numbers of facts there are, beginning with 0: no country, and no data centre. */
export const factCount = 2 * (1 + 26 * 26)

/** Two letters are a number of base 26. */
export function factNumber({ country, dataCentre }: AddressFacts): number {
  const place = country === null ? 0 : 1 + (country.charCodeAt(0) - 65) * 26 + country.charCodeAt(1) - 65
  return place * 2 + Number(dataCentre)
}

export function factsOf(number: number): AddressFacts {
  const place = (number >>> 1) - 1
  const country = place < 0 ? null : String.fromCharCode(65 + Math.floor(place / 26), 65 + (place % 26))
  return Object.freeze({ country, dataCentre: number % 2 === 1 })
}

/**
 * Joins where countries begin and the boundaries of what is in data centres and of what has no
 * country, all in ascending order. No two neighbours of the result have the same facts.
 */
export function joinFacts(
  countries: readonly CountryStart[],
  dataCentres: readonly bigint[],
  unowned: readonly bigint[],
): FactStart[] {
  const joined: FactStart[] = []
  let country: string | null = null
  let [atCountry, atCentre, atUnowned] = [0, 0, 0]
  for (;;) {
    const start = countries[atCountry]
    const first = least(least(start?.first, dataCentres[atCentre]), unowned[atUnowned])
    if (first === undefined) return joined
    if (start?.first === first) {
      country = start.country
      atCountry++
    }
    if (dataCentres[atCentre] === first) atCentre++
    if (unowned[atUnowned] === first) atUnowned++
    const fact = factNumber({ country: isInside(atUnowned) ? null : country, dataCentre: isInside(atCentre) })
    if (fact !== joined.at(-1)?.fact) joined.push({ first, fact })
  }
}

/** After an odd number of boundaries. */
const isInside = (boundaries: number): boolean => boundaries % 2 === 1

function least(one: bigint | undefined, other: bigint | undefined): bigint | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one
}
