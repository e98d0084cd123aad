/** Step 4: which module, who it is, and whether this upgrade fits it. */
import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { useText } from '../../i18n/useText.ts';
import { useBroughtPackage } from '../../stores/chosen.ts';
import { identities, preflightQuestion, preflights } from '../../stores/module.ts';
import { usePort } from '../../stores/ports.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { PortLock } from '../../ui/PortLock.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AddressCard } from './AddressCard.tsx';
import { AskModule } from './AskModule.tsx';
import { DriverCard } from './DriverCard.tsx';
import { expectedUrl } from './expectedUrl.ts';
import { Findings } from './Findings.tsx';
import { IdentityCard } from './IdentityCard.tsx';
import { MatchCard } from './MatchCard.tsx';
import styles from './Module.module.css';
import { needsOverride, reasonEnough } from './override.ts';
import { PortPicker } from './PortPicker.tsx';
import { QuotaCard } from './QuotaCard.tsx';
import { SendCard } from './SendCard.tsx';
import { SourceCard } from './SourceCard.tsx';
import { WayCard } from './WayCard.tsx';

export function ModuleStep() {
  const { t } = useText();
  const draft = useDraft();
  const manifest = useBroughtPackage();
  const port = usePort(draft.port);
  const preflight = preflights.useAnswer(preflightQuestion(draft, manifest?.sha256 ?? null));
  const identity = identities.useAnswer(draft.port);
  const checked = preflight.state === 'done' ? preflight.value : null;
  const known = checked?.identity ?? (identity.state === 'done' ? identity.value : null);
  const checking = preflight.state === 'busy';
  const asking = identity.state === 'busy';
  return (
    <div className={styles.step}>
      <div className={styles.left}>
        <PortPicker />
        <PortLock port={port} />
        <AskModule
          manifest={manifest}
          checking={checking}
          asking={asking}
          checked={checked !== null}
          locked={port?.guarded === true}
        />
        {known === null ? null : <IdentityCard identity={known} />}
      </div>
      <div className={styles.right}>
        <SourceCard manifest={manifest} />
        {checking || asking ? (
          <div role="status" aria-label={t('module.checking')}>
            <p className={styles.quiet}>{t('module.checking')}</p>
            <Skeleton lines={4} />
          </div>
        ) : null}
        {preflight.state === 'failed' ? <ErrorNote error={preflight.error} /> : null}
        {identity.state === 'failed' && preflight.state !== 'failed' ? (
          <ErrorNote error={identity.error} />
        ) : null}
        {checked === null ? null : <Judgement preflight={checked} manifest={manifest} />}
        <HowItGoes preflight={checked} manifest={manifest} />
      </div>
    </div>
  );
}

interface JudgementProps {
  readonly preflight: Preflight;
  readonly manifest: PackageManifest | undefined;
}

/** What was found, and the reason to go on all the same. Only a package of Airdock's can be held against the module. */
function Judgement({ preflight, manifest }: JudgementProps) {
  const { t } = useText();
  const { override, bring } = useDraft();
  const wrong = override === '' || reasonEnough(override) ? undefined : t('path.needOverride');
  return (
    <>
      {manifest === undefined ? null : <MatchCard match={preflight.match} />}
      <Findings preflight={preflight} />
      {needsOverride(preflight) ? (
        <Field
          label={t('module.override')}
          hint={t('module.overrideHint')}
          value={override}
          maxLength={500}
          error={wrong}
          data-testid="override"
          onText={(text) => choose({ override: text })}
        />
      ) : null}
      {bring === 'plan' && preflight.requests !== null ? (
        <QuotaCard
          requests={preflight.requests}
          banned={preflight.findings.some(({ code }) => code === 'banStands')}
        />
      ) : null}
    </>
  );
}

interface HowItGoesProps {
  readonly preflight: Preflight | null;
  readonly manifest: PackageManifest | undefined;
}

/** Driver and way, and what is written into the module where its family has a setting for the URL. */
function HowItGoes({ preflight, manifest }: HowItGoesProps) {
  const { bring, way, url } = useDraft();
  const hasSettings = preflight !== null && preflight.settings.length > 0;
  const served = manifest !== undefined && way === 'http';
  const expected = served
    ? expectedUrl(preflight?.url ?? null, manifest.fileName)
    : { url: bring === 'url' && url.trim() !== '' ? url.trim() : null, placeholders: false };
  return (
    <>
      {manifest === undefined ? null : <WayCard ways={preflight?.ways ?? null} />}
      {preflight === null ? null : <DriverCard ways={preflight.ways} />}
      {served ? <AddressCard preflight={preflight} fileName={manifest.fileName} /> : null}
      {hasSettings && (served || expected.url !== null) ? (
        <SendCard preflight={preflight} expected={expected} />
      ) : null}
    </>
  );
}
