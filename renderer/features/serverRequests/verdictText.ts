/** What a decision means in words. */
import type { OtaDecision } from '../../../shared/contract/otaDecision.ts';
import { cloudCodes } from '../../../shared/domain/luatCodes.ts';
import type { Texts } from '../../i18n/useText.ts';

/** `27: already newest …` for a refusal, what is sent for an upgrade. The number is the one that went out. */
export function meaningOf(
  { outcome, cause, sentCode, targetVersion, resume }: OtaDecision,
  { t, code }: Texts,
): string {
  if (outcome === 'serve')
    return t(resume ? 'serverRequests.resumed' : 'serverRequests.served', { version: targetVersion ?? '?' });
  const verdict = cloudCodes.get(cause)?.verdict.replace(/^upgrade\./, '') ?? '';
  const meaning = code('luatMeaning', verdict);
  return t(sentCode === cause ? 'serverRequests.refused' : 'serverRequests.refusedShifted', {
    code: sentCode,
    cause,
    meaning,
  });
}
