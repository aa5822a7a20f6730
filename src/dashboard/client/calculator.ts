// Works the landing page's calculator out again while numbers are typed, by asking for the page that its form leads to.
const pauseMs = 200

const form = document.querySelector<HTMLFormElement>('#calculator')
let waiting: ReturnType<typeof setTimeout> | undefined
let newest = ''

form?.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => compare(form), pauseMs)
})

async function compare(form: HTMLFormElement): Promise<void> {
  const fields = [...form.querySelectorAll('input')].map(({ name, value }) => [name, value])
  const address = `/?${new URLSearchParams(fields)}`
  newest = address
  const answer = await fetch(address).catch(() => null)
  const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html')
  const result = page.querySelector('#result')
  // Later numbers may have been answered first.
  if (result === null || newest !== address) return
  document.querySelector('#result')?.replaceChildren(...result.childNodes)
  history.replaceState(null, '', address)
}
