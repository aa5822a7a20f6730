const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** Of the format's beginning: the signature, flags and the length of an extension, both 0. */
const headerBytes = signature.length + 8
/** PostgreSQL counts microseconds from the year 2000. */
const epochMs = Date.UTC(2000, 0, 1)

/** Writes rows in COPY's binary format, field by field in the order of the columns. */
export class CopyRows {
  #bytes: Buffer
  #end = headerBytes

  readonly #columns: number

  /** `capacity`: how many bytes to begin with. */
  constructor(columns: number, capacity = 64 * 1024) {
    this.#columns = columns
    this.#bytes = Buffer.allocUnsafe(Math.max(capacity, headerBytes))
    this.#bytes.fill(0, 0, headerBytes)
    signature.copy(this.#bytes)
  }

  /** Begins a row. */
  row(): void {
    this.#reserve(2)
    this.#end = this.#bytes.writeInt16BE(this.#columns, this.#end)
  }

  smallint(value: number): void {
    this.#length(2, 2)
    this.#end = this.#bytes.writeInt16BE(value, this.#end)
  }

  /** A whole number that JavaScript holds exactly. */
  bigint(value: number): void {
    this.#length(8, 8)
    const high = Math.floor(value / 2 ** 32)
    this.#bytes.writeInt32BE(high, this.#end)
    this.#end = this.#bytes.writeUInt32BE(value - high * 2 ** 32, this.#end + 4)
  }

  /** A `timestamptz`, given in milliseconds since the epoch. */
  time(ms: number | null): void {
    if (ms === null) {
      this.#null()
    } else {
      this.#length(8, 8)
      this.#end = this.#bytes.writeBigInt64BE(BigInt(ms - epochMs) * 1000n, this.#end)
    }
  }

  /** A UUID as text. */
  uuid(value: string | null): void {
    if (value === null) this.#null()
    else this.bytes(value.replaceAll('-', ''))
  }

  /** A `bytea`, given in hex. */
  bytes(hex: string): void {
    const length = hex.length >> 1
    this.#length(length, length)
    this.#bytes.write(hex, this.#end, 'hex')
    this.#end += length
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

  /** Ends the rows; what there is altogether. */
  finish(): Buffer {
    this.#reserve(2)
    this.#end = this.#bytes.writeInt16BE(-1, this.#end)
    return this.#bytes.subarray(0, this.#end)
  }

  #null(): void {
    this.#length(-1, 0)
  }

  #prefixed(prefix: string, value: string): void {
    // A UTF-16 unit takes three bytes at most.
    this.#length(0, prefix.length + value.length * 3)
    const written = this.#bytes.write(prefix + value, this.#end)
    this.#bytes.writeInt32BE(written, this.#end - 4)
    this.#end += written
  }

  #length(value: number, atMost: number): void {
    this.#reserve(4 + atMost)
    this.#end = this.#bytes.writeInt32BE(value, this.#end)
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + bytes))
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}
