import { hash } from 'node:crypto'

const blockBytes = 64
/** The input of the hash: a block of the key, then the rest; headers have 16 KB at most. */
const inner = Buffer.alloc(blockBytes + 64 * 1024)
const outer = Buffer.alloc(blockBytes + 32)
/** The key in both. */
let key: Buffer | undefined

/**
 * The visitor of a link, as 32 hex digits: the first 16 bytes of HMAC-SHA256 under the link's salt
 * (64 bytes at most) of network ‖ 0x00 ‖ User-Agent. Without the salt nobody can test addresses, so
 * a visitor cannot be tracked past the salt's end or across links.
 */
export function visitorOf(salt: Buffer, network: string, userAgent: string): string {
  // RFC 2104 with one-shot hashes: garbage-collecting an Hmac object per request would cost more
  // than the whole computation.
  if (salt !== key) useKey(salt)
  const length = inner.write(`${network}\0${userAgent}`, blockBytes)
  outer.write(hash('sha256', inner.subarray(0, blockBytes + length), 'binary'), blockBytes, 'latin1')
  return hash('sha256', outer, 'hex').slice(0, 32)
}

function useKey(salt: Buffer): void {
  for (let i = 0; i < blockBytes; i++) {
    const byte = salt[i] ?? 0
    inner[i] = byte ^ 0x36
    outer[i] = byte ^ 0x5c
  }
  key = salt
}
