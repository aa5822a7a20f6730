const pauseMs = 200

/**
 * Draws the page's `#result` again while a form of its own is filled in, by asking for the page
 * that the form leads to.
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
    // Later fields may have been answered first.
    if (result === null || newest !== address) return
    document.querySelector('#result')?.replaceChildren(...result.childNodes)
    history.replaceState(null, '', address)
  }
}
