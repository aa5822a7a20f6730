// Runs on every page: copying, times in the viewer's zone, and help while a form is filled in and
// sent.
import { askFollowers } from './lib/ask-followers.js'
import { copy } from './lib/copy.js'
import { showLocally } from './lib/local-times.js'
import { sendOnce } from './lib/send-once.js'
import { followLength } from './lib/tweet-length.js'

showLocally(document)

const pressed = (event: Event, selector: string) =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null

document.addEventListener('click', event => {
  const button = pressed(event, '[data-copy]')
  if (button !== null) void copy(button)
})

if ('share' in navigator) {
  for (const button of document.querySelectorAll<HTMLElement>('[data-share]')) button.hidden = false
  document.addEventListener('click', event => {
    const { share: url, shareText: text } = pressed(event, '[data-share]')?.dataset ?? {}
    // It rejects when people change their mind.
    if (url !== undefined) navigator.share({ url, ...(text !== undefined && { text }) }).catch(() => {})
  })
}

for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-tweet]'))
  followLength(field)
for (const place of document.querySelectorAll<HTMLElement>('[data-followers]')) askFollowers(place)
sendOnce()
