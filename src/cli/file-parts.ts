import { mostFileBytes } from '../imports/archive-files.js'
import { ownKind } from '../imports/own-file.js'
import { CommandFailed } from './errors.js'

/** A part of a file, and how many of its lines come before its own. */
export interface FilePart {
  bytes: Uint8Array
  linesBefore: number
}

const enoughToTell = 8 * 1024
/** Counted in a moment, and far below what the service takes at once. */
const partBytes = 2 * 1024 * 1024
const [quote, lineFeed, brace] = [...Buffer.from('"\n{')]

/**
 * A file as the service takes it. Exported hits may be more than it takes at once, so they come in
 * parts of whole lines, each below the header. Every other file is one part; throws CommandFailed
 * as soon as the file is known to be too long for that.
 */
export async function* fileParts(pieces: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<FilePart> {
  let waiting: Uint8Array[] = []
  let bytes = 0
  let isHits: boolean | null = null
  let header: Uint8Array = Buffer.alloc(0)
  let linesBefore = 0
  let isFirst = true
  for await (const piece of pieces) {
    waiting.push(piece)
    bytes += piece.length
    if (isHits === null && bytes >= enoughToTell) {
      const head = Buffer.concat(waiting)
      waiting = [head]
      isHits = ownKind(head) === 'clicks'
      if (isHits && head[0] !== brace) header = head.subarray(0, head.indexOf(lineFeed ?? 0) + 1)
    }
    if (!isHits && bytes > mostFileBytes) {
      const megabytes = mostFileBytes / 1024 / 1024
      throw new CommandFailed(
        `${path} has more than ${megabytes} MB: cut it into several files, each with the header line; of an archive of X, name the zip file or its folder.`,
      )
    }
    if (!isHits || bytes < partBytes) continue
    const all = Buffer.concat(waiting)
    const end = header.length > 0 ? endOfRecords(all) : all.lastIndexOf(lineFeed ?? 0) + 1
    if (end === 0) continue
    yield part(all.subarray(0, end))
    waiting = [all.subarray(end)]
    bytes = all.length - end
  }
  if (isFirst || bytes > 0) yield part(Buffer.concat(waiting))

  function part(lines: Buffer): FilePart {
    const before = linesBefore
    linesBefore += lines.filter(byte => byte === lineFeed).length
    if (isFirst) {
      isFirst = false
      return { bytes: lines, linesBefore: 0 }
    }
    return { bytes: Buffer.concat([header, lines]), linesBefore: header.length > 0 ? before - 1 : before }
  }
}

/** Where the last whole record of a table ends: a line feed in quotes ends none. */
function endOfRecords(text: Buffer): number {
  let end = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]
    if (byte === quote) isQuoted = !isQuoted
    else if (byte === lineFeed && !isQuoted) end = at + 1
  }
  return end
}
