// The painting thread: a picture takes tens of milliseconds, too long for a redirect to wait.
import { parentPort } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { fontFiles, usualFamily } from './fonts.js'

const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: usualFamily }

parentPort?.on('message', (svg: string) => {
  parentPort?.postMessage(new Resvg(svg, { font }).render().asPng())
})
