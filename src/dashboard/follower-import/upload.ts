import { InvalidInput } from '../../errors.js'

/** A file of 10 MB, with what a form adds around it. */
export const maxUploadBytes = 10 * 1024 * 1024 + 64 * 1024

/** The form of the import as it was sent. */
export interface Upload {
  _csrf: string
  /** What the pressed button says. */
  step: string
  /** The file where one was chosen, else the text that was typed. */
  csv: Uint8Array
}

/** Reads a form sent as multipart/form-data. Throws InvalidInput. */
export async function readUpload(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Upload> {
  const form = await parse(body, contentType)
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const file = form.get('file')
  const hasFile = file !== null && typeof file !== 'string' && file.size > 0
  const csv = hasFile ? new Uint8Array(await file.arrayBuffer()) : Buffer.from(text('csv'))
  return { _csrf: text('_csrf'), step: text('step'), csv }
}

/** By the platform's own parser. */
async function parse(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw new InvalidInput([{ field: '', message: 'The form did not arrive as a whole; send it again.' }])
  }
}
