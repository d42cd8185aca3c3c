/** What is wrong with one field of a body. */
export type FieldProblem = { field: string; code: string; detail: string }

/** `application/problem+json` (RFC 9457) as Aero2 answers it. */
export type Problem = {
  status: number
  code: string
  detail: string
  request_id?: string | undefined
  errors?: FieldProblem[] | undefined
  retryAfter?: number | undefined
}

/** An answer that is not the one asked for. `status` 0: there was none. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly fields: FieldProblem[]
  readonly retryAfter: number | undefined

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
    this.status = problem.status
    this.code = problem.code
    this.requestId = problem.request_id
    this.fields = problem.errors ?? []
    this.retryAfter = problem.retryAfter
  }

  /** What is said about a field: `redirect_uris` also answers for `redirect_uris[0]`. */
  field(name: string): string | undefined {
    const found = this.fields.find(({ field }) => field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`))
    return found?.detail
  }
}

/** Whether asking again may help. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500)
}

/** The words for a person. */
export function words(error: unknown): string {
  if (!(error instanceof Error)) return 'Something failed. Nothing was changed.'
  if (error instanceof ApiError && error.code === 'version_conflict') {
    return 'Somebody else changed this meanwhile. What is shown now is theirs; make your change again.'
  }
  return error.message
}

/** The words about one field, if the error has some. */
export function fieldError(error: unknown, name: string): string | undefined {
  return error instanceof ApiError ? error.field(name) : undefined
}
