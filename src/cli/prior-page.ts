import type { Prior } from '../influence/prior.js'
import type { PriorInForce } from '../scores/prior.js'
import { count, counted, minute, percent, significant } from './figures.js'
import { facts } from './table.js'
import { bold, dim, type Text } from './text.js'

/** What is believed of an account before its tweets speak, for a person's eyes. */
export function priorPage({ mu, tau, k, accounts, computedAt }: PriorInForce): Text[] {
  const origin =
    computedAt === null
      ? 'the configuration, as none was computed yet'
      : `${counted(accounts, 'account')}, computed ${minute(computedAt)} UTC`
  return [
    bold(
      `Before its tweets speak, ${percent(Math.exp(mu))} of an account's followers are believed to click.`,
    ),
    '',
    ...facts([
      ['μ', significant(mu)],
      ['τ', significant(tau)],
      ['k', significant(k)],
      ['from', origin],
    ]),
  ]
}

/** The line below a table of scores. */
export function priorNote({ mu, tau, k }: Prior, pending: number): Text {
  const prior = `prior: μ ${significant(mu)}, τ ${significant(tau)}, k ${significant(k)}`
  return dim(pending === 0 ? prior : `${prior}; ${count(pending)} to be computed anew`)
}
