import { Resvg } from '@resvg/resvg-js'
import { encode, renderUnicodeCompact } from 'uqr'

/** Width of the white margin in modules, as ISO/IEC 18004 requires. */
const quietZone = 4
const options = { ecc: 'M', border: quietZone } as const
const pngModulePixels = 16

/** A QR code: its width and height in modules, and the black ones as an SVG path. */
export interface QrCode {
  size: number
  path: string
}

/**
 * The code for an address, with the quiet zone that scanners need; it stays readable with a seventh
 * damaged.
 */
export function qrCode(address: string): QrCode {
  const { size, data } = encode(address, options)
  return { size, path: data.map(rowPath).join('') }
}

/** One rectangle for each row of adjacent black modules. */
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

/** Sharp enough for print: 16 pixels per module. */
export function qrPng(address: string): Buffer {
  const { size } = qrCode(address)
  return new Resvg(qrSvg(address), { fitTo: { mode: 'width', value: size * pngModulePixels } })
    .render()
    .asPng()
}

/** Lines of half blocks, which are drawn where the code is white: for a dark terminal. */
export function qrLines(address: string): string[] {
  return renderUnicodeCompact(address, options).split('\n')
}
