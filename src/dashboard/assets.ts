import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { CannotStart } from '../errors.js'
import { noSniff } from '../headers.js'
import { packageFile } from '../package.js'

const directory = packageFile('dist/assets/')

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
}

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/**
 * Addresses of the files built from client/ and icons/, by their name without the hash: main.js →
 * /assets/main-4XQ7ZP2A.js.
 */
export type AssetAddresses = ReadonlyMap<string, string>

/**
 * Serves scripts, styles and icons, compressed on first request. Browsers may keep them for ever,
 * because their names change with their content. Throws CannotStart if the build is missing.
 */
export function serveAssets(app: FastifyInstance): AssetAddresses {
  const addresses = new Map<string, string>()
  for (const file of builtFiles()) {
    const [, name, extension = ''] = /^(.+)-[A-Z0-9]{8}\.(js|css|svg|png)$/.exec(file) ?? []
    if (name === undefined) continue
    const plain = readFileSync(new URL(file, directory))
    const compressed: { br?: Promise<Buffer>; gzip?: Promise<Buffer> } = {}
    const headers = {
      'content-type': types[extension],
      'cache-control': 'public, max-age=31536000, immutable',
      ...noSniff,
      vary: 'accept-encoding',
    }
    addresses.set(`${name}.${extension}`, `/assets/${file}`)
    app.get(`/assets/${file}`, async (request, reply) => {
      reply.headers(headers)
      const accepted = new Negotiator(request).encodings(['br', 'gzip'])
      const encoding = (['br', 'gzip'] as const).find(known => accepted.includes(known))
      // A PNG is compressed already.
      if (encoding === undefined || extension === 'png') return reply.send(plain)
      compressed[encoding] ??= compress[encoding](plain).catch(error => {
        // A failure (memory may be short) is not cached.
        delete compressed[encoding]
        throw error
      })
      return reply.header('content-encoding', encoding).send(await compressed[encoding])
    })
  }
  return addresses
}

function builtFiles(): string[] {
  try {
    return readdirSync(directory)
  } catch (cause) {
    throw new CannotStart('The pages are not built yet: run "npm run build".', { cause })
  }
}
