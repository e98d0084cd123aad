import { type Answer, refuse } from '../../answer.ts';
import type { HttpRequest } from '../../http/request.ts';
import { baseUrlOf } from '../baseUrl.ts';
import type { Dialect, DialectContext } from '../dialect.ts';
import { jsonAnswer } from '../jsonAnswer.ts';
import { codeOf } from '../openluat/errorBody.ts';
import { readResult, readTurnkey, type TurnkeyCheck } from './readTurnkey.ts';

/** libfota3: a check that is always 200, the file under its own URL, a report of the result (platform-apis 1.7). */
export const turnkey: Dialect = {
  name: 'turnkey',
  answer(request, context) {
    const result = readResult(request);
    if (result !== null) {
      const seq = /^t(\d{1,15})$/.exec(result.downloadId)?.[1];
      if (seq !== undefined) context.updates.resultReported(Number(seq), result.succeeded);
      return jsonAnswer(200, { code: 0 }, { decision: 'decision.resultTaken' });
    }
    const check = readTurnkey(request);
    if (check === null) return undefined;
    if (!['GET', 'POST'].includes(request.method))
      return refuse(405, 'decision.methodNotServed', { allow: 'GET, POST' });
    return answerCheck(request, check, context);
  },
};

function answerCheck(request: HttpRequest, check: TurnkeyCheck, context: DialectContext): Answer {
  const { updates, exchangeId } = context;
  const ota = updates.decide(check.request, exchangeId);
  const publication = updates.blobs.find(ota.packageSha256 ?? '');
  if (ota.cause !== 0 || publication === undefined) {
    const cause = ota.cause === 0 ? 43 : ota.cause;
    const msg = ota.rules.flatMap((rule) => (rule.outcome === 'fail' ? [rule.reason] : []))[0] ?? '';
    const code = codeOf(cause, updates.rules().codeTable);
    return jsonAnswer(200, { code, msg }, { decision: 'decision.otaRefused', ota });
  }
  const value = {
    code: 0,
    url: baseUrlOf(request, context) + publication.path,
    sha256: publication.packageSha256,
    size: publication.bytes.length,
    fota_sn: `t${ota.seq}`,
    script_version: ota.targetVersion ?? '',
    core_version: check.coreVersion,
    core_id: check.coreId,
  };
  return jsonAnswer(200, value, { decision: 'decision.otaOffered', ota });
}
