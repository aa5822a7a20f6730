/**
 * The rows of a backup are written as frames: a letter, the length of its body in four bytes, the
 * body. T begins a table (JSON), D has rows of it in COPY's text format, E ends it (JSON: how many
 * rows), S ends everything with the sequences (JSON).
 */
export type FrameType = 'T' | 'D' | 'E' | 'S'

export interface Frame {
  type: FrameType
  body: Buffer
}

const headBytes = 5

export function encodeFrame(type: FrameType, body: Buffer | object): Buffer {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  const head = Buffer.alloc(headBytes)
  head.write(type, 'latin1')
  head.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

/** Reads frames from bytes that are cut anywhere. Throws RangeError if they end within a frame. */
export async function* decodeFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of bytes) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    for (let length = lengthOf(rest); rest.length >= length; length = lengthOf(rest)) {
      yield { type: String.fromCharCode(rest[0] ?? 0) as FrameType, body: rest.subarray(headBytes, length) }
      rest = rest.subarray(length)
    }
  }
  if (rest.length > 0) throw new RangeError('The rows end in the middle.')
}

/** Infinite while not even the length is there. */
function lengthOf(bytes: Buffer): number {
  return bytes.length < headBytes ? Number.POSITIVE_INFINITY : headBytes + bytes.readUInt32BE(1)
}
