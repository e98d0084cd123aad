/** Drivers, permissions and other programs: why a port is missing or cannot be opened. */
import { useEffect } from 'react';
import type { DoctorCheck } from '../../../shared/contract/app.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { type Texts, useText } from '../../i18n/useText.ts';
import { doctorAnswers, doctorQuestion } from '../../stores/doctor.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { type CheckItem, CheckList } from '../../ui/CheckList.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

/** @param needed asks without being told to: where there is no port the reason is what a person came for */
export function DoctorCard({ needed }: { readonly needed: boolean }) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const answer = doctorAnswers.useAnswer(doctorQuestion);
  const ask = () => void doctorAnswers.ask(doctorQuestion, () => core.app.doctor({}));
  useEffect(() => {
    if (needed) doctorAnswers.need(doctorQuestion, () => core.app.doctor({}));
  }, [core, needed]);
  return (
    <Card
      title={t('ports.doctorTitle')}
      hint={t('ports.doctorText')}
      actions={
        <Button size="s" busy={answer.state === 'busy'} data-testid="ports-doctor" onClick={ask}>
          {t(answer.state === 'none' ? 'ports.doctorRun' : 'ports.doctorAgain')}
        </Button>
      }
    >
      {answer.state === 'busy' ? <Skeleton lines={3} /> : null}
      {answer.state === 'failed' ? <ErrorNote error={answer.error} /> : null}
      {answer.state === 'done' ? (
        <div role="status">
          <CheckList
            items={answer.value
              .filter(({ ofPorts }) => ofPorts === true)
              .map((check) => toItem(check, texts))}
          />
        </div>
      ) : null}
    </Card>
  );
}

function toItem({ name, state, detail, advice }: DoctorCheck, { t, code }: Texts): CheckItem {
  return {
    key: name,
    state,
    stateText: t(`settingsPage.state_${state}`),
    name: code('doctor', name),
    detail,
    advice: advice === undefined ? undefined : code('doctorAdvice', advice.code, advice.params),
  };
}
