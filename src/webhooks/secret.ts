import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A new secret, as Standard Webhooks writes it: 24 random bytes in base64. */
export function newSecret(): string {
  return prefix + randomBytes(24).toString('base64')
}

export interface Message {
  id: string
  /** Of the attempt, not of the event, so that receivers can refuse what is old. */
  at: Date
  body: string
}

/** The headers of Standard Webhooks: a signature for each secret that is in force. */
export function signedHeaders({ id, at, body }: Message, secrets: string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map(secret => `v1,${sign(secret)}`).join(' '),
  }
}
