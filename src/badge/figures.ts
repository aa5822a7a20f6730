import { findAccount } from '../accounts/find.js'
import { parseHandle } from '../accounts/handle.js'
import type { Context } from '../context.js'
import { rootCause, ServiceError } from '../errors.js'
import { findLink } from '../links/find.js'
import { accountFigure } from '../stats/account-figure.js'
import type { Changes } from '../stats/changes.js'
import { keepReports } from '../stats/keep-reports.js'
import { linkFigure } from '../stats/link-figure.js'
import type { Metric } from '../stats/metric.js'

/** A number (null: none yet) and whose it is, nothing public with that name, or no database. */
export type Figure =
  | { state: 'known'; name: string; text: string | null }
  | { state: 'unknown' }
  | { state: 'unavailable' }

const mostFigures = 10_000

export type FigureReader = (name: string, metric: Metric) => Promise<Figure>

/**
 * Reads numbers by name, an account's with its @; all spellings of a handle are one name. The
 * database is asked only for numbers that may have changed, and once a second while it does not
 * answer.
 */
export function openFigures(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config' | 'log'>,
  changes: Pick<Changes, 'version'>,
): FigureReader {
  const keep = (metric: Metric) => keepReports(changes, name => readFigure(ctx, name, metric), mostFigures)
  const readers: Record<Metric, (name: string) => Promise<Figure>> = {
    clicks: keep('clicks'),
    clickers: keep('clickers'),
    influence: keep('influence'),
    followersWhoClick: keep('followersWhoClick'),
  }
  return async (name, metric) => {
    const known = name.startsWith('@') ? parseHandle(name)?.key : name
    if (known === undefined) return { state: 'unknown' }
    return readers[metric](known).catch(() => ({ state: 'unavailable' }))
  }
}

async function readFigure(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config' | 'log'>,
  name: string,
  metric: Metric,
): Promise<Figure> {
  try {
    if (!name.startsWith('@'))
      return { state: 'known', name, text: await linkFigure(ctx, await findLink(ctx, name), metric) }
    const account = await findAccount(ctx, name)
    return { state: 'known', name: account.handle, text: await accountFigure(ctx, account, metric) }
  } catch (error) {
    if (error instanceof ServiceError && (error.status === 404 || error.status === 410))
      return { state: 'unknown' }
    ctx.log.warn({ err: rootCause(error) }, 'A badge could not be read.')
    throw error
  }
}
