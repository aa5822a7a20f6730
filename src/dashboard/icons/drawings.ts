const line =
  'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

/** Our own icons, of devices, on 24 × 24; they have the colour of the text. */
export const drawings: Readonly<Record<string, string>> = {
  desktop: `<g ${line}><rect x="2" y="4" width="20" height="13" rx="2"/><path d="M8 21h8M12 17v4"/></g>`,
  mobile: `<g ${line}><rect x="6.5" y="2" width="11" height="20" rx="2.5"/><path d="M11 18.5h2"/></g>`,
  tablet: `<g ${line}><rect x="3.5" y="2" width="17" height="20" rx="2.5"/><path d="M10.5 18.5h3"/></g>`,
  tv: `<g ${line}><rect x="2" y="7" width="20" height="13" rx="2"/><path d="M8 2l4 5 4-5"/></g>`,
  unknown: `<g ${line}><circle cx="12" cy="12" r="9" stroke-dasharray="3 3.3"/></g>`,
}
