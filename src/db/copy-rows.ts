const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** Header of the format: the signature, then flags and extension length, both 0. */
const headerBytes = signature.length + 8
/** PostgreSQL counts microseconds from the year 2000. */
const epochMs = Date.UTC(2000, 0, 1)
/** Up to this many UTF-16 units, a loop is faster than calling Node's own code. */
const shortText = 40

/** The value of a hexadecimal digit, by its character code. */
const digits = new Uint8Array(128)
for (let value = 0; value < 16; value++) digits[value.toString(16).charCodeAt(0)] = value

/** Writes rows in COPY's binary format, field by field in the order of the columns. */
export class CopyRows {
  readonly #columns: number
  #bytes: Buffer
  #view: DataView
  #end = headerBytes

  /** `capacity`: how many bytes to start with. */
  constructor(columns: number, capacity = 64 * 1024) {
    this.#columns = columns
    this.#bytes = Buffer.allocUnsafe(Math.max(capacity, headerBytes))
    this.#view = viewOf(this.#bytes)
    this.#bytes.fill(0, 0, headerBytes)
    signature.copy(this.#bytes)
  }

  /** Begins a row. */
  row(): void {
    this.#reserve(2)
    this.#int16(this.#columns)
  }

  smallint(value: number): void {
    this.#length(2, 2)
    this.#int16(value)
  }

  /** A whole number that JavaScript holds exactly. */
  bigint(value: number): void {
    this.#length(8, 8)
    const high = Math.floor(value / 2 ** 32)
    this.#view.setInt32(this.#end, high)
    this.#view.setUint32(this.#end + 4, value - high * 2 ** 32)
    this.#end += 8
  }

  /** A `timestamptz`, given in milliseconds since the epoch. */
  time(ms: number | null): void {
    if (ms === null) this.#null()
    else this.bigint((ms - epochMs) * 1000)
  }

  /** A UUID in its usual form, in lower case. */
  uuid(value: string | null): void {
    if (value === null) {
      this.#null()
      return
    }
    this.#length(16, 16)
    this.#hex(value, 0, 8)
    this.#hex(value, 9, 13)
    this.#hex(value, 14, 18)
    this.#hex(value, 19, 23)
    this.#hex(value, 24, 36)
  }

  /** A `bytea`, given in hex, in lower case. */
  bytes(hex: string): void {
    const length = hex.length >> 1
    this.#length(length, length)
    this.#hex(hex, 0, hex.length)
  }

  /** A `text` or `char`. */
  text(value: string | null): void {
    if (value === null) this.#null()
    else this.#prefixed('', value)
  }

  /** A `jsonb`, given as JSON. */
  json(value: string): void {
    // The version of its format.
    this.#prefixed('\x01', value)
  }

  /** Ends the rows and returns all of them. */
  finish(): Buffer {
    this.#reserve(2)
    this.#int16(-1)
    return this.#bytes.subarray(0, this.#end)
  }

  #null(): void {
    this.#length(-1, 0)
  }

  #prefixed(prefix: string, value: string): void {
    // A UTF-16 unit takes at most three bytes.
    this.#length(0, prefix.length + value.length * 3)
    const start = this.#end
    this.#write(prefix)
    this.#write(value)
    this.#view.setInt32(start - 4, this.#end - start)
  }

  #write(text: string): void {
    if (text.length > shortText || !this.#writeAscii(text)) this.#end += this.#bytes.write(text, this.#end)
  }

  /** Returns whether the text was pure ASCII. If not, nothing was written. */
  #writeAscii(text: string): boolean {
    const [bytes, end] = [this.#bytes, this.#end]
    for (let n = 0; n < text.length; n++) {
      const code = text.charCodeAt(n)
      if (code > 0x7f) return false
      bytes[end + n] = code
    }
    this.#end += text.length
    return true
  }

  #hex(text: string, from: number, to: number): void {
    const bytes = this.#bytes
    let end = this.#end
    for (let n = from; n < to; n += 2) bytes[end++] = (digit(text, n) << 4) | digit(text, n + 1)
    this.#end = end
  }

  #int16(value: number): void {
    this.#view.setInt16(this.#end, value)
    this.#end += 2
  }

  #length(value: number, atMost: number): void {
    this.#reserve(4 + atMost)
    this.#view.setInt32(this.#end, value)
    this.#end += 4
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + bytes))
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
    this.#view = viewOf(larger)
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}

function digit(text: string, n: number): number {
  return digits[text.charCodeAt(n)] ?? 0
}
