#!/usr/bin/env node
import { run } from './cli/run.js'

let lost = false
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`fivehundred stats abc | head -1`) is no error.
  if (error.code === 'EPIPE' || lost) return
  lost = true
  process.exitCode = 1
  process.stderr.write(`Error: The output cannot be written: ${error.message}.\n`)
})
// Nobody is left to be told.
process.stderr.on('error', () => {})
const status = await run(process.argv.slice(2), {
  env: process.env,
  stdin: () => process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
})
process.exitCode = lost ? 1 : status
