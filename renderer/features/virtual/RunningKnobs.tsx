/** The knobs of a module that runs: play another case, turn one knob; both count from their next use on. */
import { useEffect, useState } from 'react';
import type { DialectInfo, KnobValue } from '../../../shared/contract/virtual.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { useDialects } from '../../stores/virtual.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { CaseList } from './CaseList.tsx';
import { KnobList } from './KnobList.tsx';
import { caseOf, changedKnobs, type KnobValues, valuesOfCase } from './knobForm.ts';

interface KnobState {
  readonly dialect: string;
  readonly values: KnobValues;
}

export function RunningKnobs({ portId }: { readonly portId: string }) {
  const { t } = useText();
  const core = useCore();
  const dialects = useDialects();
  const action = useAction();
  const [state, setState] = useState<KnobState | null>(null);
  useEffect(() => {
    let over = false;
    core.virtual.knobs({ portId }).then(
      (next) => (over ? undefined : setState(next)),
      // Gone meanwhile: the port list says so.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [core, portId]);
  const set = async (knobs: KnobValues) => {
    const next = await action.run(() => core.virtual.setKnobs({ portId, knobs: { ...knobs } }));
    if (next !== undefined) setState(next);
  };
  const dialect =
    dialects.state === 'done' ? dialects.value.find(({ id }) => id === state?.dialect) : undefined;
  return (
    <Card title={t('virtual.runningTitle')} hint={t('virtual.runningHint')} data-testid="running-knobs">
      {dialects.state === 'failed' ? <ErrorNote error={dialects.error} /> : null}
      {state === null || dialect === undefined ? (
        <Skeleton />
      ) : (
        <Running
          dialect={dialect}
          values={state.values}
          busy={action.busy}
          onSet={(knobs) => void set(knobs)}
        />
      )}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Card>
  );
}

interface RunningProps {
  readonly dialect: DialectInfo;
  readonly values: KnobValues;
  readonly busy: boolean;
  readonly onSet: (knobs: KnobValues) => void;
}

function Running({ dialect, values, busy, onSet }: RunningProps) {
  const { t } = useText();
  const [tab, setTab] = useState('cases');
  const turnable = dialect.knobs.filter((knob) => !knob.atCreation);
  const changed = changedKnobs(turnable, values).length;
  const play = (id: string | null) =>
    onSet(valuesOfCase(dialect.knobs, dialect.presets.find((preset) => preset.id === id)?.knobs ?? {}));
  const turn = (name: string, value: KnobValue) => onSet({ [name]: value });
  const knobs = <KnobList knobs={turnable} values={values} disabled={busy} onChange={turn} />;
  // A case that only counts at the creation cannot be played any more.
  const playable = dialect.presets.filter((preset) => turnable.some(({ name }) => name in preset.knobs));
  const cases = (
    <CaseList dialect={{ ...dialect, presets: playable }} value={caseOf(dialect, values)} onChange={play} />
  );
  const label = changed === 0 ? t('virtual.knobs') : t('virtual.knobsChanged', { count: changed });
  return (
    <Tabs
      value={tab}
      onChange={setTab}
      tabs={[
        { value: 'cases', label: t('virtual.cases'), content: cases },
        { value: 'knobs', label, content: knobs },
      ]}
    />
  );
}
