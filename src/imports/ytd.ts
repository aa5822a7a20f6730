import { InvalidImport } from '../errors.js'
import type { JsonEntry } from './json-entries.js'

/** Parts of an X archive are scripts that set a variable. They are read, never run. */
const assignment = /^\s*window\.(?:YTD\.[\w.]+|__THAR_CONFIG)\s*=\s*$/
const longestHead = 256
/** No tweet needs as much. */
const longestEntry = 1024 * 1024
const longestBlank = 64 * 1024
const bom = Buffer.from('\ufeff')
const [quote, backslash, comma, semicolon, openObject, closeObject, openList, closeList, lineFeed] = [
  ...Buffer.from('"\\,;{}[]\n'),
]
const blanks: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'))

/**
 * The objects in a part of an X archive (`window.YTD.tweets.part0 = [ … ]`, or one object). Reads
 * a stream of any length in constant memory. Throws InvalidImport for anything else: code before,
 * between or behind them, an end in the middle, or an object over 1 MB.
 */
export async function* readYtd(pieces: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<JsonEntry> {
  const refuse = (what: string) => new InvalidImport(`${name} ${what}; nothing of it was run.`)
  let place = 'head' as 'head' | 'between' | 'object' | 'end'
  let isList = false
  let afterObject = false
  let depth = 0
  let isText = false
  let isEscaped = false
  let blank = 0
  let line = 1
  let firstLine = 1
  let count = 0
  let kept: Buffer = Buffer.alloc(0)
  for await (const each of pieces) {
    let piece = Buffer.from(each.buffer, each.byteOffset, each.byteLength)
    let at = 0
    if (place === 'head') {
      piece = Buffer.concat([kept, piece])
      const start = piece.subarray(0, longestHead).findIndex(byte => byte === openObject || byte === openList)
      if (start < 0 && piece.length < longestHead) {
        kept = piece
        continue
      }
      const from = piece.subarray(0, bom.length).equals(bom) ? bom.length : 0
      if (start < 0 || !assignment.test(piece.subarray(from, start).toString('latin1'))) {
        throw refuse(strange)
      }
      isList = piece[start] === openList
      at = isList ? start + 1 : start
      line += piece.subarray(0, start).filter(byte => byte === lineFeed).length
      place = 'between'
      kept = Buffer.alloc(0)
    }
    let from = at
    for (; at < piece.length; at++) {
      const byte = piece[at] ?? 0
      if (byte === lineFeed) line++
      if (place === 'object') {
        if (isEscaped) isEscaped = false
        else if (isText) {
          if (byte === quote) isText = false
          else if (byte === backslash) isEscaped = true
        } else if (byte === quote) isText = true
        else if (byte === openObject || byte === openList) depth++
        else if (byte === closeObject || byte === closeList) depth--
        if (depth > 0) continue
        const whole = Buffer.concat([kept, piece.subarray(from, at + 1)])
        if (whole.length > longestEntry) throw refuse(tooLong)
        yield { line: firstLine, entry: ++count, bytes: whole }
        kept = Buffer.alloc(0)
        afterObject = true
        place = isList ? 'between' : 'end'
      } else if (blanks.has(byte)) {
        if (++blank > longestBlank) throw refuse('has more blanks than any archive')
        continue
      } else if (place === 'between' && byte === openObject && !(isList && afterObject)) {
        place = 'object'
        from = at
        firstLine = line
        depth = 1
      } else if (place === 'between' && isList && afterObject && byte === comma) afterObject = false
      else if (place === 'between' && isList && byte === closeList) place = 'end'
      else if (place !== 'end' || byte !== semicolon) {
        throw refuse(
          place === 'end' ? 'has code behind its data' : 'has something between its entries that is none',
        )
      }
      blank = 0
    }
    if (place === 'object') {
      kept = Buffer.concat([kept, piece.subarray(from)])
      if (kept.length > longestEntry) throw refuse(tooLong)
    }
  }
  if (place !== 'end') throw refuse(place === 'head' ? strange : 'ends in the middle')
}

const strange = 'does not begin as a part of an X archive does (window.YTD.tweets.part0 = [ …)'
const tooLong = `has an entry of more than ${longestEntry / 1024 / 1024} MB`
