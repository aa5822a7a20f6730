/** What a key may do, in words. */
export const saysRole =
  'An admin does everything. A member does all but manage keys, webhooks and the prior. An author makes links, and changes its ' +
  'own and those of its accounts. A viewer reads.'

export const roles = ['admin', 'member', 'author', 'viewer'] as const
export type Role = (typeof roles)[number]
