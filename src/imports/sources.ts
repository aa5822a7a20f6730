export type Form = 'csv' | 'json'

/**
 * A shortener's file: which column has what, by the form of `columnName`; of several, the first one
 * that is not empty. Columns that nobody names here are not read, such as those with IP addresses.
 */
export interface Source {
  /** As people call it. Imported links are shown as coming from there. */
  name: string
  /** Only for files of this form. */
  form?: Form
  /** Columns that a file of this source must have, too. */
  also?: readonly string[]
  /** For files that have the right columns, but are something else: what to do instead. */
  instead?: string
  slug: readonly string[]
  /** Whether the slug stands in an address, as in bit.ly/launch. */
  inAddress?: boolean
  /** Its domain, or an address with it: there may be links of the same name on several. */
  domain?: readonly string[]
  /** Addresses of more links to the same target. */
  more?: readonly string[]
  url: readonly string[]
  title?: readonly string[]
  tags?: readonly string[]
  /** What separates tags in one cell. */
  tagSign?: string
  /** In ISO 8601, or in seconds since 1970. */
  createdAt?: readonly string[]
  expiresAt?: readonly string[]
  clicks?: readonly string[]
  /** The link does not work there. */
  disabled?: readonly string[]
  /** The link asks for a password there. */
  password?: readonly string[]
  /** A file that this service exported: it has what only links here have, too. */
  own?: true
}

/** Our own links, known by one column that nobody else has: people may remove others. */
const ownLinks = (also: readonly string[]): Source => ({
  name: 'Fivehundred',
  also,
  own: true,
  slug: ['slug'],
  url: ['url'],
  title: ['title'],
  tags: ['tags'],
  tagSign: '|',
  createdAt: ['createdat'],
  expiresAt: ['expiresat'],
  clicks: ['importedclicks'],
})

/** The first that fits is the right one. */
export const sources: readonly Source[] = [
  ownLinks(['importedfrom']),
  ownLinks(['clickers']),
  {
    name: 'Shlink',
    slug: ['shortcode'],
    domain: ['shorturl', 'domain'],
    url: ['longurl'],
    title: ['title'],
    tags: ['tags'],
    tagSign: '|',
    createdAt: ['createdat', 'datecreated'],
    clicks: ['visits'],
  },
  {
    name: 'Shlink',
    also: ['useragent', 'potentialbot'],
    instead: 'These are visits that do not say of which link: export the list of short URLs instead.',
    slug: ['date'],
    url: ['referer'],
  },
  {
    name: 'Polr',
    also: ['isdisabled'],
    slug: ['shorturl'],
    url: ['longurl'],
    createdAt: ['createdat'],
    clicks: ['clicks'],
    disabled: ['isdisabled'],
    password: ['secretkey'],
  },
  {
    name: 'Bitly',
    slug: ['bitlink', 'link', 'id'],
    inAddress: true,
    more: ['custombitlinks', 'customlink', 'custombitlink', 'custombackhalves'],
    url: ['longurl', 'destinationurl'],
    title: ['title'],
    tags: ['tags'],
    createdAt: ['createdat', 'created', 'datecreated'],
    clicks: ['totalclicks', 'totalengagements', 'clicks'],
  },
  {
    name: 'Dub',
    slug: ['shortlink'],
    inAddress: true,
    url: ['destinationurl'],
    title: ['title'],
    tags: ['tags'],
    createdAt: ['createdat'],
    expiresAt: ['expiresat'],
    clicks: ['clicks'],
    password: ['password'],
  },
  {
    name: 'Kutt',
    slug: ['address'],
    domain: ['link', 'domain'],
    url: ['target'],
    title: ['description'],
    createdAt: ['createdat'],
    expiresAt: ['expirein'],
    clicks: ['visitcount'],
    disabled: ['banned'],
    password: ['password'],
  },
  {
    name: 'YOURLS',
    slug: ['keyword'],
    url: ['url'],
    title: ['title'],
    createdAt: ['timestamp'],
    clicks: ['clicks'],
  },
  {
    name: 'YOURLS',
    also: ['timestamp'],
    slug: ['shorturl'],
    inAddress: true,
    url: ['url'],
    title: ['title'],
    createdAt: ['timestamp'],
    clicks: ['clicks'],
  },
  {
    name: 'YOURLS',
    slug: ['source'],
    url: ['target'],
    clicks: ['hits'],
  },
  {
    name: 'Chhoto',
    slug: ['shortlink'],
    url: ['longlink'],
    title: ['notes'],
    expiresAt: ['expirytime'],
    clicks: ['hits'],
  },
  {
    name: 'Rebrandly',
    slug: ['slashtag'],
    domain: ['shorturl', 'domain', 'domainname'],
    url: ['destination'],
    title: ['title'],
    tags: ['tags'],
    createdAt: ['createdat'],
    clicks: ['clicks'],
  },
  {
    name: 'Short.io',
    slug: ['path'],
    domain: ['secureshorturl', 'shorturl', 'domain'],
    url: ['originalurl'],
    title: ['title'],
    tags: ['tags'],
    createdAt: ['createdat'],
    expiresAt: ['expiresat'],
    clicks: ['clicks', 'totalclicks'],
    password: ['password'],
  },
  {
    name: 'TinyURL',
    slug: ['alias'],
    domain: ['tinyurl', 'domain'],
    url: ['url', 'longurl'],
    tags: ['tags'],
    createdAt: ['createdat'],
    expiresAt: ['expiresat'],
    clicks: ['hits', 'clicks'],
    disabled: ['deleted'],
  },
  {
    name: 'Sink',
    form: 'json',
    slug: ['slug'],
    url: ['url'],
    title: ['title', 'comment'],
    tags: ['tags'],
    createdAt: ['createdat'],
    expiresAt: ['expiration', 'expiresat'],
    clicks: ['clicks'],
    password: ['password'],
  },
  ...[
    { slug: ['slug', 'alias', 'keyword', 'shortcode', 'code', 'backhalf'], domain: ['domain'] },
    { slug: ['shorturl', 'shortlink', 'shortenedurl', 'short'], inAddress: true },
  ].map(
    (name): Source => ({
      name: 'another shortener',
      ...name,
      url: [
        ...['url', 'longurl', 'longlink', 'originalurl', 'original'],
        ...['destinationurl', 'destination', 'targeturl', 'target', 'link'],
      ],
      title: ['title'],
      tags: ['tags'],
      createdAt: ['createdat', 'created', 'datecreated', 'createddate'],
      expiresAt: ['expiresat', 'expiration'],
      clicks: ['clicks', 'totalclicks', 'visits', 'hits'],
      password: ['password'],
    }),
  ),
]

/** Every name that a column may have. */
export const columnNames: readonly string[] = [
  ...new Set(
    sources.flatMap(source =>
      Object.values(source).flatMap(value => (Array.isArray(value) ? (value as string[]) : [])),
    ),
  ),
]

/** The source of a file with these columns, or undefined. */
export function recognize(columns: ReadonlySet<string>, form: Form): Source | undefined {
  return sources.find(
    ({ slug, url, also = [], ...source }) =>
      (source.form ?? form) === form &&
      slug.some(name => columns.has(name)) &&
      url.some(name => columns.has(name)) &&
      also.every(name => columns.has(name)),
  )
}
