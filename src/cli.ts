#!/usr/bin/env node
import { run } from './cli/run.js'

// A reader that has seen enough (`fivehundred stats abc | head -1`) is no error.
process.stdout.on('error', () => {})
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
})
