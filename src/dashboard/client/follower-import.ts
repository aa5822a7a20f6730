// Sends the import without leaving the page, so that a large file stays chosen, and shows that it
// is running.
const mostBytes = 10 * 1024 * 1024

const form = document.querySelector<HTMLFormElement>('form.import')
const file = document.querySelector<HTMLInputElement>('#file')
const busy = document.querySelector<HTMLElement>('.busy')
let isSent = false

file?.addEventListener('change', () => {
  const size = file.files?.[0]?.size ?? 0
  file.setCustomValidity(size > mostBytes ? 'A file may have at most 10 MB: split it.' : '')
  file.reportValidity()
})

form?.addEventListener('submit', async event => {
  event.preventDefault()
  if (isSent) return
  isSent = true
  say('Reading. A hundred thousand lines take a few seconds …', document.createElement('progress'))
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form, event.submitter) })
    show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    say()
  } catch {
    say('The service did not answer. Try again in a moment.')
  }
  isSent = false
})

/**
 * Shows the outcome from the page the server sent, and keeps what was typed. Throws if the answer
 * is not a page.
 */
function show(answer: Document): void {
  const isImport = answer.querySelector('#outcome') !== null
  const isDone = answer.querySelector('[data-done]') !== null
  for (const part of isImport ? ['#outcome', '#steps'] : ['main']) {
    const found = answer.querySelector(part)
    if (found === null) throw new Error(`The answer has no ${part}.`)
    document.querySelector(part)?.replaceChildren(...found.childNodes)
  }
  if (isDone) form?.reset()
  document.querySelector('#outcome')?.scrollIntoView()
}

function say(...words: (string | Node)[]): void {
  busy?.replaceChildren(...words)
}
