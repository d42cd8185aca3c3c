export type FieldChange = { field: string; old: unknown; next: unknown }

/** The fields that an event says were changed: `{field: {old, new}}`, or only their names where that was too long. */
export function changesOf(data: Record<string, unknown>): FieldChange[] {
  const changes = data.changes
  if (typeof changes !== 'object' || changes === null) return []
  return Object.entries(changes).flatMap(([field, change]): FieldChange[] => {
    if (field === 'fields' && Array.isArray(change))
      return change.map((name) => ({ field: String(name), old: undefined, next: undefined }))
    if (typeof change !== 'object' || change === null) return []
    const { old, new: next } = change as { old?: unknown; new?: unknown }
    return [{ field, old, next }]
  })
}

/** A value as a person reads it in a diff. */
export function written(value: unknown): string {
  if (value === null || value === undefined) return 'not set'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(String).join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
