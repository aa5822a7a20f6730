import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'

/**
 * How long the service still accepts requests. Each answer closes its connection, so that none is
 * in progress at the end.
 */
const lastCallMs = 1_000
const leastTurns = 10
/**
 * Time between the end of the connections and the end of the application, which closes everything
 * else it has opened.
 */
const hooksMs = 500

/**
 * Stops the HTTP side. Keep-alive connections get one more answer: their clients cannot know that
 * we are stopping, and a request on a connection that is just being closed fails. Whatever is still
 * in progress at the end is cut off.
 */
export async function closeApp(app: FastifyInstance, withinMs: number): Promise<void> {
  const { server } = app
  const endsAt = performance.now() + withinMs
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Connection', 'close')
  })
  server.emit('last-call')
  await emptied(server, Math.min(lastCallMs, withinMs / 4))
  const cutMs = Math.max(0, endsAt - hooksMs - performance.now())
  const cut = setTimeout(() => server.closeAllConnections(), cutMs)
  await app.close()
  clearTimeout(cut)
}

/**
 * Waits until nobody is connected, or for this time, but at least for a few turns: on a busy
 * machine one turn may take a second.
 */
async function emptied(server: Server, ms: number): Promise<void> {
  const connections = promisify(server.getConnections.bind(server))
  const endsAt = performance.now() + ms
  for (let turn = 0; turn < leastTurns || performance.now() < endsAt; turn++) {
    if ((await connections()) === 0) return
    await sleep(10)
  }
}
