import type { CountMiss } from '../api/misses.js'
import type { Unasked } from '../context.js'
import type { Forms } from './form.js'
import type { SendPage } from './send-page.js'

/** What the pages need to do their work. */
export interface PageContext extends Unasked {
  forms: Forms
  sendPage: SendPage
  /** Used for a name that a visitor without login may not see. */
  countMiss: CountMiss
}
