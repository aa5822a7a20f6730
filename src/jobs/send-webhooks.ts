import { rootCause } from '../errors.js'
import { inTime } from '../in-time.js'
import { claim, dueWebhooks } from '../webhooks/claim.js'
import { type Limits, usualLimits } from '../webhooks/post.js'
import type { Reach } from '../webhooks/reach.js'
import { type SendContext, send } from '../webhooks/send.js'
import type { Job } from './start.js'

/** Requests to one webhook at a time: a slow one holds up no other. */
const atOnce = 4
const pauseMs = 250

/** Sends what waits for the webhooks, to each in lanes of its own. */
export function sendWebhooksJob(
  needs: Pick<SendContext, 'db' | 'log' | 'now'> & { reach: Reach; limits?: Limits; chance?: () => number },
): Job {
  const ctx: SendContext = { limits: usualLimits, chance: Math.random, ...needs }
  return {
    name: 'send webhooks',
    everyMs: 1_000,
    async run(signal) {
      const lanes = new Map<number, number>()
      const running = new Set<Promise<void>>()
      const open = (id: number) => {
        lanes.set(id, (lanes.get(id) ?? 0) + 1)
        const lane = sendAll(ctx, id, signal)
          .catch(error =>
            ctx.log.warn({ webhook: id, err: rootCause(error) }, 'Sending to a webhook failed.'),
          )
          .finally(() => {
            lanes.set(id, (lanes.get(id) ?? 1) - 1)
            running.delete(lane)
          })
        running.add(lane)
      }
      try {
        do {
          for (const id of await dueWebhooks(ctx.db, ctx.now())) if ((lanes.get(id) ?? 0) < atOnce) open(id)
          await inTime(Promise.all(running), pauseMs, () => undefined)
        } while (running.size > 0 && !signal.aborted)
      } finally {
        await Promise.all(running)
      }
    },
  }
}

/** One message after the other, until none is due. */
async function sendAll(ctx: SendContext, id: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const claimed = await claim(ctx.db, id, ctx.now())
    if (claimed === null) return
    await send(ctx, claimed, signal)
  }
}
