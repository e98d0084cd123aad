/** Before the start: what will be done to which module, and the one button. */
import { ArrowRight, Play } from 'lucide-react';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatBytes } from '../../i18n/format.ts';
import { sideText } from '../../i18n/packageText.ts';
import { useText } from '../../i18n/useText.ts';
import { useChosenPackage } from '../../stores/chosen.ts';
import { forgetModule, preflightBlocks, preflightQuestion, preflights } from '../../stores/module.ts';
import { usePort } from '../../stores/ports.ts';
import { choose, goTo, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { roadOf, stageText } from './phases.ts';
import { startInput } from './startInput.ts';
import styles from './Upgrade.module.css';

export function ReadyCard() {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const draft = useDraft();
  const manifest = useChosenPackage();
  const port = usePort(draft.port);
  const preflight = preflights.useAnswer(preflightQuestion(draft, manifest?.sha256 ?? null));
  const action = useAction();
  const blocked =
    preflight.state === 'done' && preflightBlocks(preflight.value) && draft.override.trim().length < 3;
  const start = async () => {
    const input = startInput(draft, manifest?.sha256 ?? null);
    if (input === null) return;
    const started = await action.run(() => core.upgrade.start(input));
    if (started === undefined) return;
    // What the module answered before is about to change.
    forgetModule(input.portId);
    choose({ job: started.jobId });
  };
  if (manifest === undefined || port === undefined) {
    return <NotReady step={manifest === undefined ? 3 : 4} hasPackage={manifest !== undefined} />;
  }
  return (
    <div className={styles.readyGrid}>
      <div className={styles.ready}>
        <div className={styles.fromTo}>
          <VersionBox label={t('upgrade.summaryFrom')} version={sideText(manifest.from, t)} />
          <ArrowRight className={styles.arrow} aria-hidden="true" />
          <VersionBox label={t('upgrade.summaryTo')} version={sideText(manifest.to, t)} />
        </div>
        <KeyValue
          columns={2}
          facts={[
            { name: t('upgrade.summaryModule'), value: port.label },
            { name: t('upgrade.summaryPackage'), value: formatBytes(manifest.sizeBytes) },
            {
              name: t('upgrade.summaryWay'),
              value: t(draft.way === 'http' ? 'upgrade.wayHttp' : 'upgrade.waySerial'),
            },
            {
              name: t('upgrade.summaryAddress'),
              value: draft.way === 'http' ? (draft.advertise ?? t('module.addressAuto')) : t('common.none'),
            },
          ]}
        />
        {blocked || preflight.state === 'none' ? <NotReady step={4} hasPackage /> : null}
        {action.error === null ? null : <ErrorNote error={action.error} />}
        <div className={styles.startRow}>
          <Button
            look="primary"
            className={styles.start}
            icon={<Play />}
            busy={action.busy}
            disabled={blocked}
            data-testid="upgrade-start"
            onClick={() => void start()}
          >
            {action.busy ? t('upgrade.starting') : t('upgrade.start')}
          </Button>
          <p className={styles.quiet}>
            {t('upgrade.power')} {t('upgrade.goesOn')}
          </p>
        </div>
      </div>
      <Card title={t('upgrade.whatHappens')}>
        <ol className={styles.what}>
          {roadOf(draft.way).map((stage) => (
            <li key={stage}>{stageText(stage, draft.way, texts)}</li>
          ))}
        </ol>
      </Card>
    </div>
  );
}

function VersionBox({ label, version }: { readonly label: string; readonly version: string }) {
  return (
    <div className={styles.versionBox}>
      <span className={styles.versionLabel}>{label}</span>
      <span className={styles.versionText}>{version}</span>
    </div>
  );
}

function NotReady({ step, hasPackage }: { readonly step: number; readonly hasPackage: boolean }) {
  const { t } = useText();
  return (
    <Callout
      tone="warn"
      title={t('upgrade.notReady')}
      action={
        <Button size="s" onClick={() => goTo('upgrade', { step })}>
          {t('upgrade.goToStep', { step })}
        </Button>
      }
    >
      {hasPackage ? t('path.needPreflight') : t('path.needPackage')}
    </Callout>
  );
}
