import { setImmediate as othersTurn } from 'node:timers/promises'
import { Busboy } from '@fastify/busboy'
import { InvalidInput } from '../errors.js'
import { decodeUtf8 } from '../typed/utf8.js'

/** The parts by name: a file as bytes, a field as text; the last one if a name repeats. */
export type FormParts = Record<string, string | Uint8Array>

/** A form on our pages has a few fields and one file. */
const limits = { parts: 32, headerPairs: 16 }
/** Bytes read at a time: redirects must not wait for an upload. */
const sliceBytes = 64 * 1024

/** Reads multipart/form-data. Throws InvalidInput, or InvalidEncoding if a field is not UTF-8. */
export async function readParts(body: Uint8Array, contentType: string): Promise<FormParts> {
  const parts: FormParts = Object.create(null)
  for (const { name, isFile, bytes } of await split(body, contentType)) {
    parts[name] = isFile ? bytes : decodeUtf8(bytes)
  }
  return parts
}

interface Part {
  name: string
  isFile: boolean
  bytes: Uint8Array
}

async function split(body: Uint8Array, contentType: string): Promise<Part[]> {
  const found: Part[] = []
  const failures: unknown[] = []
  const fail = (error?: unknown) => void failures.push(error)
  try {
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: { ...limits, fileSize: body.length },
      // Otherwise a field's text would be decoded with the charset that its part names.
      isPartAFile: () => true,
    })
    const finished = new Promise<void>(resolve => {
      parser.once('finish', resolve).once('error', () => resolve())
    })
    parser.on('error', fail).on('partsLimit', fail)
    parser.on('file', (name, part, filename) => {
      const pieces: Buffer[] = []
      part.on('data', (piece: Buffer) => pieces.push(piece))
      part.on('error', fail)
      part.on('end', () => found.push({ name, isFile: filename !== undefined, bytes: Buffer.concat(pieces) }))
    })
    for (let at = 0; at < body.length && failures.length === 0; at += sliceBytes) {
      parser.write(body.subarray(at, at + sliceBytes))
      await othersTurn()
    }
    parser.end()
    if (failures.length === 0) await finished
  } catch (error) {
    fail(error)
  }
  if (failures.length === 0) return found
  throw new InvalidInput([{ field: '', message: 'The form did not arrive as a whole; send it again.' }])
}
