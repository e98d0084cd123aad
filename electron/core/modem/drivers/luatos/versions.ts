/** What a LuatOS module calls its version (platform-apis 1.5). */

const dotted = /^\d{1,5}(?:\.\d{1,5}){1,3}$/;
/** Cores have four digits, segments of a script at most three. */
const smallestCore = 1000;

/** A version as scripts and requests write it, else null. */
export function asVersion(text: string | undefined): string | null {
  return text !== undefined && dotted.test(text) ? text : null;
}

/** `version=1112.1.0` of the URL that is asked. */
export function versionInUrl(url: string): string | null {
  return asVersion(/[?&]version=([^&?\s]*)/.exec(url)?.[1]);
}

/**
 * Whether two texts name the same version. A request drops the middle segment of the script's `VERSION` and puts the number of the
 * core in front: `1112.1.1` is the script `1.0.1`, or `1.7.1`, which the module itself cannot tell apart there.
 */
export function isSameScript(a: string, b: string): boolean {
  const [first, second] = [segments(a), segments(b)];
  if (first === null || second === null) return a.trim() === b.trim();
  const [x, y] = [outerOf(first), outerOf(second)];
  if (x === null && y === null) return first.join('.') === second.join('.');
  if (x !== null && y !== null) return first.join('.') === second.join('.');
  return (x ?? ends(first)) === (y ?? ends(second));
}

function segments(text: string): readonly number[] | null {
  return asVersion(text.trim()) === null ? null : text.trim().split('.').map(Number);
}

/** First and last segment of the script, of a version that begins with a core; else null. */
function outerOf([core = 0, ...script]: readonly number[]): string | null {
  return core >= smallestCore ? ends(script) : null;
}

function ends(script: readonly number[]): string {
  return `${script[0] ?? 0}.${script.at(-1) ?? 0}`;
}
