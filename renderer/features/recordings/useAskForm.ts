/** What was chosen in the dialog: the found conditions, and the one that is to be otherwise. */
import { useEffect, useState } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { Conditions } from '../../../shared/contract/report.ts';
import type { DialectInfo, Knob, KnobValue } from '../../../shared/contract/virtual.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useDialects } from '../../stores/virtual.ts';
import { firstDemo, knobsOf } from './askForm.ts';

export interface AskForm {
  /** Null until the core has told. */
  readonly conditions: Conditions | null;
  readonly error: AppError | null;
  readonly dialects: readonly DialectInfo[];
  readonly dialect: DialectInfo | null;
  readonly firmware: FileRef | null;
  /** Those that were found first. */
  readonly knobs: readonly (Knob & { readonly found: boolean })[];
  readonly changed: Knob | null;
  readonly value: KnobValue;
  chooseDialect(id: string): void;
  chooseFirmware(file: FileRef | null): void;
  chooseKnob(name: string): void;
  turn(value: KnobValue): void;
  /** What to ask the core for, null while something is missing. */
  input(): {
    recordingId: string;
    firmware: FileRef;
    dialect: string;
    change: Record<string, KnobValue>;
  } | null;
}

export function useAskForm(recordingId: string): AskForm {
  const core = useCore();
  const answer = useDialects();
  const demos = useAppInfo((view) => view.info?.demoFiles) ?? [];
  const [conditions, setConditions] = useState<Conditions | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [forced, setForced] = useState<string | null>(null);
  const [file, setFile] = useState<{ readonly ref: FileRef | null } | null>(null);
  const [change, setChange] = useState<{ readonly name: string; readonly value: KnobValue } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    core.report
      .conditions({ recordingId }, { signal: abort.signal })
      .then(setConditions, (thrown: unknown) =>
        abort.signal.aborted ? undefined : setError(AppError.from(thrown)),
      );
    return () => abort.abort();
  }, [core, recordingId]);
  const dialects = answer.state === 'done' ? answer.value : [];
  const dialect = dialects.find(({ id }) => id === (forced ?? conditions?.dialect)) ?? null;
  const knobs = dialect === null ? [] : knobsOf(dialect, conditions);
  const changed = knobs.find(({ name }) => name === change?.name) ?? null;
  const demo = dialect === null ? null : firstDemo(dialect, demos, conditions?.versionBefore ?? '');
  const firmware = file === null ? demo : file.ref;
  return {
    ...{ conditions, dialects, dialect, firmware, knobs, changed },
    error: answer.state === 'failed' ? answer.error : error,
    value: change?.value ?? null,
    chooseDialect(id) {
      setForced(id);
      setFile(null);
      setChange(null);
    },
    chooseFirmware: (ref) => setFile({ ref }),
    chooseKnob(name) {
      const knob = knobs.find((candidate) => candidate.name === name);
      // What was found goes first to where a sound module has it.
      setChange(knob === undefined ? null : { name, value: knob.default });
    },
    turn: (value) => setChange((before) => (before === null ? null : { ...before, value })),
    input() {
      if (dialect === null || firmware === null) return null;
      const laid = changed === null ? {} : { [changed.name]: change?.value ?? null };
      return { recordingId, firmware, dialect: dialect.id, change: laid };
    },
  };
}
