/** Why a hit is not a person's click, explained for people. */
export const reasons: Readonly<Record<string, { name: string; explanation: string }>> = {
  bot: {
    name: 'Robots',
    explanation: 'Crawlers, link previews, monitors and programs that say what they are.',
  },
  head: { name: 'Checks', explanation: 'Asked only whether the link is there, not for the page.' },
  prefetch: {
    name: 'Loaded ahead',
    explanation: 'A browser fetched the page in case somebody would click; nobody had yet.',
  },
  'no-user-agent': { name: 'Nameless', explanation: 'Every browser names itself; these did not.' },
  suspect: {
    name: 'Suspects',
    explanation: 'Two signs at once that no person was there, such as no language and no browser’s habits.',
  },
}

export function reasonName(reason: string): string {
  return reasons[reason]?.name ?? reason
}
