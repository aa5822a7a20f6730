const pauseMs = 200

/**
 * Redraws the page's `#result` while its form is filled in, by fetching the page that the form
 * leads to.
 */
export function redraw(form: HTMLFormElement): void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let newest = ''

  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, pauseMs)
  })

  async function ask(): Promise<void> {
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)])
    const address = `${new URL(form.action).pathname}?${new URLSearchParams(fields)}`
    newest = address
    const answer = await fetch(address).catch(() => null)
    const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html')
    const result = page.querySelector('#result')
    // Answers may arrive out of order.
    if (result === null || newest !== address) return
    const shown = document.querySelector('#result')
    const unfolded = shown?.querySelector('details')?.open === true
    result.querySelector('details')?.toggleAttribute('open', unfolded)
    shown?.replaceChildren(...result.childNodes)
    history.replaceState(null, '', address)
  }
}
