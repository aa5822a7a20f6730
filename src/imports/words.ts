/** How the choices are called where they are made; each stands behind a colon or in brackets. */
export interface ImportWords {
  onClash: string
  rename: string
  skipInvalid: string
  account: string
  followers: string
  /** The names of the last two. */
  names: Record<'account' | 'followers', string>
}

export const apiWords: ImportWords = {
  onClash: 'choose onClash=keep or onClash=rename',
  rename: 'choose onClash=rename',
  skipInvalid: 'choose skipInvalid=true',
  account: 'give the account, such as account=@me',
  followers: 'say how many there are now, such as followers=500',
  names: { account: 'account=', followers: 'followers=' },
}
