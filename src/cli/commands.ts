import type { Command } from './command.js'
import { influence } from './influence.js'
import { keyCreate } from './key-create.js'
import { keyList } from './key-list.js'
import { keyRevoke } from './key-revoke.js'
import { migrate } from './migrate.js'
import { reclassify } from './reclassify.js'
import { serve } from './serve.js'
import { shorten } from './shorten.js'
import { stats } from './stats.js'

/** In the order of the help. */
export const commands: Command[] = [
  serve,
  shorten,
  stats,
  influence,
  keyCreate,
  keyList,
  keyRevoke,
  reclassify,
  migrate,
]
