/** The five steps: where one is, the step itself, and one way on. */
import { ArrowRight, Sparkles, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PackageManifest } from '../../shared/contract/package.ts';
import { travelsByAt } from '../../shared/domain/deliveryFormats.ts';
import { BuildStep } from '../features/build/BuildStep.tsx';
import { SavePackage } from '../features/build/SavePackage.tsx';
import { JobFindings } from '../features/explain/JobFindings.tsx';
import { FirmwareStep } from '../features/firmware/FirmwareStep.tsx';
import { HandOver } from '../features/handOver/HandOver.tsx';
import { ModuleStep } from '../features/module/ModuleStep.tsx';
import { SecondCheck } from '../features/planning/SecondCheck.tsx';
import { ProjectStep } from '../features/project/ProjectStep.tsx';
import { Timeline } from '../features/timeline/Timeline.tsx';
import { UpgradeStep } from '../features/upgrade/UpgradeStep.tsx';
import type { TextKey } from '../i18n/index.ts';
import { type Texts, useText } from '../i18n/useText.ts';
import { useChosenPackage } from '../stores/chosen.ts';
import { choose, goTo, useRoute } from '../stores/route.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useFocusOnArrival } from '../ui/focus.ts';
import { Stepper, type StepState } from '../ui/Stepper.tsx';
import styles from './GuidedPath.module.css';
import { OtherSource } from './OtherSource.tsx';
import { type Note, type StepView, stepViews } from './stepStates.ts';
import { usePathFacts } from './usePathFacts.ts';

const steps = [1, 2, 3, 4, 5] as const;
type StepNumber = (typeof steps)[number];
const stateKeys: Readonly<Record<StepState, TextKey>> = {
  open: 'common.stateOpen',
  done: 'common.stateDone',
  attention: 'common.stateAttention',
  busy: 'common.stateBusy',
};

export function GuidedPath() {
  const { t } = useText();
  const route = useRoute();
  const step = steps.find((number) => number === route.step) ?? 1;
  const views = stepViews(usePathFacts());
  const handOver = useHandOver(step);
  return (
    <div className={styles.path}>
      <header className={styles.head}>
        <Stepper
          label={t('path.label')}
          current={step}
          onSelect={(next) => goTo('upgrade', { step: next })}
          steps={views.map((view) => ({
            number: view.number,
            label: t(`path.step${steps.find((number) => number === view.number) ?? 1}`),
            note: view.note === undefined ? undefined : noteText(view.note, t),
            state: view.state,
            stateText: t(stateKeys[view.state]),
          }))}
        />
      </header>
      <div className={classes(styles.body, step === 5 && route.draft.job !== null && styles.fill)}>
        <StepHeading step={step} view={views[step - 1]} handOver={handOver !== null} />
        {route.draft.tour && handOver === null ? <TourHint step={step} view={views[step - 1]} /> : null}
        <div className={styles.content}>
          {handOver === null ? (
            <>
              {contentOf(step, route.seq)}
              {step === 2 || step === 3 ? <OtherSource /> : null}
            </>
          ) : (
            <HandOver manifest={handOver} save={<SavePackage manifest={handOver} />} />
          )}
        </div>
      </div>
      <PathFoot step={step} view={views[step - 1]} last={handOver !== null} />
    </div>
  );
}

interface StepHeadingProps {
  readonly step: StepNumber;
  readonly view: StepView | undefined;
  readonly handOver: boolean;
}

/** Stands before the content, so that of all headings that come with a step this one takes the focus. */
function StepHeading({ step, view, handOver }: StepHeadingProps) {
  const { t } = useText();
  const { tour, job } = useRoute(({ draft }) => draft);
  const heading = useFocusOnArrival<HTMLHeadingElement>(step, `${view?.state} ${tour} ${job}`);
  return (
    <div className={styles.titles}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {t(handOver ? 'path.stepHandOver' : `path.step${step}`)}
      </h1>
      <p className={styles.lead}>{t(handOver ? 'path.leadHandOver' : `path.lead${step}`)}</p>
    </div>
  );
}

/** The package, where the last two steps do not apply to it; a job that runs or ran is shown all the same. */
function useHandOver(step: StepNumber): PackageManifest | null {
  const manifest = useChosenPackage();
  const { job, bring } = useRoute(({ draft }) => draft);
  if (bring !== 'package' || step < 4 || job !== null || manifest === undefined) return null;
  return travelsByAt(manifest) ? null : manifest;
}

function contentOf(step: StepNumber, seq: number | null): ReactNode {
  switch (step) {
    case 1:
      return <ProjectStep />;
    case 2:
      return <FirmwareStep />;
    case 3:
      return <BuildStep secondCheck={(manifest) => <SecondCheck manifest={manifest} ofDraft />} />;
    case 4:
      return <ModuleStep />;
    case 5:
      return (
        <UpgradeStep
          timeline={(jobId) => <Timeline key={jobId} jobId={jobId} seq={seq} />}
          findings={(jobId) => <JobFindings key={jobId} jobId={jobId} />}
        />
      );
  }
}

function noteText(note: Note, t: Texts['t']): string {
  return note.kind === 'plain' ? note.text : t(note.key, note.params);
}

function TourHint({ step, view }: { readonly step: StepNumber; readonly view: StepView | undefined }) {
  const { t } = useText();
  const text = tourKey(step, view?.state ?? 'open');
  if (text === null) return null;
  return (
    <div className={styles.tour} data-testid="tour">
      <Sparkles aria-hidden="true" />
      <p>{t(text)}</p>
      <IconButton label={t('common.close')} icon={<X />} onClick={() => choose({ tour: false })} />
    </div>
  );
}

/** What the newcomer should do or see now; nothing where the verdict speaks. */
function tourKey(step: StepNumber, state: StepState): TextKey | null {
  if (step === 5 && state === 'attention') return null;
  if (step === 5 && state === 'busy') return 'path.tourWatch';
  if (step === 5 && state === 'done') return 'path.tourDone';
  return (step === 3 || step === 4) && state === 'done' ? 'path.tourNext' : `path.tour${step}`;
}

interface PathFootProps {
  readonly step: StepNumber;
  readonly view: StepView | undefined;
  /** Nothing comes after this step. */
  readonly last: boolean;
}

function PathFoot({ step, view, last }: PathFootProps) {
  const { t } = useText();
  if (step === 5 && !last) return null;
  const need = view?.need;
  return (
    <footer className={styles.foot}>
      <Button
        look="ghost"
        disabled={step === 1}
        data-testid="back-step"
        onClick={() => goTo('upgrade', { step: last ? 3 : step - 1 })}
      >
        {t('common.back')}
      </Button>
      <p className={styles.need} role="status">
        {need === undefined ? '' : t(need)}
      </p>
      {last ? (
        <Button onClick={() => goTo('packages')}>{t('path.toPackages')}</Button>
      ) : (
        <Button
          look={need === undefined ? 'primary' : 'plain'}
          disabled={need !== undefined}
          data-testid="next-step"
          onClick={() => goTo('upgrade', { step: step + 1 })}
        >
          {t('common.next')}
          <ArrowRight aria-hidden="true" />
        </Button>
      )}
    </footer>
  );
}
