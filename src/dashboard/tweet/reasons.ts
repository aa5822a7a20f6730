import { plainName } from '../parts/names.js'

/** Why a hit is not a person's click, explained for people. */
export const reasons: Readonly<Record<string, { name: string; explanation: string }>> = {
  bot: {
    name: 'Bots',
    explanation: 'Crawlers, link previews, monitors and programs that say what they are.',
  },
  head: {
    name: 'Link checkers',
    explanation: 'Only checked whether the link exists, without loading the page.',
  },
  prefetch: {
    name: 'Prefetches',
    explanation: 'A browser loaded the page in advance; nobody had clicked yet.',
  },
  embedded: {
    name: 'Embedded',
    explanation: 'An image, a frame or a script on some page loaded the link; nobody followed it.',
  },
  'no-user-agent': { name: 'No user agent', explanation: 'Every browser names itself; these did not.' },
  suspect: {
    name: 'Suspicious',
    explanation: 'Two signs at once that no person was there, such as no language and no browser’s habits.',
  },
}

export function reasonName(reason: string): string {
  return reasons[reason]?.name ?? plainName(reason)
}
