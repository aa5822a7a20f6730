import { archiveFile } from '../../../imports/archive-files.js'

/** What an entry of a zip file's directory says. */
interface Entry {
  name: string
  /** The bytes of its record in the directory, which are copied. */
  record: Uint8Array
  full: number
  packed: number
  at: number
}

const [localBytes, recordBytes, endBytes] = [30, 46, 22]
const longestComment = 0xffff
const mostDirectoryBytes = 128 * 1024 * 1024
/** In a place of 4 bytes: see the 8 bytes elsewhere. */
const elsewhere = 0xffffffff

/**
 * A zip file with only those files of an X archive that an import reads, packed as they were: the
 * rest, mostly pictures, is not even looked at. Without the lists of followers if it would have
 * more than `mostBytes` with them. Throws an Error for a zip file that is not whole, is no archive,
 * or has more tweets than that.
 */
export async function slimArchive(zip: Blob, mostBytes: number): Promise<Blob> {
  const entries = (await entriesOf(zip)).filter(({ name }) => archiveFile.test(name))
  if (!entries.some(({ name }) => /(?:^|\/)tweets?(?:-part\d+)?\.js$/.test(name))) {
    throw new Error('This zip file has no data/tweets.js: it is no archive of X.')
  }
  const isSmall = (some: Entry[]) => some.reduce((sum, { packed }) => sum + packed, 0) <= mostBytes
  const withoutFollowers = entries.filter(({ name }) => !/(?:^|\/)follower/.test(name))
  const kept = isSmall(entries) ? entries : withoutFollowers
  if (!isSmall(kept)) {
    throw new Error(
      'The tweets of this archive are too many to be sent: import it on the command line, fivehundred import FILE.',
    )
  }
  const parts: BlobPart[] = []
  const directory: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  for (const entry of kept) {
    const { packed, at: from } = entry
    const head = await bytesOf(zip, from, localBytes)
    if (head.getUint32(0, true) !== 0x04034b50) throw damaged()
    const length = localBytes + head.getUint16(26, true) + head.getUint16(28, true) + packed
    parts.push(zip.slice(from, from + length))
    directory.push(moved(entry, at))
    at += length
  }
  const end = new DataView(new ArrayBuffer(endBytes))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, kept.length, true)
  end.setUint16(10, kept.length, true)
  end.setUint32(
    12,
    directory.reduce((sum, { length }) => sum + length, 0),
    true,
  )
  end.setUint32(16, at, true)
  return new Blob([...parts, ...directory, end.buffer], { type: 'application/zip' })
}

/** The record of an entry that is elsewhere now, without what it had in 8 bytes. */
function moved({ record, full, packed }: Entry, at: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(record.buffer, record.byteOffset)
  const copy = new Uint8Array(recordBytes + view.getUint16(28, true))
  copy.set(record.subarray(0, copy.length))
  const place = new DataView(copy.buffer)
  place.setUint32(20, packed, true)
  place.setUint32(24, Math.min(full, elsewhere - 1), true)
  place.setUint32(30, 0, true)
  place.setUint32(42, at, true)
  return copy
}

/** The files in a zip file, of which only the end is read. */
async function entriesOf(zip: Blob): Promise<Entry[]> {
  const { at, length } = await findDirectory(zip)
  if (length > mostDirectoryBytes || at + length > zip.size) throw damaged()
  const directory = await bytesOf(zip, at, length)
  const entries: Entry[] = []
  for (let place = 0; place + recordBytes <= length; ) {
    if (directory.getUint32(place, true) !== 0x02014b50) break
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map(to => directory.getUint16(place + to, true))
    const bytes = recordBytes + name + extra + comment
    if (place + bytes > length) throw damaged()
    const record = new Uint8Array(directory.buffer, place, bytes)
    entries.push({
      name: new TextDecoder().decode(record.subarray(recordBytes, recordBytes + name)),
      record,
      ...sizesOf(new DataView(directory.buffer, place, bytes), recordBytes + name, extra),
    })
    place += bytes
  }
  return entries
}

async function findDirectory(zip: Blob): Promise<{ at: number; length: number }> {
  const from = Math.max(0, zip.size - endBytes - longestComment)
  const tail = await bytesOf(zip, from, zip.size - from)
  for (let place = tail.byteLength - endBytes; place >= 0; place--) {
    if (tail.getUint32(place, true) !== 0x06054b50) continue
    const [length, at] = [tail.getUint32(place + 12, true), tail.getUint32(place + 16, true)]
    // One of more than 4 GB, or of more than 65,535 files, has it in 8 bytes, which are before it.
    if (place < 20 || tail.getUint32(place - 20, true) !== 0x07064b50) return { at, length }
    const wide = await bytesOf(zip, Number(tail.getBigUint64(place - 12, true)), 56)
    if (wide.getUint32(0, true) !== 0x06064b50) throw damaged()
    return { at: Number(wide.getBigUint64(48, true)), length: Number(wide.getBigUint64(40, true)) }
  }
  throw damaged()
}

/** How large an entry is, and where; of a large file, 8 bytes each have it among the extras. */
function sizesOf(record: DataView, from: number, length: number): Pick<Entry, 'full' | 'packed' | 'at'> {
  const [full = 0, packed = 0, at = 0] = [24, 20, 42].map(place => record.getUint32(place, true))
  for (let place = from; place + 4 <= from + length; place += 4 + record.getUint16(place + 2, true)) {
    if (record.getUint16(place, true) !== 1) continue
    let next = place + 4
    const wide = (value: number) => {
      if (value !== elsewhere || next + 8 > from + length) return value
      next += 8
      return Number(record.getBigUint64(next - 8, true))
    }
    return { full: wide(full), packed: wide(packed), at: wide(at) }
  }
  return { full, packed, at }
}

async function bytesOf(zip: Blob, at: number, length: number): Promise<DataView> {
  const bytes = await zip.slice(at, at + length).arrayBuffer()
  if (bytes.byteLength < length) throw damaged()
  return new DataView(bytes)
}

function damaged(): Error {
  return new Error('This zip file is not whole: download the archive again.')
}
