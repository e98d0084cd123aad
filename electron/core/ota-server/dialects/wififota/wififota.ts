import { refuse } from '../../answer.ts';
import { baseUrlOf } from '../baseUrl.ts';
import type { Dialect } from '../dialect.ts';
import { jsonAnswer } from '../jsonAnswer.ts';
import { readQuery, targetText, textOf } from '../openluat/query.ts';
import { readIdentity } from '../openluat/readUpdate.ts';

/**
 * The updater of the Air8000's Wi-Fi part: `/air8000/update.json` answers with a version and a URL (platform-apis 1.8). A
 * stand-in: which fields the vendor's own answer has beside these two, and what it says when there is nothing, is unknown. A
 * campaign knows such a part by the `model` that it sends.
 */
export const wififota: Dialect = {
  name: 'wififota',
  answer(request, context) {
    const target = targetText(request.targetBytes);
    if (!/\/air8000\/update2?\.json/i.test(target)) return undefined;
    const query = readQuery(target);
    const { updates, exchangeId } = context;
    const asked = {
      dialect: 'wififota',
      identity: readIdentity(query),
      project: null,
      firmwareName: textOf(query, 'model'),
      version: textOf(query, 'version'),
      coreVersion: textOf(query, 'coreversion'),
      startByte: 0,
    };
    const ota = updates.decide(asked, exchangeId);
    const publication = updates.blobs.find(ota.packageSha256 ?? '');
    if (ota.cause !== 0 || publication === undefined)
      return { ...refuse(updates.rules().refusalStatus, 'decision.otaRefused'), ota };
    const url = baseUrlOf(request, context) + publication.path;
    return jsonAnswer(
      200,
      { version: ota.targetVersion ?? '', url },
      { decision: 'decision.otaOffered', ota },
    );
  },
};
