/** Whether every word of a query begins a word of a text, in any order. */
export function matches(query: string, text: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean)
  return asked.every((part) => words.some((word) => word.startsWith(part)) || text.toLowerCase().includes(part))
}
