import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { type Entry, openPromise as openZip } from 'yauzl'
import { InvalidImport } from '../errors.js'
import { decodeUtf8 } from '../typed/utf8.js'
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

/** Old archives have no folder `data`; unpacking often adds one around it all. */
const wanted = /^(?:[^/]+\/){0,2}(?:tweets?(?:-part\d+)?|account|manifest|follower(?:-part\d+)?)\.js$/
/** Text of people never shrinks as much. */
const mostRatio = 200
const smallBytes = 10 * 1024 * 1024

/**
 * Opens an archive: the zip file, or the folder that it was unpacked into. Only its lists of tweets
 * and followers and the account are read, in constant memory. Throws InvalidImport for a file that
 * is none, or that is made to do harm.
 */
export async function openArchive(path: string): Promise<XArchive> {
  const damaged = (name: string, { message }: Partial<Error>) =>
    new InvalidImport(`${name} in ${path} cannot be read (${message}): download the archive again.`)
  const parts = (await stat(path)).isDirectory() ? await inFolder(path) : await inZip(path)
  try {
    const named = (pattern: RegExp) => parts.names.filter(name => pattern.test(posix.basename(name))).sort()
    const tweetParts = named(/^tweet/)
    if (tweetParts.length === 0)
      throw new InvalidImport(`${path} has no data/tweets.js: it is no archive of X.`)
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
      throw new InvalidImport(`${path} does not say whose it is: data/account.js is missing.`)
    const made = new Date(String(manifest.archiveInfo?.generationDate))
    const followerParts = named(/^follower/)
    let followers = 0
    for await (const _follower of entries(followerParts)) followers++
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
    names: (await Promise.all(inside)).flat().filter(name => wanted.test(name)),
    open: async name => createReadStream(join(path, name)),
    close() {},
  }
}

async function inZip(path: string): Promise<Parts> {
  const refuse = (cause: unknown) =>
    new InvalidImport(`${path} cannot be read as a zip file: ${(cause as Error).message}.`)
  const zip = await openZip(path, { autoClose: false, lazyEntries: true }).catch(cause =>
    Promise.reject(refuse(cause)),
  )
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (wanted.test(entry.fileName)) entries.set(entry.fileName, entry)
    }
  } catch (cause) {
    zip.close()
    throw refuse(cause)
  }
  return {
    names: [...entries.keys()],
    async open(name) {
      const entry = entries.get(name)
      if (entry === undefined) throw new InvalidImport(`${path} has no ${name}.`)
      const { uncompressedSize, compressedSize } = entry
      if (uncompressedSize > smallBytes && uncompressedSize > mostRatio * compressedSize) {
        throw new InvalidImport(
          `${name} in ${path} would grow to ${Math.ceil(uncompressedSize / 1024 / 1024)} MB when it is unpacked: ` +
            'that is no list of tweets.',
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
