// Sends the import without leaving the page, so that a large file stays chosen, shows that it is
// running, and goes on with the parts of a long file. A file can be dropped on the form. Of an
// archive of X, which may have gigabytes, only the lists that are read are sent.
import { mostFileBytes } from '../../imports/archive-files.js'
import { slimArchive } from './lib/slim-archive.js'

const form = document.querySelector<HTMLFormElement>('form.import')
const file = document.querySelector<HTMLInputElement>('#file')
const busy = document.querySelector<HTMLElement>('.busy')
const drop = document.querySelector<HTMLElement>('.drop')
let isSent = false
/** What is sent instead of the chosen file, which is too large. */
let slim: { of: File; archive: Blob } | null = null

file?.addEventListener('change', async () => {
  const [chosen, other] = file.files ?? []
  file.setCustomValidity(other === undefined ? '' : 'Choose one file at a time.')
  if (chosen !== undefined && other === undefined) {
    // Until it is known what can be sent of it.
    file.setCustomValidity('The file is still being read.')
    const problem = await problemOf(chosen)
    if (file.files?.[0] !== chosen) return
    file.setCustomValidity(problem)
  }
  file.reportValidity()
})

/** Why a file cannot be sent; empty if it can, and an archive then is slim. */
async function problemOf(chosen: File): Promise<string> {
  try {
    if (drop !== null && (await chosen.slice(0, 4).text()) === 'PK\x03\x04') {
      slim = { of: chosen, archive: await slimArchive(chosen, mostFileBytes) }
      return ''
    }
  } catch (error) {
    return (error as Error).message
  }
  if (chosen.size <= mostFileBytes) return ''
  return /^tweets?.*\.js$/.test(chosen.name)
    ? 'A file may have at most 10 MB: choose the zip file of the archive instead.'
    : 'A file may have at most 10 MB: split it.'
}

for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  form?.addEventListener(name, event => {
    if (drop === null) return
    event.preventDefault()
    drop.classList.toggle('over', name === 'dragenter' || name === 'dragover')
  })
}
form?.addEventListener('drop', ({ dataTransfer }) => {
  if (drop === null || file === null || !dataTransfer?.files.length) return
  file.files = dataTransfer.files
  file.dispatchEvent(new Event('change'))
})

form?.addEventListener('submit', async event => {
  event.preventDefault()
  if (isSent) return
  isSent = true
  say('Reading. A hundred thousand lines take a few seconds …', document.createElement('progress'))
  try {
    show(await sendAll(form, (event.submitter as HTMLButtonElement | null)?.value ?? 'preview'))
    say()
  } catch {
    say('The service did not answer. Try again in a moment.')
  }
  isSent = false
})

/** Sends the form, and sends it again as long as parts of its file are left and get fewer. */
async function sendAll(form: HTMLFormElement, step: string): Promise<Document> {
  let before = Number.POSITIVE_INFINITY
  for (;;) {
    const body = new FormData(form)
    body.set('step', step)
    body.set('part', 'on')
    if (slim !== null && body.get('file') === slim.of) body.set('file', slim.archive, slim.of.name)
    const sent = await fetch(form.action, { method: 'POST', body })
    const answer = new DOMParser().parseFromString(await sent.text(), 'text/html')
    const { left, made } = answer.querySelector<HTMLElement>('#outcome [data-left]')?.dataset ?? {}
    if (left === undefined || Number(left) >= before) return answer
    before = Number(left)
    // It has what the parts did so far.
    take(answer, '#steps')
    const progress = document.createElement('progress')
    progress.max = Number(made) + before
    progress.value = Number(made)
    say(`${Number(made).toLocaleString('en')} of ${progress.max.toLocaleString('en')} …`, progress)
  }
}

/**
 * Shows the outcome from the page the server sent, and keeps what was typed. Throws if the answer
 * is not a page.
 */
function show(answer: Document): void {
  const isImport = answer.querySelector('#outcome') !== null
  const isDone = answer.querySelector('[data-done]') !== null
  for (const part of isImport ? ['#outcome', '#steps'] : ['main']) take(answer, part)
  if (isDone) form?.reset()
  document.querySelector('#outcome')?.scrollIntoView()
}

function take(answer: Document, part: string): void {
  const found = answer.querySelector(part)
  if (found === null) throw new Error(`The answer has no ${part}.`)
  document.querySelector(part)?.replaceChildren(...found.childNodes)
}

function say(...words: (string | Node)[]): void {
  busy?.replaceChildren(...words)
}
