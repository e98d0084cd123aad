import type { DialectContext } from '../dialects/dialect.ts';
import { readQuery, targetText } from '../dialects/openluat/query.ts';
import { readIdentity, readUpdate } from '../dialects/openluat/readUpdate.ts';
import { targetPath } from '../dialects/targetPath.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Asked } from './faultDesk.ts';

/** Who asks for which package, before any dialect answers; the rules are only looked at, nothing is counted. */
export function askedBy(request: HttpRequest, context: Omit<DialectContext, 'nowMs'>): Asked {
  const { exchangeId } = context;
  const update = readUpdate(request);
  if (update === null) {
    const id = /\/f\/([0-9a-z]{6,16})(?=\/|$)/.exec(targetPath(request.target))?.[1];
    const publication = id === undefined ? undefined : context.publications.find(id);
    const packageSha256 = typeof publication === 'object' ? publication.packageSha256 : undefined;
    return { exchangeId, deviceId: otherIdentity(request), packageSha256, openluat: false };
  }
  const { packageSha256 } = context.updates.judge(update.request);
  const deviceId = update.request.identity?.value;
  return { exchangeId, deviceId, packageSha256: packageSha256 ?? undefined, openluat: true };
}

/** Turnkey and Wi-Fi requests name themselves as the others do; OneNET puts the device in the path or in `dev_id`. */
function otherIdentity(request: HttpRequest): string | undefined {
  const text = targetText(request.targetBytes);
  const query = readQuery(text);
  const inPath = /(?:^|\/)(?:fuse-)?ota\/[^/?]+\/([^/?]+)\//.exec(text)?.[1];
  return readIdentity(query)?.value ?? (query.get('dev_id') || inPath);
}
