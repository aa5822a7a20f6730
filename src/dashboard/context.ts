import type { CountMiss } from '../api/misses.js'
import type { Context } from '../context.js'
import type { Forms } from './form.js'
import type { SendPage } from './send-page.js'

/** What the pages are built from. */
export interface PageContext extends Context {
  forms: Forms
  sendPage: SendPage
  /** For a name that a stranger may not see. */
  countMiss: CountMiss
}
