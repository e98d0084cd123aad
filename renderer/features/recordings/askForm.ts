/** What the dialog computes; pure. */
import type { FileRef } from '../../../shared/contract/common.ts';
import type { Conditions } from '../../../shared/contract/report.ts';
import type { DialectInfo, Knob } from '../../../shared/contract/virtual.ts';

/** Every knob of the kind, those that the recording tells of first. */
export function knobsOf(
  { knobs }: Pick<DialectInfo, 'knobs'>,
  conditions: Pick<Conditions, 'knobs'> | null,
): readonly (Knob & { readonly found: boolean })[] {
  const names = new Set(conditions?.knobs.map(({ name }) => name));
  const marked = knobs.map((knob) => ({ ...knob, found: names.has(knob.name) }));
  return [...marked.filter(({ found }) => found), ...marked.filter(({ found }) => !found)];
}

/** The demo file that the version names, else one that such a module can run; null where none comes with Airdock. */
export function firstDemo(
  { id, fileEndings }: Pick<DialectInfo, 'id' | 'fileEndings'>,
  demos: readonly { readonly name: string }[],
  version: string,
): FileRef | null {
  const fits = demos.filter(({ name }) => fileEndings.some((ending) => name.endsWith(ending)));
  const named = version === '' ? undefined : fits.find(({ name }) => name.startsWith(version));
  // Two kinds share an ending and are told apart by the model in the name.
  const model = fits.find(({ name }) => name.includes(id === 'ec7xx-at' ? '_780EP_' : ''));
  const found = named ?? model;
  return found === undefined ? null : { kind: 'demo', name: found.name };
}
