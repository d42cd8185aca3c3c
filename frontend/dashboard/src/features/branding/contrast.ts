/** `#rrggbb` as three parts of 0 to 255, or `undefined`. */
export function parse(colour: string): [number, number, number] | undefined {
  const found = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour)
  if (found === null) return undefined
  const [, r = '', g = '', b = ''] = found
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)]
}

function luminance(colour: [number, number, number]): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => {
    const value = part / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** The contrast of two colours (WCAG 2.2), from 1 to 21. */
export function contrast(one: string, other: string): number | undefined {
  const [a, b] = [parse(one), parse(other)]
  if (a === undefined || b === undefined) return undefined
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** The text colour that is read best on a colour: that is what the pages take. */
export function inkOn(colour: string): '#ffffff' | '#000000' {
  return (contrast(colour, '#ffffff') ?? 21) >= (contrast(colour, '#000000') ?? 0) ? '#ffffff' : '#000000'
}
