import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { type Entry, fromBufferPromise as openBytes, openPromise as openZip } from 'yauzl'
import { InvalidImport } from '../errors.js'
import { takeTurns } from '../typed/turns.js'
import { decodeUtf8 } from '../typed/utf8.js'
import { archiveFile } from './archive-files.js'
import type { JsonEntry } from './json-entries.js'
import { readYtd } from './ytd.js'

/** What an archive that X gave out says, besides its tweets. */
export interface XArchive {
  /** Of the account, without @. */
  username: string
  /** When X made it. */
  generatedAt: Date | null
  /** How many followers the account had then; null if the archive does not say. */
  followers: number | null
  /** In no certain order. */
  tweets(): AsyncGenerator<JsonEntry>
  close(): void
}

/** Files by their names; those of other names are never opened. */
interface Parts {
  names: string[]
  open(name: string): Promise<AsyncIterable<Uint8Array>>
  close(): void
}

/** Text of people never shrinks as much. */
const mostRatio = 200
const smallBytes = 10 * 1024 * 1024
/** Of what somebody sent; who reads a file of their own may take longer. */
const mostSentBytes = 256 * 1024 * 1024

/**
 * Opens an archive: the path of the zip file, or of the folder that it was unpacked into, or the
 * bytes of a zip file that was sent. Only its lists of tweets and followers and the account are
 * read, in constant memory. Throws InvalidImport for a file that is no archive, or is made to do
 * harm.
 */
export async function openArchive(from: string | Uint8Array): Promise<XArchive> {
  const path = typeof from === 'string' ? from : 'the zip file'
  const damaged = (name: string, { message }: Partial<Error>) =>
    new InvalidImport(`${name} in ${path} cannot be read (${message}): download the archive again.`)
  const isFolder = typeof from === 'string' && (await stat(from)).isDirectory()
  const parts = isFolder ? await inFolder(path) : await inZip(from, path)
  try {
    const named = (pattern: RegExp) => parts.names.filter(name => pattern.test(posix.basename(name))).sort()
    const tweetParts = named(/^tweet/)
    if (tweetParts.length === 0)
      throw new InvalidImport(`${sentence(path)} has no data/tweets.js: it is no archive of X.`)
    async function* entries(names: string[]) {
      for (const name of names) {
        try {
          yield* readYtd(await parts.open(name), name)
        } catch (error) {
          throw error instanceof InvalidImport ? error : damaged(name, error as Error)
        }
      }
    }
    const { account } = (await first(entries(named(/^account/)))) as { account?: { username?: unknown } }
    const manifest = (await first(entries(named(/^manifest/)))) as {
      userInfo?: { userName?: unknown }
      archiveInfo?: { generationDate?: unknown }
    }
    const username = account?.username ?? manifest.userInfo?.userName
    if (typeof username !== 'string')
      throw new InvalidImport(`${sentence(path)} does not say whose it is: data/account.js is missing.`)
    const made = new Date(String(manifest.archiveInfo?.generationDate))
    const followerParts = named(/^follower/)
    let followers = 0
    const turns = takeTurns()
    for await (const _follower of entries(followerParts)) {
      followers++
      if (turns.isOver()) await turns.next()
    }
    return {
      username,
      generatedAt: Number.isNaN(made.getTime()) ? null : made,
      followers: followerParts.length > 0 ? followers : null,
      tweets: () => entries(tweetParts),
      close: parts.close,
    }
  } catch (error) {
    parts.close()
    throw error
  }
}

/** An empty object if there is none. */
async function first(entries: AsyncIterable<JsonEntry>): Promise<unknown> {
  for await (const { bytes } of entries) {
    try {
      return JSON.parse(decodeUtf8(bytes))
    } catch (cause) {
      throw new InvalidImport('The archive has something that is not JSON.', { cause: String(cause) })
    }
  }
  return {}
}

async function inFolder(path: string): Promise<Parts> {
  const inside = ['.', 'data'].map(async folder =>
    (await readdir(join(path, folder)).catch(() => [])).map(name => posix.join(folder, name)),
  )
  return {
    names: (await Promise.all(inside)).flat().filter(name => archiveFile.test(name)),
    open: async name => createReadStream(join(path, name)),
    close() {},
  }
}

async function inZip(from: string | Uint8Array, path: string): Promise<Parts> {
  const refuse = (cause: unknown) =>
    new InvalidImport(
      `${sentence(path)} cannot be read as a zip file: ${(cause as Error).message.replace(/\.+$/, '')}.`,
    )
  const options = { autoClose: false, lazyEntries: true }
  const opening = typeof from === 'string' ? openZip(from, options) : openBytes(bufferOf(from), options)
  const zip = await opening.catch(cause => Promise.reject(refuse(cause)))
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (archiveFile.test(entry.fileName)) entries.set(entry.fileName, entry)
    }
    const bytes = [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
    if (typeof from !== 'string' && bytes > mostSentBytes) {
      throw new InvalidImport(
        `The lists in the zip file have ${megabytes(bytes)} MB when they are unpacked, and ${megabytes(mostSentBytes)} can ` +
          'be sent at most: import it on the command line, fivehundred import FILE.',
      )
    }
  } catch (cause) {
    zip.close()
    throw cause instanceof InvalidImport ? cause : refuse(cause)
  }
  return {
    names: [...entries.keys()],
    async open(name) {
      const entry = entries.get(name)
      if (entry === undefined) throw new InvalidImport(`${path} has no ${name}.`)
      const { uncompressedSize, compressedSize } = entry
      if (uncompressedSize > smallBytes && uncompressedSize > mostRatio * compressedSize) {
        throw new InvalidImport(
          `${name} in ${path} would grow to ${megabytes(uncompressedSize)} MB when it is unpacked: that is no list of tweets.`,
        )
      }
      try {
        return await zip.openReadStreamPromise(entry)
      } catch (cause) {
        throw refuse(cause)
      }
    },
    close: () => zip.close(),
  }
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)

const sentence = (text: string) => text.replace(/^the /, 'The ')

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
