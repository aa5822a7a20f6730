import { typedHandle } from '../accounts/handle-address.js'
import type { Link } from '../client/index.js'
import { typedAddress } from '../typed/address.js'
import { typedTags } from '../typed/tags.js'
import { typedTime } from '../typed/time.js'
import { typedWholeNumber, wholeNumberWanted } from '../typed/whole-number.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { deleted, purge, sure, yes } from './confirm.js'
import { UsageError } from './errors.js'
import { count, counted, minute } from './figures.js'
import { linkFacts } from './link-facts.js'
import { changeMany, deleteMany, namesSeveral, readNamed, severalLinks } from './many-links.js'
import { moreNote, paging } from './paging.js'
import { table } from './table.js'
import { wantedTags } from './tags.js'
import { readSlug } from './target.js'
import type { Text } from './text.js'

const linksList = command({
  name: 'links list',
  summary: 'Lists links, the newest or the most clicked first',
  arguments: [],
  options: {
    q: { type: 'string', value: 'TEXT', help: 'only with this in slug, address, title or tweet' },
    tag: { type: 'string', value: 'TAGS', help: 'only with these tags: news,blog' },
    account: { type: 'string', short: 'a', value: 'HANDLE', help: 'only of this account' },
    'external-id': { type: 'string', value: 'ID', help: 'only the one with this id of yours' },
    'created-from': { type: 'string', value: 'TIME', help: 'only made since then: 2026-05-01' },
    'created-to': { type: 'string', value: 'TIME', help: 'only made before then' },
    'updated-from': { type: 'string', value: 'TIME', help: 'only changed since then' },
    'updated-to': { type: 'string', value: 'TIME', help: 'only changed before then' },
    public: { type: 'boolean', negative: true, help: 'only public ones, or only others' },
    enabled: {
      type: 'boolean',
      negative: true,
      help: 'only those that redirect, or only those switched off',
    },
    deleted: { type: 'boolean', negative: true, help: 'only deleted ones, or only others' },
    sort: {
      type: 'string',
      short: 's',
      value: 'ORDER',
      values: ['newest', 'clicks'],
      help: 'newest or clicks (newest)',
    },
    total: { type: 'boolean', help: 'says how many there are on all pages' },
    fields: { type: 'string', value: 'FIELDS', help: 'with --json, only these: slug,clicks' },
    ...paging,
    json,
  },
  async run({ options, env }, terminal) {
    const { json, account, tag, 'external-id': externalId, ...rest } = options
    const { 'created-from': createdFrom, 'created-to': createdTo, ...others } = rest
    const { 'updated-from': updatedFrom, 'updated-to': updatedTo, ...query } = others
    const times = { createdFrom, createdTo, updatedFrom, updatedTo }
    if (query.fields !== undefined && !json) throw new UsageError('--fields needs --json.', 'links list')
    const page = await apiClient(env).listLinks({
      ...query,
      ...given(times),
      ...(externalId !== undefined && { externalId }),
      ...(tag !== undefined && { tag: wantedTags(tag) }),
      ...(account !== undefined && { account: typedHandle(account) }),
    })
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['No link matches.'])
    terminal.print(linksTable(page.data))
    if (page.total !== undefined) terminal.note([`${counted(page.total, 'link')} in all.`])
    terminal.note(moreNote(page.nextCursor))
  },
})

const linksShow = command({
  name: 'links show',
  summary: 'Shows a link: where it leads, its tweet, and what it is set to',
  arguments: ['SLUG'],
  options: { json },
  async run({ arguments: [argument = ''], options: { json }, env }, terminal) {
    const link = await apiClient(env).getLink({ slug: readSlug(argument, 'links show') })
    return json ? terminal.printJson(link) : terminal.print(linkFacts(link))
  },
})

const linksEdit = command({
  name: 'links edit',
  summary: 'Changes a link, or several',
  arguments: ['SLUG…'],
  repeats: true,
  options: {
    url: { type: 'string', value: 'URL', help: 'where it leads' },
    title: { type: 'string', short: 't', value: 'TITLE', help: 'its title; empty for none' },
    tags: { type: 'string', value: 'TAGS', help: 'all its tags: news,blog; empty for none' },
    text: { type: 'string', value: 'TEXT', help: 'the text of its tweet; empty for none' },
    notes: { type: 'string', value: 'TEXT', help: 'notes for yourselves; empty for none' },
    account: { type: 'string', short: 'a', value: 'HANDLE', help: 'who will tweet it; empty for nobody' },
    expires: {
      type: 'string',
      value: 'TIME',
      help: 'when it ends: 2027-01-31T12:00:00Z; "never" for no end',
    },
    'max-clicks': {
      type: 'string',
      value: 'N',
      help: 'it ends after this many clicks; "none" for no limit',
    },
    'external-id': { type: 'string', value: 'ID', help: 'an id of yours to find it by; empty for none' },
    enabled: { type: 'boolean', negative: true, help: 'whether it redirects' },
    public: { type: 'boolean', negative: true, help: 'whether everybody may see the badge and the numbers' },
    'forward-query': { type: 'boolean', negative: true, help: "whether the click's own query is passed on" },
    json,
  },
  details: [
    'What is not named stays as it is.',
    severalLinks,
    'A line may also be JSON with changes of its own: {"slug": "launch", "title": "Ours"}',
  ],
  async run({ arguments: slugs, options, env }, terminal) {
    const {
      json,
      url,
      title,
      tags,
      text,
      notes,
      account,
      expires,
      'forward-query': forwardQuery,
      'max-clicks': maxClicks,
      'external-id': externalId,
      ...plain
    } = options
    const body = {
      ...plain,
      ...(url !== undefined && { url: typedAddress(url) }),
      ...(title !== undefined && { title: title || null }),
      ...(tags !== undefined && { tags: typedTags(tags) }),
      ...(text !== undefined && { text: text || null }),
      ...(account !== undefined && { account: typedHandle(account) || null }),
      ...(notes !== undefined && { notes: notes || null }),
      ...(expires !== undefined && { expiresAt: expires === 'never' ? null : typedTime(expires) }),
      ...(forwardQuery !== undefined && { forwardQuery }),
      ...(maxClicks !== undefined && { maxClicks: readMaxClicks(maxClicks, 'links edit') }),
      ...(externalId !== undefined && { externalId: externalId || null }),
    }
    const named = await readNamed(slugs, terminal, 'links edit')
    const wishes = named.map(({ slug, changes }) => ({ slug, changes: { ...body, ...changes } }))
    if (wishes.some(({ changes }) => Object.keys(changes).length === 0))
      throw new UsageError('Name what to change.', 'links edit')
    const api = apiClient(env)
    if (namesSeveral(slugs)) return changeMany(api, wishes, terminal, json)
    const [{ slug, changes } = { slug: '', changes: body }] = wishes
    const link = await api.updateLink({ slug, body: changes })
    return json ? terminal.printJson(link) : terminal.print(linkFacts(link))
  },
})

const linksDelete = command({
  name: 'links delete',
  summary: 'Deletes a link, or several: they answer 410, and their slugs are never used again',
  arguments: ['SLUG…'],
  repeats: true,
  options: { yes, purge, json: deleted },
  details: [severalLinks],
  async run({ arguments: slugs, options: { yes, purge, json }, env }, terminal) {
    const named = await readNamed(slugs, terminal, 'links delete')
    const [{ slug } = { slug: '' }] = named
    const api = apiClient(env)
    if (namesSeveral(slugs)) {
      if (purge) throw new UsageError('--purge is for one link at a time.', 'links delete')
      await sure(terminal, yes, `Delete ${counted(named.length, 'link')}: ${firstFew(named)}?`)
      return deleteMany(api, named, terminal, json)
    }
    if (purge) {
      // It may be deleted already, and then shows nothing but its numbers.
      const numbers = await api.getLinkStats({ slug })
      const clicks = counted(numbers.clicks, 'click')
      await sure(terminal, yes, `Erase ${slug} with its ${clicks} and its tweet, for good?`)
      await api.deleteLink({ slug, purge })
      return json ? terminal.printJson(numbers) : terminal.print([`${slug} is erased.`])
    }
    const link = await api.getLink({ slug })
    const { shortUrl, url, clicks } = link
    await sure(terminal, yes, `Delete ${shortUrl} (${counted(clicks, 'click')}), which leads to ${url}?`)
    await api.deleteLink({ slug })
    return json ? terminal.printJson(link) : terminal.print([`${shortUrl} is deleted.`])
  },
})

function firstFew(links: { slug: string }[]): string {
  const few = links.slice(0, 5).map(({ slug }) => slug)
  return few.join(', ') + (links.length > few.length ? ', …' : '')
}

const linksRestore = command({
  name: 'links restore',
  summary: 'Takes the deletion of a link back: it redirects again',
  arguments: ['SLUG'],
  options: { json },
  async run({ arguments: [argument = ''], options: { json }, env }, terminal) {
    const link = await apiClient(env).restoreLink({ slug: readSlug(argument, 'links restore') })
    return json ? terminal.printJson(link) : terminal.print(linkFacts(link))
  },
})

const linksTargets = command({
  name: 'links targets',
  summary: 'Lists where a link led before, the newest change first',
  arguments: ['SLUG'],
  options: { ...paging, json },
  async run({ arguments: [argument = ''], options: { json, ...query }, env }, terminal) {
    const page = await apiClient(env).listLinkTargets({ slug: readSlug(argument, 'links targets'), ...query })
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['It has always led where it leads now.'])
    terminal.print(
      table(
        ['until', 'led to'],
        page.data.map(({ changedAt, from }) => [`${minute(changedAt)} UTC`, from]),
      ),
    )
    terminal.note(moreNote(page.nextCursor))
  },
})

/** A limit of clicks; null for "none". Throws UsageError. */
export function readMaxClicks(text: string, command: string): number | null {
  const most = text === 'none' ? null : typedWholeNumber(text)
  if (most !== null || text === 'none') return most
  throw new UsageError(`--max-clicks ${wholeNumberWanted}, not "${text}".`, command)
}

/** The times that were given; a plain day means its first moment. */
function given<Name extends string>(times: Record<Name, string | undefined>): { [N in Name]?: string } {
  const named = Object.entries<string | undefined>(times).flatMap(([name, time]) =>
    time === undefined ? [] : [[name, typedTime(time)]],
  )
  return Object.fromEntries(named)
}

function linksTable(links: Link[]): Text[] {
  const rows = links.map(link => [
    link.slug,
    count(link.clicks),
    count(link.clickers),
    link.createdAt.slice(0, 10),
    link.account ?? '',
    link.title ?? link.url,
  ])
  return table(['link', 'clicks', 'clickers', 'made', 'account', ''], rows, { right: [1, 2] })
}

/** In the order of the help. */
export const linkCommands = [linksList, linksShow, linksEdit, linksTargets, linksDelete, linksRestore]
