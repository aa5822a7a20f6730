import { estimatePrior } from '../../influence/estimate-prior.js'
import { computePrior, measuredAccounts } from '../../scores/estimate-prior.js'
import { priorInForce } from '../../scores/prior.js'
import type { Check, Patient } from '../check.js'

/** Clicks since the estimate change it, but hardly by this much (a fifth). */
const noticeable = 0.2

/** Whether the estimated prior is near what the accounts' tweets up to its time say now. */
export const prior: Check = {
  name: 'prior',
  async *parts(patient) {
    const { config, signal, snapshot } = patient
    const stored = await snapshot(tx => priorInForce({ db: tx, config }))
    if (stored.computedAt === null) {
      yield { checked: 0, differences: [], note: 'it has not been estimated yet' }
      return
    }
    const then = new Date(stored.computedAt)
    const fresh = await estimatePrior(await measured(patient, () => then), config.prior, signal)
    const isNear =
      Math.abs(stored.mu - fresh.mu) <= noticeable && Math.abs(Math.log(stored.tau / fresh.tau)) <= noticeable
    const mend = async () => void (await computePrior(patient, await measured(patient, patient.now), signal))
    const what = `stored ${write(stored)}, computed ${write(fresh)}`
    yield { checked: 1, differences: isNear ? [] : [{ name: 'the newest', what, count: 1, mend }] }
  },
}

function measured({ db, config, signal }: Patient, now: () => Date) {
  return measuredAccounts({ db, config, now }, { signal })
}

function write({ mu, tau }: { mu: number; tau: number }): string {
  return `mu ${mu.toFixed(3)}, tau ${tau.toFixed(3)}`
}
