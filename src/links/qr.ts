import { Resvg } from '@resvg/resvg-js'
import { encode } from 'uqr'

/** Modules of white around the code, as ISO/IEC 18004 asks for. */
const quietZone = 4
const pngModulePixels = 16

/** A QR code: its width and height in modules, and the black ones as an SVG path. */
export interface QrCode {
  size: number
  path: string
}

/**
 * The code of an address, with the quiet zone that scanners need; a seventh of it may be damaged.
 */
export function qrCode(address: string): QrCode {
  const { size, data } = encode(address, { ecc: 'M', border: quietZone })
  return { size, path: data.map(rowPath).join('') }
}

/** One rectangle for all black modules that lie side by side. */
function rowPath(row: boolean[], y: number): string {
  const runs = row
    .map(black => (black ? '#' : ' '))
    .join('')
    .matchAll(/#+/g)
  return [...runs].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join('')
}

/** Black on white, without a size of its own. */
export function qrSvg(address: string): string {
  const { size, path } = qrCode(address)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path d="${path}"/></svg>`
  )
}

/** Sharp enough for print: 16 pixels a module. */
export function qrPng(address: string): Buffer {
  const { size } = qrCode(address)
  return new Resvg(qrSvg(address), { fitTo: { mode: 'width', value: size * pngModulePixels } })
    .render()
    .asPng()
}
