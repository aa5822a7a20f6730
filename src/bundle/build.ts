// Makes the programs in dist at build time: the command line, its threads and the client. They are
// bundled into few files, because Node looks for and reads each one by itself at every start.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { leavePackages } from './leave-packages.js'

const source = fileURLToPath(new URL('..', import.meta.url))
const threads = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(path =>
  path.endsWith('worker.ts'),
)

await build({
  absWorkingDir: source,
  entryPoints: ['cli.ts', 'client/index.ts', ...threads],
  outdir: join(source, '..', 'dist'),
  outbase: source,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // For `node --enable-source-maps dist/cli.js`.
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  plugins: [leavePackages],
})
