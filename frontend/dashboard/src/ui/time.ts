const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
const dayOnly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })

/** "3 minutes ago", "in 2 days". */
export function ago(at: string, now: number = Date.now()): string {
  let amount = (Date.parse(at) - now) / 1000
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size)
      return unit === 'second' && Math.abs(amount) < 10 ? 'just now' : relative.format(Math.round(amount), unit)
    amount /= size
  }
  return dayOnly.format(new Date(at))
}

export function moment(at: string): string {
  return exact.format(new Date(at))
}

export function day(at: string): string {
  return dayOnly.format(new Date(at))
}

/** Seconds as people say them: "30 days", "1 hour". */
export function duration(seconds: number): string {
  const units: [string, number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ]
  const [name, size] = units.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['second', 1]
  const count = seconds / size
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
