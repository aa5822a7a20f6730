import type { Database } from '../db/connect.js'
import { hourMs } from '../durations.js'
import { forgetDeliveries } from '../webhooks/deliveries.js'
import type { Job } from './start.js'

/** Deletes the old part of the webhooks' log. */
export function forgetDeliveriesJob({ db, now }: { db: Database; now: () => Date }): Job {
  return {
    name: 'forget deliveries',
    everyMs: hourMs,
    async run(signal) {
      while (!signal.aborted && (await forgetDeliveries(db, now())) > 0);
    },
  }
}
