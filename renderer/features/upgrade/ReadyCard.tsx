/** Before the start: what will be done to which module, and the one button. */
import { ArrowRight, Play } from 'lucide-react';
import type { Way } from '../../../shared/contract/upgrade.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatBytes } from '../../i18n/format.ts';
import type { TextKey } from '../../i18n/index.ts';
import { sideText } from '../../i18n/packageText.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { useBroughtPackage } from '../../stores/chosen.ts';
import { type Draft, wayOf } from '../../stores/draft.ts';
import { useSetsUrl } from '../../stores/drivers.ts';
import { forgetModule, preflightBlocks, preflightQuestion, preflights } from '../../stores/module.ts';
import { usePort } from '../../stores/ports.ts';
import { choose, goTo, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { type Missing, missingSource } from '../../stores/source.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { PortLock } from '../../ui/PortLock.tsx';
import { roadOf, stageText } from './phases.ts';
import { startInput } from './startInput.ts';
import styles from './Upgrade.module.css';

export function ReadyCard() {
  const texts = useText();
  const { t, code } = texts;
  const core = useCore();
  const draft = useDraft();
  const manifest = useBroughtPackage();
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
  const way = wayOf(draft);
  const checked = preflight.state === 'done' ? preflight.value : null;
  const driver = checked?.ways.find((candidate) => candidate.way === way)?.driver?.id ?? null;
  const setsUrl = useSetsUrl(driver);
  const missing = missingSource(draft, manifest?.sha256 ?? null);
  if (missing !== null || port === undefined) {
    return <NotReady step={missing === 'package' ? 3 : 4} need={needOf(missing)} />;
  }
  return (
    <div className={styles.readyGrid}>
      <div className={styles.ready}>
        <div className={styles.fromTo}>
          <VersionBox
            label={t('upgrade.summaryFrom')}
            version={
              manifest === undefined
                ? nowText(draft, checked?.identity.version, t)
                : sideText(manifest.from, t)
            }
          />
          <ArrowRight className={styles.arrow} aria-hidden="true" />
          <VersionBox
            label={t('upgrade.summaryTo')}
            version={manifest === undefined ? targetText(draft, t) : sideText(manifest.to, t)}
          />
        </div>
        <KeyValue
          columns={2}
          facts={[
            { name: t('upgrade.summaryModule'), value: port.nickname ?? port.label },
            {
              name: t('upgrade.summaryPackage'),
              value:
                manifest === undefined ? t(`module.bring_${draft.bring}`) : formatBytes(manifest.sizeBytes),
            },
            { name: t('upgrade.summaryWay'), value: t(`upgrade.way_${way}`) },
            ...(way === 'local'
              ? imageFacts(draft, t)
              : [{ name: t('upgrade.summaryAddress'), value: addressText(draft, way, t) }]),
            {
              name: t('upgrade.driverName'),
              value: driver === null ? t('upgrade.driverLater') : code('driver', driver),
            },
          ]}
        />
        {blocked || preflight.state === 'none' ? <NotReady step={4} need="path.needPreflight" /> : null}
        <PortLock port={port} />
        {action.error === null ? null : <ErrorNote error={action.error} />}
        <div className={styles.startRow}>
          <Button
            look="primary"
            className={styles.start}
            icon={<Play />}
            busy={action.busy}
            disabled={blocked || port.guarded === true}
            data-testid="upgrade-start"
            onClick={() => void start()}
          >
            {action.busy
              ? t('upgrade.starting')
              : t(way === 'local' ? 'upgrade.startImage' : 'upgrade.start')}
          </Button>
          <p className={styles.quiet}>
            {t('upgrade.power')} {t('upgrade.goesOn')}
          </p>
        </div>
      </div>
      <Card title={t('upgrade.whatHappens')}>
        <ol className={styles.what}>
          {roadOf(way, setsUrl).map((stage) => (
            <li key={stage}>{stageText(stage, way, texts)}</li>
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

function addressText(draft: Draft, way: Way, t: Texts['t']): string {
  if (draft.bring === 'url') return draft.url.trim();
  return way === 'http' ? (draft.advertise ?? t('module.addressAuto')) : t('common.none');
}

/** Where an image goes, and what the platform will hear. */
function imageFacts({ imagePath, declare }: Draft, t: Texts['t']): readonly Fact[] {
  const path = imagePath.trim();
  return [
    {
      name: t('upgrade.imagePath'),
      value: path === '' ? t('upgrade.imageDefault') : path,
      mono: path !== '',
    },
    { name: t('upgrade.imageDeclared'), value: t(declare ? 'upgrade.declareYes' : 'upgrade.declareNo') },
  ];
}

/** Of an image it is the MCU's version that matters, not the module's. */
function nowText(draft: Draft, version: string | undefined, t: Texts['t']): string {
  if (draft.bring !== 'image') return version ?? t('common.unknown');
  const [name, runs] = [draft.component.trim(), draft.componentVersion.trim()];
  return runs === '' ? t('upgrade.componentInModule') : `${name} ${runs}`;
}

function targetText({ target, bring }: Draft, t: Texts['t']): string {
  if (target.trim() !== '') return target.trim();
  return t(bring === 'plan' || bring === 'image' ? 'upgrade.targetOfPlan' : 'upgrade.targetUnknown');
}

function needOf(missing: Missing | null): TextKey {
  if (missing === 'package') return 'path.needPackage';
  if (missing === null) return 'path.needPort';
  if (missing === 'component') return 'path.needComponent';
  return missing === 'raw' ? 'path.needRaw' : 'path.needUrl';
}

function NotReady({ step, need }: { readonly step: number; readonly need: TextKey }) {
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
      {t(need)}
    </Callout>
  );
}
