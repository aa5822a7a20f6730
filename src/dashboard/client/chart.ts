// Draws every chart on a page from the numbers in its element.
import uPlot from 'uplot'

interface Series {
  label: string
  values: (number | null)[]
  kind: 'bars' | 'line'
  percent?: number
  side?: 'left' | 'right'
}

interface ChartData {
  unit: 'hour' | 'day' | 'week' | 'month'
  times: number[]
  series: Series[]
}

const colours = ['--series', '--series-2', '--good']
const height = 260
const charts: { element: HTMLElement; plot: uPlot }[] = []
const darkness = matchMedia('(prefers-color-scheme: dark)')

drawAll()
darkness.addEventListener('change', drawAll)
addEventListener('resize', () => {
  for (const { element, plot } of charts) plot.setSize({ width: element.clientWidth, height })
})

function drawAll(): void {
  for (const { plot } of charts.splice(0)) plot.destroy()
  for (const element of document.querySelectorAll<HTMLElement>('[data-chart]')) {
    const data: ChartData = JSON.parse(element.dataset.chart ?? '')
    charts.push({ element, plot: draw(element, data) })
  }
}

function draw(element: HTMLElement, { unit, times, series }: ChartData): uPlot {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name)
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
      size: 64,
      values: (_plot, splits) => splits.map(value => write(value, first.percent)),
      ...(side === 'right' && { grid: { show: false } }),
    })
  }
  const fromZero = {
    range: (_plot: uPlot, _low: number, high: number): [number, number] => [0, high * 1.05 || 1],
  }
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      scales: { x: { time: true }, left: fromZero, right: fromZero },
      axes,
      series: [
        { label: 'Time', value: (_plot, at) => writeTime(at, unit) },
        ...series.map((one, n) => ({
          label: one.label,
          scale: one.side ?? 'left',
          stroke: colour(colours[n % colours.length] ?? '--series'),
          width: 2,
          value: (_plot: uPlot, value: number | null) => write(value, one.percent),
          ...(one.kind === 'bars' && uPlot.paths.bars
            ? {
                paths: uPlot.paths.bars({ size: [0.7, 40] }),
                fill: colour(colours[n % colours.length] ?? '--series'),
                points: { show: false },
              }
            : { spanGaps: true }),
        })),
      ],
    },
    [times, ...series.map(({ values }) => values)] as uPlot.AlignedData,
    element,
  )
}

function write(value: number | null, percent: number | undefined): string {
  if (value === null) return '–'
  return percent === undefined ? value.toLocaleString() : `${(value * 100).toFixed(percent)} %`
}

function writeTime(seconds: number | null, unit: ChartData['unit']): string {
  if (seconds === null) return '–'
  const at = new Date(seconds * 1000)
  if (unit === 'hour') return at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  if (unit === 'month')
    return at.toLocaleDateString(undefined, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  return at.toLocaleDateString(undefined, { dateStyle: 'medium' })
}
