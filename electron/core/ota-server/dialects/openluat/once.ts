import { refuse } from '../../answer.ts';
import type { Dialect } from '../dialect.ts';
import { partOfFile, rangeOf, wholeFile } from '../fileAnswer.ts';
import { targetPath } from '../targetPath.ts';
import { onceId } from './onceLinks.ts';

/** The target of a redirect: its file once, and refusals that are no redirects ever after. */
export const once: Dialect = {
  name: 'once',
  answer(request, { onceLinks, updates }) {
    const id = onceId(targetPath(request.target));
    if (id === null) return undefined;
    // The start does not depend on the size, so any will do.
    const asked = rangeOf(request, Number.MAX_SAFE_INTEGER);
    const sha256 = onceLinks.use(id, asked.kind === 'part' ? asked.start : 0);
    const publication = sha256 === null ? undefined : updates.blobs.find(sha256);
    if (publication === undefined) return refuse(410, 'decision.linkUsed');
    const range = rangeOf(request, publication.bytes.length);
    if (range.kind === 'part') return partOfFile(publication, range.start, range.last);
    if (range.kind !== 'unsatisfiable') return wholeFile(publication, 'decision.wholeFile');
    const contentRange = `bytes */${publication.bytes.length}`;
    return refuse(416, 'decision.rangeUnsatisfiable', { publication, contentRange });
  },
};
