import { apiClient } from './api-client.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { readSlug } from './target.js'
import { ink } from './text.js'
import { writeWhole } from './write-whole.js'

export const qr = command({
  name: 'qr',
  summary: "Draws a link's QR code, or writes it to a file",
  arguments: ['SLUG'],
  options: {
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'a picture instead: its name ends in .svg or .png',
    },
  },
  details: ['SLUG may be the whole short link.'],
  async run({ arguments: [argument = ''], options: { output }, env }, terminal) {
    const request = { slug: readSlug(argument, 'qr') }
    if (output === undefined) {
      const { shortUrl } = await apiClient(env).getLink(request)
      // Loaded here, because it brings the painter of pictures along.
      const { qrLines } = await import('../links/qr.js')
      return terminal.print([...qrLines(shortUrl).map(ink), shortUrl])
    }
    const draw = drawings.find(([end]) => output.toLowerCase().endsWith(end))?.[1]
    if (draw === undefined) throw new UsageError('--output must end in .svg or .png.', 'qr')
    await writeWhole(output, [await apiClient(env)[draw](request)])
  },
})

const drawings = [
  ['.svg', 'getLinkQrSvg'],
  ['.png', 'getLinkQrPng'],
] as const
