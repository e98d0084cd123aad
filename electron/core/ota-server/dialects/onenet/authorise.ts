import { type HttpRequest, headerValues } from '../../http/request.ts';
import { checkOnenetToken, readOnenetToken, type TokenVerdict } from '../../tokens/checkOnenetToken.ts';
import { onenetVersions } from '../../tokens/onenetToken.ts';
import type { OnenetRoute } from './route.ts';

export interface Authority {
  readonly keyFor: (res: string) => string | undefined;
  readonly nowMs: number;
}

/**
 * The token of a request and what is wrong with it. It stands in `Authorization`, or in the query where an engine can set no
 * headers; there it may lack its version, and then any version that makes the signature right is its version.
 */
export function authorise(request: HttpRequest, route: OnenetRoute, authority: Authority): TokenVerdict {
  const [header] = headerValues(request, 'authorization');
  const token = header ?? route.query.token ?? '';
  const judge = (defaultVersion?: string): TokenVerdict =>
    checkOnenetToken(token, {
      keyFor: authority.keyFor,
      nowSeconds: authority.nowMs / 1000,
      productId: route.who.product || undefined,
      // The old interface's dev_id is a number, the token's device a name: they cannot be compared.
      device: route.family === 'old' ? undefined : route.who.device || undefined,
      defaultVersion,
    });
  const first = judge();
  const lacksVersion = !first.ok && first.field === 'version' && first.fault === 'missing';
  if (header !== undefined || !lacksVersion) return first;
  const tries = onenetVersions.map(judge);
  return (
    tries.find(({ ok }) => ok) ??
    tries.find((verdict) => !verdict.ok && verdict.fault !== 'mismatch') ??
    first
  );
}

/** The product of a token's resource: the old interface names it nowhere else. Empty where there is none. */
export function productOf(request: HttpRequest, route: OnenetRoute): string {
  if (route.who.product !== '') return route.who.product;
  const [header] = headerValues(request, 'authorization');
  const reading = readOnenetToken(header ?? route.query.token ?? '', onenetVersions[0]);
  const res = reading.kind === 'read' ? reading.fields.res : '';
  return /^products\/([^/]+)/.exec(res)?.[1] ?? '';
}
