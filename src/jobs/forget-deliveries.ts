import type { Database } from '../db/connect.js'
import { forgetDeliveries } from '../webhooks/deliveries.js'
import type { Job } from './start.js'

/** Deletes the old part of the webhooks' log. */
export function forgetDeliveriesJob({ db, now }: { db: Database; now: () => Date }): Job {
  return {
    name: 'forget deliveries',
    everyMs: 3_600_000,
    async run(signal) {
      while (!signal.aborted && (await forgetDeliveries(db, now())) > 0);
    },
  }
}
