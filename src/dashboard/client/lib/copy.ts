const shownMs = 1500

/**
 * Copies the text of a button. Where the browser does not let pages copy, the text is selected and
 * the button says which keys to press.
 */
export async function copy(button: HTMLElement): Promise<void> {
  const text = button.dataset.copy ?? ''
  if (await isCopied(text)) return say(button, 'Copied')
  const field = fieldOf(button, text)
  field.focus()
  field.select()
  // Without HTTPS, browsers offer only this old way.
  if (document.execCommand('copy')) {
    button.focus()
    return say(button, 'Copied')
  }
  say(button, `Press ${/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl+'}C`)
}

/** There is no clipboard on pages without HTTPS. */
async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** The field beside the button, or one made for as long as the text is selected. */
function fieldOf(button: HTMLElement, text: string): HTMLInputElement | HTMLTextAreaElement {
  const beside = button.parentElement?.querySelector<HTMLInputElement>('input.copy-text')
  if (beside?.value === text) return beside
  const made = document.createElement('textarea')
  made.className = 'copy-text'
  made.readOnly = true
  made.value = text
  made.rows = 2
  made.setAttribute('aria-label', 'Text to copy')
  made.addEventListener('blur', () => made.remove())
  button.after(made)
  return made
}

/** On the button, and for people who do not see it. */
function say(button: HTMLElement, words: string): void {
  button.dataset.before ??= button.textContent ?? ''
  button.textContent = words
  const heard = document.querySelector('#heard') ?? document.body.appendChild(hearing())
  heard.textContent = words
  setTimeout(() => {
    button.textContent = button.dataset.before ?? ''
    heard.textContent = ''
  }, shownMs)
}

function hearing(): HTMLElement {
  const place = document.createElement('p')
  place.id = 'heard'
  place.className = 'unseen'
  place.setAttribute('role', 'status')
  return place
}
