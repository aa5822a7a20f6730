import type { FormParts } from '../../api/multipart-body.js'
import { mostFileBytes } from '../../imports/archive-files.js'

/** A file, plus what a form adds around it. */
export const maxUploadBytes = mostFileBytes + 64 * 1024

/** The import form as it was sent. */
interface Upload {
  /** The label of the pressed button. */
  step: string
  /** The file if one was chosen, otherwise the text that was typed. */
  csv: Uint8Array
}

export function readUpload({ file, csv, step }: FormParts): Upload {
  const isChosen = file instanceof Uint8Array && file.length > 0
  return { step: textOf(step), csv: isChosen ? file : Buffer.from(textOf(csv)) }
}

/** Browsers take a minute to show several megabytes of lines in a page. */
const mostShownBytes = 256 * 1024

/** What was sent, so it can be sent again; null if it is too large for a page. */
export function shown(csv: Uint8Array): string | null {
  return csv.length <= mostShownBytes ? new TextDecoder().decode(csv) : null
}

function textOf(part: string | Uint8Array | undefined): string {
  return typeof part === 'string' ? part : ''
}
