// Runs on every page: copying, times in the viewer's zone, and help while a form is filled in and
// sent.
import { askFollowers } from './lib/ask-followers.js'
import { sendOnce } from './lib/send-once.js'
import { followLength } from './lib/tweet-length.js'

for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
  const at = new Date(time.dateTime)
  time.title = at.toISOString()
  time.textContent = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

// On a phone the sections do not fit: the current one must not be out of sight.
const current = document.querySelector<HTMLElement>('.nav [aria-current]')
current?.parentElement?.scrollTo({ left: current.offsetLeft - current.parentElement.offsetLeft })

document.addEventListener('click', async event => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
  if (button === null) return
  const before = button.textContent
  await navigator.clipboard.writeText(button.dataset.copy ?? '')
  button.textContent = 'Copied'
  setTimeout(() => {
    button.textContent = before
  }, 1500)
})

for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-tweet]'))
  followLength(field)
for (const place of document.querySelectorAll<HTMLElement>('[data-followers]')) askFollowers(place)
sendOnce()
