import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { call, versionOf } from '~/api/client'
import { ApiError, fieldError, words } from '~/api/error'
import { reading, under } from '~/api/queries'
import type { Settings } from '~/api/types'
import { useAsked } from '~/ui/asked'
import { Button } from '~/ui/Button'
import { inputClass, Switch, Textarea } from '~/ui/Field'
import { toast } from '~/ui/toast'
import { useApplication } from './application'

/** Part of the settings, as deep as the settings are. */
export type Patch = {
  [K in keyof Settings]?: Settings[K] extends unknown[]
    ? Settings[K]
    : Settings[K] extends object
      ? Partial<Settings[K]>
      : Settings[K]
}

export function useSettings() {
  const { id } = useApplication()
  return useQuery(reading<Settings>(under(id, '/settings')))
}

/** RFC 7396, as far as settings go. */
export function merged(settings: Settings, patch: Patch): Settings {
  const { auth_methods, mfa_methods, ...flat } = patch
  return {
    ...settings,
    ...(flat as Partial<Settings>),
    auth_methods: { ...settings.auth_methods, ...auth_methods },
    mfa_methods: { ...settings.mfa_methods, ...mfa_methods },
  }
}

/**
 * Writes a change to the version that was read, with what is shown as `wanted`. The version is the whole application's: where it only counted something
 * else, so that the change leads to what is shown all the same, nothing is lost and it is made again.
 */
export async function written(path: string, patch: Patch, wanted: Settings | undefined): Promise<Settings> {
  try {
    return await call<Settings>('PATCH', path, { body: patch, ...versionOf(path) })
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 412)) throw error
    const now = await call<Settings>('GET', path)
    if (JSON.stringify(merged(now, patch)) !== JSON.stringify(wanted)) throw error
    return call<Settings>('PATCH', path, { body: patch, ...versionOf(path) })
  }
}

/** Changes settings at once, one after the other; what is refused goes back to how it was, and says why. */
export function usePatch() {
  const { id } = useApplication()
  const client = useQueryClient()
  const path = under(id, '/settings')
  const { queryKey } = reading<Settings>(path)
  return useMutation({
    scope: { id: path },
    mutationFn: (patch: Patch) => written(path, patch, client.getQueryData<Settings>(queryKey)),
    onMutate: async (patch) => {
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData<Settings>(queryKey)
      if (before !== undefined) client.setQueryData(queryKey, merged(before, patch))
      return { before }
    },
    onError: (error, _patch, context) => {
      client.setQueryData(queryKey, context?.before)
      toast(words(error))
      // What is there now, where it is not what was shown.
      return client.invalidateQueries({ queryKey })
    },
    onSuccess: (settings) => {
      client.setQueryData(queryKey, settings)
      toast('Saved.')
    },
  })
}

type SwitchProps = { label: string; hint?: string; checked: boolean; patch: (isOn: boolean) => Patch; disabled?: boolean }

export function SettingSwitch({ label, hint, checked, patch, disabled = false }: SwitchProps) {
  const save = usePatch()
  return (
    <Switch label={label} hint={hint} checked={checked} disabled={disabled} onSwitch={(isOn) => save.mutateAsync(patch(isOn))} />
  )
}

type SelectProps<T extends string | number> = {
  label: string
  hint?: string
  value: T
  options: [T, string][]
  patch: (value: T) => Patch
}

export function SettingSelect<T extends string | number>({ label, hint, value, options, patch }: SelectProps<T>) {
  const save = usePatch()
  const [shown, change] = useAsked(value, (wanted: T) => save.mutateAsync(patch(wanted)))
  // A value that was set over the API and is not offered here stays what it is.
  const all: [T, string][] = options.some(([one]) => one === value) ? options : [[value, String(value)], ...options]
  const id = useId()
  const error = save.error === null ? undefined : words(save.error)
  return (
    <div className="flex items-center justify-between gap-x-6 gap-y-2 py-3 max-sm:flex-col max-sm:items-stretch">
      <label htmlFor={id} className="min-w-0">
        <span className="font-medium">{label}</span>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="block text-[13px] text-muted">
            {hint}
          </span>
        )}
        {error !== undefined && (
          <span id={`${id}-error`} role="alert" className="block text-[13px] text-wrong">
            {error}
          </span>
        )}
      </label>
      <select
        id={id}
        value={shown}
        className={`${inputClass} shrink-0 pe-8 sm:max-w-72`}
        onChange={({ target }) => {
          const chosen = all.find(([one]) => String(one) === target.value)
          if (chosen !== undefined) change(chosen[0])
        }}
      >
        {all.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

type LinesProps = {
  label: string
  hint?: string
  name: keyof Settings
  value: string[]
  placeholder?: string
  patch: (lines: string[]) => Patch
}

/** A list, one a line, with a button: half a line is no value. */
export function SettingLines({ label, hint, name, value, placeholder, patch }: LinesProps) {
  const save = usePatch()
  const [text, setText] = useState<string>()
  const lines = (text ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  return (
    <form
      className="grid gap-2 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(patch(lines), { onSuccess: () => setText(undefined) })
      }}
    >
      <Textarea
        label={label}
        hint={hint}
        rows={3}
        placeholder={placeholder}
        className="font-mono text-[13px]"
        value={text ?? value.join('\n')}
        onChange={({ target }) => setText(target.value)}
        error={fieldError(save.error, name)}
      />
      {text !== undefined && (
        <div className="flex justify-end gap-2">
          <Button onClick={() => setText(undefined)}>Discard</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  )
}
