/** A list of the dashboard that somebody scrolls through: what the browser had to do for it is counted; how long it took is only said. */
import assert from 'node:assert/strict'

/** Rows that may be in the page at once, whatever the window. */
export const IN_PAGE = 60

/** Goes to the end again and again, as somebody with the End key does, until `isThere`. */
export function toTheEnd(page, isThere) {
  return page.evaluate(
    (isThere) =>
      new Promise((resolve) => {
        const there = new Function(`return ${isThere}`)
        const go = () => {
          scrollTo(0, document.documentElement.scrollHeight)
          if (there()) resolve()
          else requestAnimationFrame(go)
        }
        go()
      }),
    isThere,
  )
}

/**
 * Scrolls by so many pixels a frame: how long frames took, the most rows that were in the page, how many elements were made for rows, in how many frames the
 * middle was bare as soon as it was scrolled to (`bare`, of each eighth), and in how many it still was when the page had had its turn (`late`, of each fourth).
 */
export function scrolled(page, { by, frames, row }) {
  return page.evaluate(
    ({ by, frames, row }) =>
      new Promise((resolve) => {
        const took = []
        let [drawn, most, bare, late, last] = [0, 0, 0, 0]
        const isBare = () => document.elementFromPoint(innerWidth / 2 + 100, innerHeight / 2)?.closest(row) === null
        const isRow = (node) => node.matches?.(row)
        const watch = new MutationObserver((all) => {
          for (const { addedNodes } of all) drawn += [...addedNodes].filter(isRow).length
        })
        watch.observe(document.querySelector('main'), { childList: true, subtree: true })
        const step = (now) => {
          if (last !== undefined) took.push(now - last)
          last = now
          most = Math.max(most, document.querySelectorAll(row).length)
          // Not at each frame: to look is work as well.
          if (took.length % 4 === 3 && isBare()) late += 1
          if (took.length === frames) {
            watch.disconnect()
            resolve({ took, most, drawn, bare, late })
            return
          }
          scrollBy(0, by)
          if (took.length % 8 === 7 && isBare()) bare += 1
          requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
    { by, frames, row },
  )
}

/** Rows that fly by keep their elements: none is made but where the window holds one more, when they begin to fly and when they rest. */
export function passes({ most, drawn, bare, late }, by, frames, height) {
  assert.ok(most <= IN_PAGE, `${most} rows are in the page`)
  const flies = Math.abs(by) > 400
  const made = flies ? 2 * frames + 2 * IN_PAGE : (Math.abs(by) / height) * frames + IN_PAGE
  assert.ok(drawn <= made, `${drawn} rows were drawn, of ${made}`)
  assert.equal(late, 0, 'no frame is bare that the page had a turn to fill')
  // Who drags the thumb goes where nobody could foresee.
  if (Math.abs(by) <= 900) assert.ok(bare <= 1, `${bare} frames are bare`)
}

export function say(t, what, { took, most, drawn, bare, late: empty }) {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (part) => sorted[Math.ceil(sorted.length * part) - 1].toFixed(1)
  const fps = (1000 / (took.reduce((sum, one) => sum + one, 0) / took.length)).toFixed(1)
  const late = took.filter((one) => one > 50).length
  t.diagnostic(
    `${what}: ${took.length} frames, ${fps} a second, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms, ${late} over 50 ms; ${most} rows in the page at most, ${drawn} drawn, bare ${bare} times, and ${empty} times for longer`,
  )
}

/** As soon as it rests, each row is a whole one again, with its link. */
export function resting(page, row) {
  return page.waitForFunction((row) => [...document.querySelectorAll(row)].every((one) => one.querySelector('a[data-row]') !== null), row)
}
