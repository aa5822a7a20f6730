import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)]
const [ivBytes, tagBytes] = [12, 16]

/**
 * A text that can be read only with the secret, of 32 bytes: AES-256-GCM, as iv, tag and
 * ciphertext in base64.
 */
export async function seal(secret: Buffer, text: string): Promise<string> {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  const sealed = [cipher.update(await deflate(text)), cipher.final()]
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64')
}

/** The text. Throws if it was sealed with another secret. */
export async function unseal(secret: Buffer, sealed: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, ivBytes))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  const deflated = [decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]
  return (await inflate(Buffer.concat(deflated))).toString()
}
