export const roles = ['admin', 'member', 'author', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What a key of each role may do. */
export const roleMay: Record<Role, string> = {
  admin: 'does everything',
  member: 'does all but manage keys, webhooks and the prior',
  author: 'makes links, and changes its own and those of its accounts',
  viewer: 'reads',
}

/** The same, as sentences. */
export const saysRole = roles
  .map(role => `${role.startsWith('a') ? 'An' : 'A'} ${role} ${roleMay[role]}.`)
  .join(' ')
