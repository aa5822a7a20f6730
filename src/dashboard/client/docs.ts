// Lets the page of the API make the calls that it tells of.
import { describeAnswer } from './lib/describe-answer.js'

const key = document.querySelector<HTMLInputElement>('#key')

for (const part of document.querySelectorAll<HTMLElement>('.try, .try-key')) part.hidden = false

document.addEventListener('submit', event => {
  if (!(event.target instanceof HTMLFormElement) || event.target.dataset.path === undefined) return
  event.preventDefault()
  void send(event.target)
})

async function send(form: HTMLFormElement): Promise<void> {
  const { method = 'GET', path = '', type } = form.dataset
  const shown = form.querySelector('.tried')
  const body = form.querySelector('textarea')?.value
  const headers = new Headers({ accept: 'application/json, */*;q=0.1' })
  if (key?.value) headers.set('authorization', `Bearer ${key.value.trim()}`)
  if (type !== undefined) headers.set('content-type', type)
  for (const { name, value } of form.querySelectorAll<HTMLInputElement>('[data-in="header"]'))
    if (value !== '') headers.set(name, value)
  const started = performance.now()
  try {
    const answer = await fetch(addressOf(form, path), {
      method,
      headers,
      redirect: 'manual',
      credentials: 'omit',
      ...(body !== undefined && { body }),
    })
    shown?.replaceChildren(...(await describeAnswer(answer, performance.now() - started)))
  } catch (error) {
    shown?.replaceChildren(`Nothing was answered: ${error instanceof Error ? error.message : error}`)
  }
}

/** The path with its parameters, and the query without what was left empty. */
function addressOf(form: HTMLFormElement, path: string): string {
  const query = new URLSearchParams()
  let rest = path
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-in]')) {
    const { name, value } = field
    if (field.dataset.in === 'path') rest = rest.replace(`{${name}}`, () => encodeURIComponent(value))
    else if (field.dataset.in === 'query' && value !== '') query.set(name, value)
  }
  return query.size > 0 ? `${rest}?${query}` : rest
}

/** A part that is linked to may be folded away, as the contents are on a phone. */
const contents = document.querySelector<HTMLDetailsElement>('.contents details')
if (contents !== null && matchMedia('(max-width: 60rem)').matches) contents.open = false
