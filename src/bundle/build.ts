// Makes the programs in dist at build time: the command line with its threads, and the client. They
// are bundled into few files, because Node looks for and reads each one by itself at every start.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundle } from './bundle.js'

const source = fileURLToPath(new URL('..', import.meta.url))
const target = fileURLToPath(new URL('../../dist', import.meta.url))

await bundle(source, ['cli.ts'], target)
// It runs in browsers, too.
await build({
  entryPoints: [join(source, 'client', 'index.ts')],
  outfile: join(target, 'client', 'index.js'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  sourcesContent: false,
})
