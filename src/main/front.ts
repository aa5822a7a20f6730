import { buildApp } from '../app.js'
import { everything } from '../auth/access.js'
import type { BackupStatus } from '../backup/status.js'
import type { Context } from '../context.js'
import { openRescuer } from '../ingest/rescue.js'
import type { Ingest } from '../ingest/start.js'
import { countLosses } from '../journal/losses.js'
import { openJournal } from '../journal/open.js'
import { openLinkCache } from '../links/cache.js'
import { closeApp } from './close-app.js'
import { byMs } from './deadlines.js'
import { listen } from './listen.js'
import type { Node } from './node.js'

/** What a front needs of the rest of the service, which may run in another process. */
export interface Behind {
  ingest: Pick<Ingest, 'wake' | 'status'>
  backups: Readonly<BackupStatus>
  /** What other processes have lost. */
  elsewhere: Readonly<Lost>
}

/** Hits and log lines that were lost since the start. */
export interface Lost {
  losses: number
  droppedLogLines: number
}

export const nothingLost: Lost = { losses: 0, droppedLogLines: 0 }

export interface Front {
  /** The address it listens on, such as http://127.0.0.1:3000. */
  address: string
  context: Context
  /** What this process has lost. */
  lost(): Lost
}

/** Opens what answers requests: none without a journal, no journal without a way around it. */
export async function openFront(node: Node, { ingest, backups, elsewhere }: Behind): Promise<Front> {
  const { config, log, now, url, db, priorRun, step } = node
  const { directory } = node.journal
  const links = await step(
    'links',
    () => openLinkCache({ db, log, now }),
    cache => cache.close(),
    byMs.links,
  )
  const losses = await step(
    'losses',
    () => countLosses(log),
    async counted => counted.close(),
    byMs.losses,
  )
  const rescuer = await step(
    'rescuer',
    () => openRescuer({ databaseUrl: url, journalDirectory: directory, log }),
    (opened, withinMs) => opened.close(withinMs),
    byMs.rescuer,
  )
  const journal = await step(
    'journal',
    () => openJournal({ directory, log, onFlushed: () => ingest.wake() }),
    opened => opened.close(),
    byMs.journal,
  )
  const status = () => {
    const facts = ingest.status()
    const rescued = rescuer.counts()
    return {
      ...facts,
      setAside: facts.setAside + rescued.setAside,
      unknownLinks: facts.unknownLinks + rescued.unknownLinks,
      purged: facts.purged + rescued.purged,
    }
  }
  const context: Context = {
    access: everything,
    config,
    log,
    db,
    now,
    links,
    priorRun,
    journal,
    losses: { ...losses, count: () => losses.count() + elsewhere.losses },
    droppedLogLines: () => node.droppedLogLines() + elsewhere.droppedLogLines,
    backups,
    ingest: { status, rescue: rescuer.rescue },
    reservedSlugs: new Set(),
  }
  const app = await step('app', () => buildApp(context), closeApp, byMs.app)
  const address = await listen(app, config)
  const lost = () => ({ losses: losses.count(), droppedLogLines: node.droppedLogLines() })
  return { address, context, lost }
}
