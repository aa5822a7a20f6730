/**
 * Version of the counting rules, stored with every hit and reported by stats. Raise it whenever
 * verdicts change: a rule of `ingest/steps/rules`, a pattern, or isbot.
 */
export const rulesVersion = 6
