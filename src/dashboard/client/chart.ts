// Draws every chart on a page from the numbers in its element, and again when these change.
import uPlot from 'uplot'

interface Series {
  label: string
  values: (number | null)[]
  kind: 'bars' | 'line'
  percent?: number
  side?: 'left' | 'right'
}

interface ChartData {
  unit: keyof typeof unitSeconds
  times: number[]
  series: Series[]
}

interface Drawn {
  element: HTMLElement
  data: ChartData
  plot: uPlot
}

const hour = 3_600
const unitSeconds = { 'quarter-hour': hour / 4, hour, day: 24 * hour, week: 168 * hour, month: 730 * hour }
const lineColours = ['--series', '--series-2', '--good']
/** 1, 2, 5, 10 …: half a click does not exist. */
const wholeSteps = Array.from({ length: 13 }, (_, n) => [1, 2, 5].map(step => step * 10 ** n)).flat()
const narrow = 600
/** Of the axes' font, at most. */
const characterWidth = 7.5

const charts: Drawn[] = []
const news = new MutationObserver(changes => {
  for (const { target } of changes) update(target as HTMLElement)
})

drawAll()
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll)
addEventListener('resize', () => {
  for (const { element, plot } of charts) plot.setSize(sizeOf(element))
})

function drawAll(): void {
  for (const { plot } of charts.splice(0)) plot.destroy()
  news.disconnect()
  for (const element of document.querySelectorAll<HTMLElement>('[data-chart]')) {
    // The table is open for those who see no chart.
    if (element.childElementCount === 0)
      element.parentElement?.querySelector('details')?.removeAttribute('open')
    charts.push(draw(element, read(element)))
    news.observe(element, { attributeFilter: ['data-chart'] })
  }
}

function read(element: HTMLElement): ChartData {
  return JSON.parse(element.dataset.chart ?? '')
}

/** Shows new numbers, in the part that one has zoomed to if they are of the same range. */
function update(element: HTMLElement): void {
  const drawn = charts.find(chart => chart.element === element)
  if (drawn === undefined) return
  const old = drawn.data
  const zoomed = isZoomed(drawn)
  drawn.data = read(element)
  if (labelsOf(old) !== labelsOf(drawn.data)) {
    drawn.plot.destroy()
    charts.splice(charts.indexOf(drawn), 1, draw(element, drawn.data))
    return
  }
  const stays = zoomed && old.unit === drawn.data.unit && old.times[0] === drawn.data.times[0]
  drawn.plot.setData(points(drawn.data), !stays)
  if (stays) drawn.plot.redraw(true, true)
  tellZoom(drawn)
}

function labelsOf({ series }: ChartData): string {
  return series.map(({ label }) => label).join()
}

function points({ times, series }: ChartData): uPlot.AlignedData {
  return [times, ...series.map(({ values }) => values)] as uPlot.AlignedData
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  const width = element.clientWidth
  return { width, height: width < narrow ? 200 : 260 }
}

function draw(element: HTMLElement, data: ChartData): Drawn {
  const { series } = data
  const colour = (name: string) => getComputedStyle(element).getPropertyValue(name)
  const axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
  }
  const onSide = (side: 'left' | 'right') => series.find(one => (one.side ?? 'left') === side)
  const axes: uPlot.Axis[] = [axis]
  for (const side of ['left', 'right'] as const) {
    const first = onSide(side)
    if (first === undefined) continue
    axes.push({
      ...axis,
      scale: side,
      side: side === 'left' ? 3 : 1,
      size: (_plot, values) =>
        20 + characterWidth * Math.max(1, ...(values ?? []).map(({ length }) => length)),
      values: (_plot, splits) => splits.map(value => writeTick(value, first.percent)),
      ...(first.percent === undefined && { incrs: wholeSteps }),
      ...(side === 'right' && { grid: { show: false } }),
    })
  }
  const fromZero = (percent: number | undefined) => ({
    range: (_plot: uPlot, _low: number, high: number): [number, number] => [
      0,
      high * 1.05 || (percent === undefined ? 1 : 0.01),
    ],
  })
  const hasBars = series.some(({ kind }) => kind === 'bars')
  const tools = toolsOf(element)
  let drawn: Drawn | null = null
  const shown = () => drawn?.data ?? data
  const plot = new uPlot(
    {
      ...sizeOf(element),
      // Half of the last time, "12:30am", needs room, too.
      padding: [null, 28, null, null],
      legend: { show: false },
      cursor: {
        y: false,
        points: { show: !hasBars },
        ...(hasBars && {
          dataIdx: (u: uPlot, _n: number, _nearest: number, at: number) => intervalAt(u, at),
        }),
      },
      scales: {
        x: { time: true, range: (_plot, low, high) => chosenRange(shown(), low, high) },
        left: fromZero(onSide('left')?.percent),
        right: fromZero(onSide('right')?.percent),
      },
      axes,
      hooks: {
        setScale: [
          (_u, scale) => {
            if (scale === 'x' && drawn !== null) tellZoom(drawn)
          },
        ],
        setCursor: [({ cursor }) => tell(tools, shown(), cursor.idx ?? null)],
      },
      series: [
        {},
        ...series.map((one, n) => {
          const line = colour(lineColours[n % lineColours.length] ?? '--series')
          const scale = one.side ?? 'left'
          if (one.kind === 'line' || !uPlot.paths.bars)
            return { scale, stroke: line, width: 2, spanGaps: true }
          return {
            scale,
            fill: colour(n === 0 ? '--series-soft' : '--series'),
            stroke: colour('--series'),
            width: n === 0 ? 1 : 0,
            paths: uPlot.paths.bars({ size: [0.84, 64], align: 1 }),
            points: { show: false },
          }
        }),
      ],
    },
    points(data),
    element,
  )
  drawn = { element, data, plot }
  tellZoom(drawn)
  tools.button.onclick = () => {
    const [min, max] = wholeRange(shown())
    plot.setScale('x', { min, max })
  }
  return drawn
}

/** From the first interval's start to the last one's end. */
function wholeRange({ unit, times, series }: ChartData): [number, number] {
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
  const length = unitSeconds[unit]
  if (series.some(({ kind }) => kind === 'bars')) return [first, last + length]
  return first === last ? [first - length / 2, last + length / 2] : [first, last]
}

/**
 * The whole range instead of that of the data, which uPlot stretches to years if it is one point;
 * any other is one that was zoomed to.
 */
function chosenRange(data: ChartData, low: number | null, high: number | null): [number, number] {
  const { times } = data
  if (low === null || high === null || times.length < 2) return wholeRange(data)
  return low === times[0] && high === times.at(-1) ? wholeRange(data) : [low, high]
}

function isZoomed({ data, plot }: Drawn): boolean {
  const [from, to] = wholeRange(data)
  const { min, max } = plot.scales.x ?? {}
  return min !== from || max !== to
}

/** The interval that a time lies in. */
function intervalAt(u: uPlot, at: number): number {
  const next = (u.data[0] as number[]).findIndex(start => start > at)
  return next < 0 ? u.data[0].length - 1 : Math.max(0, next - 1)
}

function toolsOf(element: HTMLElement) {
  const tools = element.parentElement?.querySelector('.chart-tools') as HTMLElement
  return {
    button: tools.querySelector('button') as HTMLButtonElement,
    zoom: tools.querySelector('.chart-zoom') as HTMLElement,
    time: tools.querySelector('.chart-time') as HTMLElement,
    values: [...tools.querySelectorAll<HTMLElement>('.series b')],
  }
}

/** Says what one has zoomed to, and what the bars that are seen add up to. */
function tellZoom(drawn: Drawn): void {
  const { element, data, plot } = drawn
  const { button, zoom } = toolsOf(element)
  const zoomed = isZoomed(drawn)
  button.hidden = !zoomed
  zoom.textContent = zoomed ? zoomOf(data, plot) : ''
}

/** "Oct 4, 2026 – Oct 28, 2026: Clicks 768, Clickers 594" */
function zoomOf({ unit, times, series }: ChartData, { scales: { x } }: uPlot): string {
  const bars = series.filter(({ kind }) => kind === 'bars')
  const length = bars.length > 0 ? unitSeconds[unit] : 1
  const isSeen = (at: number) => at <= (x?.max ?? 0) && at + length > (x?.min ?? 0)
  const [first, last] = [times.findIndex(isSeen), times.findLastIndex(isSeen)]
  if (first < 0) return ''
  const sums = bars.map(({ label, values }) => {
    const sum = values.slice(first, last + 1).reduce<number>((sum, value) => sum + (value ?? 0), 0)
    return `${label} ${write(sum, undefined)}`
  })
  const span = `${writeTime(times[first] ?? 0, unit)} – ${writeTime(times[last] ?? 0, unit)}`
  return sums.length === 0 ? span : `${span}: ${sums.join(', ')}`
}

/** Writes the numbers under the pointer into the legend; none where it is elsewhere. */
function tell(tools: ReturnType<typeof toolsOf>, { unit, times, series }: ChartData, n: number | null): void {
  const at = n === null ? undefined : times[n]
  tools.time.textContent = at === undefined ? '' : writeTime(at, unit)
  for (const [place, { values, percent }] of series.entries()) {
    const b = tools.values[place]
    if (b) b.textContent = n === null ? '' : write(values[n] ?? null, percent)
  }
}

function write(value: number | null, percent: number | undefined): string {
  if (value === null) return '–'
  return percent === undefined ? value.toLocaleString() : `${(value * 100).toFixed(percent)} %`
}

/** As many decimals as the step needs. */
function writeTick(value: number, percent: number | undefined): string {
  return percent === undefined ? value.toLocaleString() : `${Number((value * 100).toPrecision(6))} %`
}

function writeTime(seconds: number, unit: ChartData['unit']): string {
  const at = new Date(seconds * 1000)
  if (unit === 'hour' || unit === 'quarter-hour')
    return at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  if (unit === 'month')
    return at.toLocaleDateString(undefined, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  return at.toLocaleDateString(undefined, { dateStyle: 'medium' })
}
