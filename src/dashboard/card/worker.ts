// The painting thread: a picture takes tens of milliseconds, too long for a redirect to wait.
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'

const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']
const font = {
  loadSystemFonts: false,
  fontFiles: fonts.map(file => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`))),
  defaultFontFamily: 'DejaVu Sans',
}

parentPort?.on('message', (svg: string) => {
  parentPort?.postMessage(new Resvg(svg, { font }).render().asPng())
})
