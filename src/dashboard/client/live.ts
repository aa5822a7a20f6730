// Keeps the numbers of the links on the page up to date while it is visible, and whole parts of a
// page that shows more of a link.
import { arrive } from './lib/arrive.js'
import { followInPlace } from './lib/follow-in-place.js'
import { keepHearing } from './lib/keep-hearing.js'
import { refreshPage } from './lib/refresh-page.js'

type News = ({ slug: string } & Record<string, string>)[]

const slugs = new Set([...elements()].map(element => element.dataset.live ?? ''))
let leave: (() => void) | null = null

if (document.querySelector('[data-refresh]') !== null) followInPlace()
follow()
document.addEventListener('visibilitychange', follow)
// A page restored from the browser's back/forward cache starts again.
addEventListener('pageshow', follow)
addEventListener('pagehide', stop)

/** Browsers allow only a few connections to one host, so a hidden page closes its own. */
function follow(): void {
  if (document.hidden || slugs.size === 0) stop()
  else leave ??= keepHearing(`/app/live?slugs=${[...slugs].join(',')}`, data => show(JSON.parse(data)))
}

function stop(): void {
  leave?.()
  leave = null
}

function show(news: News): void {
  for (const figures of news) {
    for (const element of elements()) {
      if (element.dataset.live !== figures.slug) continue
      for (const place of element.querySelectorAll<HTMLElement>('[data-figure]'))
        write(place, figures[place.dataset.figure ?? ''] ?? '')
      const { counts } = element.dataset
      if (counts !== undefined && counts !== countsOf(figures)) void refreshPage()
    }
  }
}

/** As the page carries them that shows more of a link than its figures. */
function countsOf({ clicks, clickers, excluded }: News[number]): string {
  return `${clicks} ${clickers} ${excluded}`
}

function write(place: HTMLElement, text: string): void {
  if (place.textContent === text) return
  place.textContent = text
  arrive(place)
}

function elements(): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>('[data-live]')
}
