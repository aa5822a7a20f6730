import type { Command } from './command.js'
import { demo } from './demo.js'
import { destinations } from './destinations.js'
import { exchange } from './exchange.js'
import { followersImport } from './followers-import.js'
import { followersList } from './followers-list.js'
import { followersRefresh } from './followers-refresh.js'
import { followersSet } from './followers-set.js'
import { influence } from './influence.js'
import { keyCreate } from './key-create.js'
import { keyList } from './key-list.js'
import { keyRevoke } from './key-revoke.js'
import { leaderboard } from './leaderboard.js'
import { listsAdd, listsCreate, listsList, listsRemove } from './lists.js'
import { migrate } from './migrate.js'
import { prior } from './prior.js'
import { reclassify } from './reclassify.js'
import { serve } from './serve.js'
import { shorten } from './shorten.js'
import { stats } from './stats.js'
import { tweets } from './tweets.js'

/** In the order of the help. */
export const commands: Command[] = [
  serve,
  demo,
  shorten,
  stats,
  influence,
  tweets,
  destinations,
  leaderboard,
  exchange,
  prior,
  listsList,
  listsCreate,
  listsAdd,
  listsRemove,
  followersSet,
  followersImport,
  followersRefresh,
  followersList,
  keyCreate,
  keyList,
  keyRevoke,
  reclassify,
  migrate,
]
