import type { Handle } from '../accounts/handle.js'
import { InvalidImport } from '../errors.js'
import type { FileChoices } from './report.js'

type Told = Partial<Pick<FileChoices, 'author' | 'followers'>> & Pick<FileChoices, 'words'>

/** Throws InvalidImport if an account or its followers were given for a file without any. */
export function requireNoAccount(told: Told): void {
  if ((told.author ?? told.followers ?? null) === null) return
  throw refusal('A file of links is of no account', told)
}

/** Throws InvalidImport if the file does not name the given account. */
export function requireNamed(named: readonly Handle[], told: Told): void {
  const { author = null } = told
  const [first] = named
  if (author === null || first === undefined || named.some(({ key }) => key === author.key)) return
  const others = new Set(named.map(({ key }) => key)).size - 1
  const whose = others === 0 ? first.handle : `${first.handle} and ${others} more`
  throw refusal(`The file is of ${whose}, not of ${author.handle}`, told)
}

/** Given followers are those of the given account. */
function refusal(reason: string, { author = null, followers = null, words }: Told): InvalidImport {
  const unneeded = [
    ...(author === null ? [] : (['account'] as const)),
    ...(followers === null ? [] : (['followers'] as const)),
  ]
  const names = unneeded.map(name => words.names[name]).join(' and ')
  return new InvalidImport(`${reason}: leave out ${names}.`, { unneeded })
}
