// Makes the programs in dist at build time: the command line, its threads and the client. They are
// bundled into few files, because Node looks for and reads each one by itself at every start.
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.js'

const source = fileURLToPath(new URL('..', import.meta.url))
const target = fileURLToPath(new URL('../../dist', import.meta.url))

await bundle(source, ['cli.ts', 'client/index.ts'], target)
