// Shows the badge while it is designed.
import { redraw } from './lib/redraw.js'

const form = document.querySelector<HTMLFormElement>('#designer')
if (form !== null) redraw(form)
