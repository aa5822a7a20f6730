/** After this long a form can be sent again: perhaps the visitor stopped the request. */
const freeAgainMs = 15_000

/**
 * While the form of a page is being sent, its button says so and does nothing more. (The service
 * refuses the same form a second time anyway.)
 */
export function sendOnce(): void {
  const busy = new Map<HTMLFormElement, () => void>()

  document.addEventListener('submit', event => {
    const form = event.target
    // A script that sends the form itself has prevented this.
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return
    if (busy.has(form)) return event.preventDefault()
    const button = event.submitter
    const { textContent } = button ?? {}
    if (button?.dataset.busy) button.textContent = button.dataset.busy
    button?.setAttribute('aria-disabled', 'true')
    const timer = setTimeout(() => busy.get(form)?.(), freeAgainMs)
    busy.set(form, () => {
      clearTimeout(timer)
      if (button && textContent !== undefined) button.textContent = textContent
      button?.removeAttribute('aria-disabled')
      busy.delete(form)
    })
  })

  // A page that comes back from the browser's history is as it was left.
  addEventListener('pageshow', () => {
    for (const free of [...busy.values()]) free()
  })
}
