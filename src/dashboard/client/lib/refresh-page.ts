import { arrive } from './arrive.js'
import { showLocally } from './local-times.js'
import { morph } from './morph.js'

/** Between two requests; a page that takes long is asked for less often. */
const pauseMs = 3_000
const timesAsLong = 10

let busy = false
let again = false

/** Fetches the page anew and brings its parts, `data-refresh` with an id, up to date. */
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

async function refresh(): Promise<void> {
  const answer = await fetch(location.href)
  // A login that has ended leads elsewhere.
  if (!answer.ok || answer.redirected) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  showLocally(page)
  for (const part of document.querySelectorAll('[data-refresh]')) {
    const fresh = page.getElementById(part.id)
    if (fresh !== null) morph(part, fresh, highlight)
  }
}

function highlight(element: Element): void {
  if (element instanceof HTMLElement && element.dataset.figure !== undefined) arrive(element)
}
