import { InvalidInput } from '../errors.js'
import { type QrLook, qrCode } from './qr.js'

/**
 * The difference of the reflectances that readers need: grade C of ISO/IEC 15415. Some read
 * less, but not in bad light.
 */
const leastContrast = 0.4
/** Pixels: a camera cannot tell smaller modules apart. */
const leastModule = 2

/** What is wrong with the colours of a code; null if readers tell them apart. */
export function qrColorsProblem({ color = '#000000', background = '#ffffff' }: QrLook): string | null {
  const contrast = luminance(background) - luminance(color)
  if (contrast >= leastContrast) return null
  if (contrast < 0) return 'must be darker than background: readers take light codes on dark for none'
  const [found, wanted] = [contrast, leastContrast].map(share => `${Math.floor(share * 100)} %`)
  return `must be darker, or background lighter: the contrast is ${found}, and readers need ${wanted}`
}

/** Throws InvalidInput if the modules of a code for an address would be too small. */
export function requireReadable(address: string, look: QrLook): void {
  if (look.size === undefined) return
  const least = qrCode(address, look).size * leastModule
  if (look.size >= least) return
  const message = `must be at least ${least} for this link: ${leastModule} pixels a module, or give less margin`
  throw new InvalidInput([{ field: 'size', message }])
}

/** Relative luminance of sRGB, as WCAG defines it: 0 for black, 1 for white. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
