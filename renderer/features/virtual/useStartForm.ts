/** What was chosen in the dialog. */
import { useState } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { DialectInfo, KnobValue } from '../../../shared/contract/virtual.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { caseOf, type KnobValues } from './knobForm.ts';

export interface StartForm {
  readonly dialect: DialectInfo | null;
  readonly file: FileRef | null;
  /** Of an uploaded copy, which has no name of its own. */
  readonly fileName: string;
  readonly imei: string;
  readonly knobs: KnobValues;
  /** The case that the knobs stand for, null for none. */
  readonly caseId: string | null;
  chooseDialect(id: string): void;
  chooseFile(file: FileRef | null, name?: string): void;
  typeImei(imei: string): void;
  /** Plays a case: all knobs as made, those of the case on top. */
  play(id: string | null): void;
  turn(name: string, value: KnobValue): void;
  /** What to ask the core for, null while something is missing. */
  input(): {
    dialect: string;
    firmware: FileRef;
    imei?: string;
    knobs: Record<string, KnobValue>;
  } | null;
}

export function useStartForm(dialects: readonly DialectInfo[]): StartForm {
  const demos = useAppInfo((view) => view.info?.demoFiles);
  const [chosen, setChosen] = useState<string | null>(null);
  const [file, setFile] = useState<{ readonly ref: FileRef | null; readonly name: string } | null>(null);
  const [imei, setImei] = useState('');
  const [knobs, setKnobs] = useState<KnobValues>({});
  const dialect = dialects.find(({ id }) => id === chosen) ?? dialects[0] ?? null;
  const demo = demos?.find(({ name }) => dialect !== null && isDemoOf(name, dialect));
  // Until a file was chosen or taken away, the demo of this kind stands in.
  const shown = file ?? {
    ref: demo === undefined ? null : { kind: 'demo' as const, name: demo.name },
    name: '',
  };
  return {
    dialect,
    file: shown.ref,
    fileName: shown.name,
    imei,
    knobs,
    caseId: dialect === null ? null : caseOf(dialect, knobs),
    chooseDialect(id) {
      setChosen(id);
      setFile(null);
      setKnobs({});
    },
    chooseFile: (ref, name = '') => setFile({ ref, name }),
    typeImei: setImei,
    play: (id) => setKnobs(dialect?.presets.find((preset) => preset.id === id)?.knobs ?? {}),
    turn: (name, value) => setKnobs((before) => ({ ...before, [name]: value })),
    input() {
      if (dialect === null || shown.ref === null || !isImei(imei)) return null;
      const known = imei === '' ? {} : { imei };
      return { dialect: dialect.id, firmware: shown.ref, knobs: { ...knobs }, ...known };
    },
  };
}

/** Empty, or 15 digits. */
export function isImei(text: string): boolean {
  return text === '' || /^\d{15}$/.test(text);
}

/** The first demo file of a kind's ending; two kinds share `.binpkg` and are told apart by the model in the name. */
function isDemoOf(name: string, { id, fileEndings }: DialectInfo): boolean {
  const model = id === 'ec7xx-at' ? '_780EP_' : '';
  return name.includes(model) && fileEndings.some((ending) => name.endsWith(ending));
}
