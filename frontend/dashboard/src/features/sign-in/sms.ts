import type { Settings } from '~/api/types'

/** What the server takes as `sms_daily_limit`. */
const MOST = 100_000

/** Whether somebody can get one: all three settings are needed. */
export function offersSms({ mfa_methods, sms_allowed_countries, sms_daily_limit }: Settings): boolean {
  return mfa_methods.sms && sms_allowed_countries.length > 0 && sms_daily_limit > 0
}

/** What is wrong with a daily limit as it was typed. */
export function limitProblem(typed: string): string | undefined {
  const isGood = /^\d+$/.test(typed.trim()) && Number(typed) <= MOST
  return isGood ? undefined : `Use a whole number from 0 to ${MOST.toLocaleString('en')}.`
}

/** What is allowed for codes by SMS, and is perhaps not what was meant. */
export function smsWarnings(settings: Settings): string[] {
  const { mfa_methods, mfa_policy, sms_allowed_countries, sms_daily_limit } = settings
  if (!mfa_methods.sms) return []
  const found: string[] = []
  if (sms_allowed_countries.length === 0) found.push('Codes by SMS are on and no country is listed: nobody gets one.')
  if (sms_daily_limit === 0) found.push('Codes by SMS are on and their daily limit is 0: none is sent.')
  if (mfa_policy === 'off' && found.length === 0) {
    found.push(
      'Second factors are off and codes by SMS are on: no sign-in asks for one, and phone numbers are confirmed by them.',
    )
  }
  return found
}

/** What turning it off does to whoever has it, in words for the switch. */
export function ifTurnedOff(people: number, policy: Settings['mfa_policy']): string {
  const who = people === 1 ? '1 person has it.' : `${people.toLocaleString('en')} people have it.`
  const then = policy === 'required' ? 'has to set up another factor' : 'is asked for no second factor'
  return `${who} When it is off, whoever has nothing else ${then}.`
}
