// Keeps the numbers of the links on the page up to date while somebody looks at it.
import { keepHearing } from './lib/keep-hearing.js'

type News = ({ slug: string } & Record<string, string>)[]

const slugs = new Set([...elements()].map(element => element.dataset.live ?? ''))
let leave: (() => void) | null = null

follow()
document.addEventListener('visibilitychange', follow)
// A page that comes back out of the browser's memory goes on.
addEventListener('pageshow', follow)
addEventListener('pagehide', stop)

/** A browser opens few connections to one host, so a page that nobody sees gives its own back. */
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
    }
  }
}

function write(place: HTMLElement, text: string): void {
  if (place.textContent === text) return
  place.textContent = text
  place.classList.remove('arrived')
  // Reading the layout between the two makes the browser begin the animation again.
  void place.offsetWidth
  place.classList.add('arrived')
}

function elements(): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>('[data-live]')
}
