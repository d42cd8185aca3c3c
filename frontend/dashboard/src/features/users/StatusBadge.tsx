import type { UserStatus } from '~/api/types'
import { Badge, type Tone } from '~/ui/Badge'

export const STATUS_WORDS: Record<UserStatus, [string, Tone]> = {
  active: ['Active', 'good'],
  pending: ['Pending', 'info'],
  disabled: ['Disabled', 'wrong'],
  deletion_scheduled: ['Being deleted', 'warn'],
}

export function StatusBadge({ status }: { status: UserStatus }) {
  const [words, tone] = STATUS_WORDS[status]
  return <Badge tone={tone}>{words}</Badge>
}
