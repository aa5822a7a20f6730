import type { Rule } from './rule.js'

/** It says so itself: crawlers, link previews, monitors, HTTP libraries. */
export const bot: Rule = { reason: 'bot', judge: hit => hit.agent.crawler }
