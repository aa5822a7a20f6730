import { accountCommands } from './accounts.js'
import { backupCommands } from './backup.js'
import { clickCommands } from './clicks.js'
import type { Command } from './command.js'
import { completion } from './completion/completion.js'
import { demo } from './demo.js'
import { destinations } from './destinations.js'
import { doctor } from './doctor.js'
import { exchange } from './exchange.js'
import { exportAll } from './export.js'
import { followerCommands } from './followers.js'
import { importFiles } from './import.js'
import { influence } from './influence.js'
import { keyCommands } from './keys.js'
import { leaderboard } from './leaderboard.js'
import { linkCommands } from './links.js'
import { listCommands } from './lists.js'
import { me } from './me.js'
import { prior } from './prior.js'
import { qr } from './qr.js'
import { reclassify } from './reclassify.js'
import { migrate, serve } from './service.js'
import { shorten } from './shorten.js'
import { stats } from './stats.js'
import { tagCommands } from './tags.js'
import { totals } from './totals.js'
import { tweetAttach } from './tweet-attach.js'
import { tweets } from './tweets.js'
import { webhookCommands } from './webhooks.js'

const others: Command[] = [
  serve,
  demo,
  shorten,
  ...linkCommands,
  ...tagCommands,
  qr,
  stats,
  totals,
  ...clickCommands,
  influence,
  tweetAttach,
  tweets,
  destinations,
  leaderboard,
  exchange,
  prior,
  importFiles,
  exportAll,
  ...accountCommands,
  ...listCommands,
  ...followerCommands,
  ...webhookCommands,
  me,
  ...keyCommands,
  reclassify,
  ...backupCommands,
  doctor,
  migrate,
]

/** In the order of the help. */
export const commands: Command[] = [...others, completion(others)]
