import { once } from 'node:events'
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import { CannotStart } from '../errors.js'

/**
 * With PORT=0 the system picks a port. It must be known before the app is built, because short
 * links contain it unless BASE_URL is set. Throws CannotStart.
 */
export async function withKnownPort(config: Readonly<Config>): Promise<Readonly<Config>> {
  if (config.port !== 0) return config
  const server = createServer().listen(0, config.host)
  await once(server, 'listening').catch(cause => {
    throw cannotListen(config, cause)
  })
  const address = server.address()
  server.close()
  await once(server, 'close')
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const baseUrl = new URL(config.baseUrl)
  if (baseUrl.port === '0') baseUrl.port = String(port)
  return Object.freeze({ ...config, port, baseUrl: baseUrl.origin })
}

/** Opens the port and returns the address to call from this machine. Throws CannotStart. */
export async function listen(app: FastifyInstance, config: Readonly<Config>): Promise<string> {
  const { host, port } = config
  await app.listen({ host, port }).catch(cause => {
    throw cannotListen(config, cause)
  })
  const everywhere = host === '0.0.0.0' || host === '::'
  return `http://${everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

function cannotListen({ host, port }: Readonly<Config>, cause: NodeJS.ErrnoException): CannotStart {
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} is in use; set another PORT, or stop the program that has it`,
    EACCES: `this user may not use port ${port}; set a PORT above 1023`,
    EADDRNOTAVAIL: 'this machine has no such address; set HOST to one it has',
  }
  return new CannotStart(`Cannot listen on ${host}: ${reasons[cause.code ?? ''] ?? cause.message}.`, {
    cause,
  })
}
