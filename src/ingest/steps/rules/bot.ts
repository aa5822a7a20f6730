import type { Rule } from './rule.js'

/** Bots that identify themselves: crawlers, link previews, monitors, HTTP libraries. */
export const bot: Rule = { reason: 'bot', judge: hit => hit.agent.crawler }
