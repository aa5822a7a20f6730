import { replaceAddresses } from './addresses.js'

/** X and Mastodon count every address as this many characters. */
export const linkLength = 23

/**
 * X's weighted length: Latin letters and common punctuation weigh 1, everything else 2, a whole
 * emoji 2, an address 23. Source: X's published counting rules (ranges 0–4351, 8192–8205,
 * 8208–8223, 8242–8247).
 */
export function weigh(text: string): number {
  let weight = 0
  for (const sign of signs(shortenLinks(text))) {
    weight += /\p{Extended_Pictographic}/u.test(sign)
      ? 2
      : [...sign].reduce((sum, letter) => sum + letterWeight(letter.codePointAt(0) ?? 0), 0)
  }
  return weight
}

function letterWeight(code: number): number {
  const light =
    code <= 4351 ||
    (code >= 8192 && code <= 8205) ||
    (code >= 8208 && code <= 8223) ||
    (code >= 8242 && code <= 8247)
  return light ? 1 : 2
}

/** Letters and emoji as people see them, no matter what they are composed of, as Bluesky counts. */
export function countSigns(text: string): number {
  return signs(text).length
}

/** The same, but an address counts 23, as on Mastodon. */
export function countWithShortLinks(text: string): number {
  return countSigns(shortenLinks(text))
}

function shortenLinks(text: string): string {
  return replaceAddresses(text.normalize('NFC'), () => 'x'.repeat(linkLength))
}

function signs(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
}
