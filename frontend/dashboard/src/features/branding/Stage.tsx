import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { call } from '~/api/client'
import { under } from '~/api/queries'
import type { Branding, BrandingPreview } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useSettings } from '~/features/common/settings'
import { localeName } from '~/features/emails/kinds'
import { Select } from '~/ui/Field'
import { Problem, Skeleton } from '~/ui/states'
import { pageOf, shape, type Theme, tokens, whole } from './look'

const PAGES: Record<string, string> = {
  'sign-in': 'Sign in',
  password: 'Password',
  code: 'Code',
  'sign-up': 'Sign up',
  consent: 'Consent',
  'sign-out': 'Sign out',
  error: 'Error',
}
const DEVICES = { phone: { name: 'Phone', width: 390, height: 760 }, desktop: { name: 'Desktop', width: 1200, height: 820 } }
type Device = keyof typeof DEVICES

/** A preview works for ten minutes; it is made anew before that. */
const FRESH_MS = 8 * 60_000

function useWidth(of: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = of.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element)
    return () => observer.disconnect()
  }, [of])
  return width
}

/** The real page in this look, framed: the server makes it once, and what moves after that is told to it. */
export function Stage({ look }: { look: Branding }) {
  const { id } = useApplication()
  const settings = useSettings().data
  const [page, setPage] = useState('sign-in')
  const [theme, setTheme] = useState<Theme>('light')
  const [device, setDevice] = useState<Device>('phone')
  const [locale, setLocale] = useState<string>()
  const spoken = locale ?? settings?.default_locale ?? 'en'
  const path = under(id, '/branding/preview')
  const { data, error } = useQuery({
    queryKey: [path, shape(look)],
    queryFn: ({ signal }) => call<BrandingPreview>('POST', path, { body: whole(look), signal }),
    placeholderData: (before) => before,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
    retry: false,
  })
  return (
    <section aria-label="Preview" className="grid min-w-0 content-start gap-3 lg:sticky lg:top-4">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Select label="Page" value={page} onChange={({ target }) => setPage(target.value)}>
          {(data?.pages ?? ['sign-in']).map((one) => (
            <option key={one} value={one}>
              {PAGES[one] ?? one}
            </option>
          ))}
        </Select>
        <Select label="Theme" value={theme} onChange={({ target }) => setTheme(target.value === 'dark' ? 'dark' : 'light')}>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </Select>
        <Select label="Language" value={spoken} onChange={({ target }) => setLocale(target.value)}>
          {(settings?.locales ?? [spoken]).map((one) => (
            <option key={one} value={one}>
              {localeName(one)}
            </option>
          ))}
        </Select>
        <Select
          label="Screen"
          value={device}
          onChange={({ target }) => setDevice(target.value === 'desktop' ? 'desktop' : 'phone')}
        >
          {Object.entries(DEVICES).map(([key, { name }]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <Problem error={error} />
      {data === undefined ? (
        error === null && <Skeleton />
      ) : (
        <Framed
          src={pageOf(data.url, page, theme, spoken)}
          title={`${PAGES[page] ?? page}, as people see it`}
          look={tokens(look, theme)}
          device={device}
        />
      )}
    </section>
  )
}

type FramedProps = { src: string; title: string; look: Record<string, string>; device: Device }

function Framed({ src, title, look, device }: FramedProps) {
  const around = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const room = useWidth(around)
  const { width, height } = DEVICES[device]
  const scale = room === 0 ? 1 : Math.min(1, room / width)
  const tell = () => frame.current?.contentWindow?.postMessage({ look }, new URL(src).origin)
  // Within one frame: no render of the page, no request.
  useEffect(() => {
    tell()
  })
  return (
    <div ref={around} className="grid min-w-0 justify-items-center overflow-hidden">
      <div
        className="overflow-hidden rounded-xl border border-line bg-sunken"
        style={{ width: width * scale, height: height * scale }}
      >
        <iframe
          ref={frame}
          src={src}
          title={title}
          sandbox="allow-scripts allow-same-origin"
          tabIndex={-1}
          onLoad={tell}
          className="origin-top-left border-0"
          style={{ width, height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  )
}
