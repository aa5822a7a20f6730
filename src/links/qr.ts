import { encode, renderUnicodeCompact } from 'uqr'
import { twoColorPng } from './two-colors.js'

/** Width of the white margin in modules, as ISO/IEC 18004 requires. */
const quietZone = 4
const pngModulePixels = 16

/** A QR code: its width and height in modules, and the black ones as an SVG path. */
export interface QrCode {
  size: number
  path: string
}

/** How it looks. */
export interface QrLook {
  /** Width and height in pixels. */
  size?: number
  /** Around the code, in modules; by default what scanners need. */
  margin?: number
  /** How much may be damaged: 7, 15, 25 or 30 %. */
  level?: (typeof qrLevels)[number]
  /** As #rrggbb. */
  color?: string
  background?: string
}

export const qrLevels = ['L', 'M', 'Q', 'H'] as const

/**
 * The code for an address, with the quiet zone that scanners need; by default it stays readable
 * with a seventh damaged.
 */
export function qrCode(address: string, look: QrLook = {}): QrCode {
  const { size, data } = modules(address, look)
  return { size, path: data.map(rowPath).join('') }
}

function modules(address: string, { level = 'M', margin = quietZone }: QrLook) {
  return encode(address, { ecc: level, border: margin })
}

/** One rectangle for each row of adjacent black modules. */
function rowPath(row: boolean[], y: number): string {
  const runs = row
    .map(black => (black ? '#' : ' '))
    .join('')
    .matchAll(/#+/g)
  return [...runs].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join('')
}

/** As SVG, black on white by default; without a size it fills what it is put into. */
export function qrSvg(address: string, look: QrLook = {}): string {
  const { size, path } = qrCode(address, look)
  const { color = '#000', background = '#fff' } = look
  const of = look.size === undefined ? '' : ` width="${look.size}" height="${look.size}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"${of} shape-rendering="crispEdges">` +
    `<path fill="${background}" d="M0 0h${size}v${size}h-${size}z"/><path fill="${color}" d="${path}"/></svg>`
  )
}

/**
 * As PNG: 16 pixels a module, sharp enough for print, unless a size is given. Then a module has as
 * many whole pixels as fit, so that its edges stay sharp, and the rest widens the margin.
 */
export function qrPng(address: string, look: QrLook = {}): Buffer {
  const { size, data } = modules(address, look)
  const { color = '#000', background = '#fff' } = look
  const width = look.size ?? size * pngModulePixels
  const pixels = Math.max(1, Math.floor(width / size))
  const start = Math.floor((width - size * pixels) / 2)
  const moduleAt = Array.from({ length: width }, (_, pixel) => Math.floor((pixel - start) / pixels))
  const drawn = data.map(row => bitsOf(moduleAt.map(module => row[module] ?? false)))
  const blank = bitsOf(moduleAt.map(() => false))
  const rows = moduleAt.map(module => drawn[module] ?? blank)
  return twoColorPng(width, rows, [color, background])
}

/** Eight in a byte, the first one highest. */
function bitsOf(row: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(row.length / 8))
  for (const [n, isOn] of row.entries()) if (isOn) bytes[n >> 3] = (bytes[n >> 3] ?? 0) | (0x80 >> (n & 7))
  return bytes
}

/** Lines of half blocks, which are drawn where the code is white: for a dark terminal. */
export function qrLines(address: string): string[] {
  return renderUnicodeCompact(address, { ecc: 'M', border: quietZone }).split('\n')
}
