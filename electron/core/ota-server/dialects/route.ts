import { type Answer, refuse } from '../answer.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Dialect, DialectContext } from './dialect.ts';
import { directFile } from './directFile.ts';
import { onenet } from './onenet/dialect.ts';
import { once } from './openluat/once.ts';
import { openluat } from './openluat/openluat.ts';
import { turnkey } from './turnkey/turnkey.ts';
import { wififota } from './wififota/wififota.ts';

/** Every dialect spoken, in the order in which they are asked. */
const dialects: readonly Dialect[] = [directFile, once, turnkey, wififota, onenet, openluat];

/** The answer of the first dialect that knows the path, else 404. */
export function route(request: HttpRequest, context: DialectContext): Answer {
  for (const dialect of dialects) {
    const answer = dialect.answer(request, context);
    if (answer !== undefined) return answer;
  }
  return refuse(404, 'decision.unknownPath');
}
