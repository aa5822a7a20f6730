import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'

/**
 * How long requests still find the service. Each answer ends its connection, so that none is under
 * way at the end.
 */
const lastCallMs = 1_000
const leastTurns = 10
/**
 * From the end of the connections to the end of the application, which closes what else it has
 * opened.
 */
const hooksMs = 500

/**
 * Ends the HTTP side. Connections that are kept alive are answered once more: those who use them
 * cannot know that we stop, and a request on a connection that is just being closed fails. What is
 * still on its way at last is cut off.
 */
export async function closeApp(app: FastifyInstance, withinMs: number): Promise<void> {
  const { server } = app
  const endsAt = performance.now() + withinMs
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Connection', 'close')
  })
  await emptied(server, Math.min(lastCallMs, withinMs / 4))
  const cutMs = Math.max(0, endsAt - hooksMs - performance.now())
  const cut = setTimeout(() => server.closeAllConnections(), cutMs)
  await app.close()
  clearTimeout(cut)
}

/**
 * Waits until nobody is connected, or for so long, and for some turns: on a busy machine one may
 * take a second.
 */
async function emptied(server: Server, ms: number): Promise<void> {
  const connections = promisify(server.getConnections.bind(server))
  const endsAt = performance.now() + ms
  for (let turn = 0; turn < leastTurns || performance.now() < endsAt; turn++) {
    if ((await connections()) === 0) return
    await sleep(10)
  }
}
