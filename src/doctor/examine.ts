import type { Check, Difference, Patient } from './check.js'
import { allLinks } from './checks/all-links.js'
import { clickers, facets, hits, quarters, totals } from './checks/counts.js'
import { journal } from './checks/journal.js'
import { arrivals, names, searchTexts } from './checks/names.js'
import { prior } from './checks/prior.js'
import { salts } from './checks/salts.js'
import { scores } from './checks/scores.js'
import { tweets } from './checks/tweets.js'

/** What others are made from comes before them. */
const checks: Check[] = [
  journal,
  ...[hits, clickers, totals, quarters, facets, allLinks, tweets],
  ...[prior, scores],
  ...[salts, searchTexts, names, arrivals],
]

/** What a check found; `differences` are the first of them. */
export interface Finding {
  check: string
  checked: number
  differing: number
  /** How many of those are as they should be now. */
  mended: number
  differences: Omit<Difference, 'mend'>[]
  notes: string[]
}

/** Differences that a finding names. */
const mostNamed = 5

/**
 * Runs all checks, one after the other, and with `fix` mends what they find: `onFinding` hears of
 * each. Without, nothing is changed. Throws database errors, and the signal's reason when it
 * aborts.
 */
export async function examine(
  patient: Patient,
  { fix, onFinding }: { fix: boolean; onFinding: (finding: Finding) => void },
): Promise<void> {
  for (const check of checks) {
    const found = await look(check, patient, fix)
    const left = fix && found.differing > 0 ? (await look(check, patient, false)).differing : found.differing
    onFinding({ ...found, mended: Math.max(0, found.differing - left) })
  }
}

async function look(check: Check, patient: Patient, fix: boolean): Promise<Finding> {
  const finding: Finding = {
    check: check.name,
    checked: 0,
    differing: 0,
    mended: 0,
    differences: [],
    notes: [],
  }
  for await (const { checked, differences, note } of check.parts(patient)) {
    patient.signal.throwIfAborted()
    finding.checked += checked
    if (note !== undefined) finding.notes.push(note)
    for (const { mend, ...difference } of differences) {
      finding.differing += difference.count
      if (finding.differences.length < mostNamed) finding.differences.push(difference)
      if (fix && mend !== null) await mend()
      patient.signal.throwIfAborted()
    }
  }
  return finding
}
