// Shows a chosen file in the text field, and that a long import is at work.
const mostBytes = 10 * 1024 * 1024

const form = document.querySelector<HTMLFormElement>('form.import')
const file = document.querySelector<HTMLInputElement>('#file')
const text = document.querySelector<HTMLTextAreaElement>('#csv')
const busy = document.querySelector<HTMLElement>('.busy')
let isSent = false

file?.addEventListener('change', async () => {
  const [chosen] = file.files ?? []
  const isTooLarge = chosen !== undefined && chosen.size > mostBytes
  file.setCustomValidity(isTooLarge ? 'A file may have at most 10 MB: split it.' : '')
  file.reportValidity()
  if (chosen === undefined || isTooLarge || text === null) return
  text.value = await chosen.text()
  // From here on the text counts, which may be edited.
  file.value = ''
})

form?.addEventListener('submit', event => {
  if (isSent) return event.preventDefault()
  isSent = true
  const lines = text?.value.trimEnd().split('\n').length ?? 0
  say(`Reading ${lines.toLocaleString()} lines. A hundred thousand take some seconds …`)
})

// A page that the browser kept from before is ready again.
addEventListener('pageshow', () => {
  isSent = false
  say(null)
})

function say(words: string | null): void {
  if (busy === null) return
  busy.hidden = words === null
  busy.replaceChildren(...(words === null ? [] : [words, document.createElement('progress')]))
}
