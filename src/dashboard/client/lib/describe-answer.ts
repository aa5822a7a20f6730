/** Longer texts would only make the page slow. */
const mostShown = 100_000

/** What to show of an answer: its status, what kind it is, and its content. */
export async function describeAnswer(answer: Response, ms: number): Promise<Node[]> {
  if (answer.type === 'opaqueredirect') return [line('It redirects; where to, a script may not see.')]
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
  const status = `${answer.status} ${answer.statusText}`.trim()
  const first = line([status, type, `${Math.round(ms)} ms`].filter(part => part !== '').join(' · '))
  if (type.startsWith('image/')) return [first, await picture(answer, type)]
  const text = await answer.text()
  return text === '' ? [first] : [first, code(type.endsWith('json') ? indented(text) : text)]
}

function line(text: string): HTMLElement {
  const made = document.createElement('p')
  const status = document.createElement('strong')
  status.textContent = text
  made.append(status)
  return made
}

function code(text: string): HTMLElement {
  const made = document.createElement('pre')
  made.tabIndex = 0
  made.textContent = text.length > mostShown ? `${text.slice(0, mostShown)}\n…` : text
  return made
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** As data, which is all that the page's policy allows beside files of the service. */
async function picture(answer: Response, type: string): Promise<HTMLElement> {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const made = document.createElement('img')
  made.src = `data:${type};base64,${btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))}`
  made.alt = 'The picture that was answered'
  return made
}
