import type { FormParts } from '../../api/multipart-body.js'

/** A file of 10 MB, with what a form adds around it. */
export const maxUploadBytes = 10 * 1024 * 1024 + 64 * 1024

/** The form of the import as it was sent. */
interface Upload {
  /** What the pressed button says. */
  step: string
  /** The file where one was chosen, else the text that was typed. */
  csv: Uint8Array
}

export function readUpload({ file, csv, step }: FormParts): Upload {
  const isChosen = file instanceof Uint8Array && file.length > 0
  return { step: textOf(step), csv: isChosen ? file : Buffer.from(textOf(csv)) }
}

function textOf(part: string | Uint8Array | undefined): string {
  return typeof part === 'string' ? part : ''
}
