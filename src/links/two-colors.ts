import { crc32, deflateSync } from 'node:zlib'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * A square PNG with one bit a pixel. `rows` has its rows of pixels from the top, each a bit a
 * pixel, eight in a byte, the first pixel highest; 1 is the first color, as #rgb or #rrggbb.
 */
export function twoColorPng(width: number, rows: readonly Buffer[], [on, off]: [string, string]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(rows.length, 4)
  header.set([1, 3], 8)
  const palette = Buffer.concat([off, on].map(bytesOf))
  const lines = rows.flatMap(row => [Buffer.alloc(1), row])
  return Buffer.concat([
    Buffer.from(signature),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function bytesOf(color: string): Buffer {
  const digits = color.slice(1)
  return Buffer.from(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 'hex')
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
