import type { ImportWords } from '../../imports/words.js'

/** The labels of the form. */
export const labels = {
  account: 'Whose it is',
  followers: 'Followers now',
  onClash: 'Links whose name leads elsewhere here',
  skipInvalid: 'Leave out rows that cannot be imported',
} as const

export const clashOptions = [
  ['refuse', 'Import nothing, and name them'],
  ['keep', 'Keep ours, and leave those out'],
  ['rename', 'Rename those of the file'],
] as const

/** A refusal names what is on the page. */
export const pageWords: ImportWords = {
  onClash: `choose below, at “${labels.onClash}”, what becomes of them`,
  rename: `choose “${clashOptions[2][1]}” below`,
  skipInvalid: `tick “${labels.skipInvalid}” below`,
  account: `write the account in “${labels.account}” below`,
  followers: `write how many there are now in “${labels.followers}” below`,
  names: { account: `“${labels.account}”`, followers: `“${labels.followers}”` },
}
