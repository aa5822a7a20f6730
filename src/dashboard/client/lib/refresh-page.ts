import { arrive } from './arrive.js'
import { showLocally } from './local-times.js'
import { morph } from './morph.js'

/** Pause between two requests; a page that takes long is requested less often. */
const pauseMs = 3_000
const timesAsLong = 10

let busy = false
let again = false

/** Refreshes the page soon, however often it is called. */
export async function refreshPage(): Promise<void> {
  again = true
  if (busy) return
  busy = true
  while (again && !document.hidden) {
    again = false
    const begun = performance.now()
    await refresh().catch(() => {})
    const took = performance.now() - begun
    await new Promise(resolve => setTimeout(resolve, Math.max(pauseMs, timesAsLong * took)))
  }
  busy = false
}

/**
 * Fetches the page's address and brings its parts, `data-refresh` with an id, up to date. Resolves
 * to whether they are.
 */
export async function refresh(): Promise<boolean> {
  const { href } = location
  // The address of a form that failed leads to its page.
  const answer = await fetch(href)
  if (!answer.ok) return false
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // The page has changed meanwhile, to another address.
  if (href !== location.href) return false
  const parts = [...document.querySelectorAll('[data-refresh]')].flatMap(part => {
    const fresh = page.getElementById(part.id)
    return fresh === null ? [] : [{ part, fresh }]
  })
  // A login that has ended leads elsewhere.
  if (parts.length === 0) return false
  showLocally(page)
  for (const { part, fresh } of parts) morph(part, fresh, highlight)
  return true
}

function highlight(element: Element): void {
  if (element instanceof HTMLElement && element.dataset.figure !== undefined) arrive(element)
}
