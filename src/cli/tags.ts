import { typedTags } from '../typed/tags.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { deleted, sure, yes } from './confirm.js'
import { UsageError } from './errors.js'
import { count, counted } from './figures.js'
import { moreNote, paging } from './paging.js'
import { table } from './table.js'

const tagsList = command({
  name: 'tags list',
  summary: 'Lists the tags that links have, with their numbers',
  arguments: [],
  options: { ...paging, json },
  async run({ options: { json, ...query }, env }, terminal) {
    const page = await apiClient(env).listTags(query)
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['No link has a tag.'])
    const rows = page.data.map(({ tag, links, clicks }) => [count(links), count(clicks), tag])
    terminal.print(table(['links', 'clicks', 'tag'], rows, { right: [0, 1] }))
    terminal.note(moreNote(page.nextCursor))
  },
})

const tagsRename = command({
  name: 'tags rename',
  summary: 'Gives a tag another name, on all links',
  arguments: ['TAG', 'NEW'],
  options: {
    merge: { type: 'boolean', help: 'makes one tag of both, where links have the new one already' },
    json,
  },
  async run({ arguments: [from = '', tag = ''], options: { merge, json }, env }, terminal) {
    const body = { tag, ...(merge && { merge }) }
    const renamed = await apiClient(env).renameTag({ tag: from, body })
    if (json) return terminal.printJson(renamed)
    terminal.print([`${from} is ${renamed.tag} now, on ${counted(renamed.links, 'link')}.`])
  },
})

const tagsDelete = command({
  name: 'tags delete',
  summary: 'Takes a tag off all links; the links stay',
  arguments: ['TAG'],
  options: { yes, json: deleted },
  async run({ arguments: [tag = ''], options: { yes, json }, env }, terminal) {
    await sure(terminal, yes, `Take the tag ${tag} off all links?`)
    await apiClient(env).deleteTag({ tag })
    return json ? terminal.printJson({ tag }) : terminal.print([`The tag ${tag} is taken off all links.`])
  },
})

/** In the order of the help. */
export const tagCommands = [tagsList, tagsRename, tagsDelete]

/** The tags to look for. Throws UsageError for none: an empty variable must not find everything. */
export function wantedTags(text: string): string[] {
  const tags = typedTags(text)
  if (tags.length === 0) throw new UsageError('--tag must name a tag, or be left out.')
  return tags
}
