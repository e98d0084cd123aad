/** Step 4: which module, is it the right one, how will the package reach it, and what exactly will be sent. */
import { useText } from '../../i18n/useText.ts';
import { useChosenPackage } from '../../stores/chosen.ts';
import { identities, preflightQuestion, preflights } from '../../stores/module.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AddressCard } from './AddressCard.tsx';
import { AskModule } from './AskModule.tsx';
import { Findings } from './Findings.tsx';
import { IdentityCard } from './IdentityCard.tsx';
import { MatchCard } from './MatchCard.tsx';
import styles from './Module.module.css';
import { needsOverride, reasonEnough } from './override.ts';
import { PortPicker } from './PortPicker.tsx';
import { SendCard } from './SendCard.tsx';
import { WayCard } from './WayCard.tsx';

export function ModuleStep() {
  const { t } = useText();
  const draft = useDraft();
  const manifest = useChosenPackage();
  const preflight = preflights.useAnswer(preflightQuestion(draft, manifest?.sha256 ?? null));
  const identity = identities.useAnswer(draft.port);
  const known =
    preflight.state === 'done' ? preflight.value.identity : identity.state === 'done' ? identity.value : null;
  const checking = preflight.state === 'busy';
  const asking = identity.state === 'busy';
  return (
    <div className={styles.step}>
      <div className={styles.left}>
        <PortPicker />
        <AskModule
          manifest={manifest}
          checking={checking}
          asking={asking}
          checked={preflight.state === 'done'}
        />
        {known === null ? null : <IdentityCard identity={known} />}
      </div>
      <div className={styles.right}>
        {manifest === undefined ? <Callout>{t('module.needPackage')}</Callout> : null}
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
        {preflight.state === 'done' ? (
          <>
            <MatchCard match={preflight.value.match} />
            <Findings preflight={preflight.value} />
            {needsOverride(preflight.value) ? (
              <Field
                label={t('module.override')}
                hint={t('module.overrideHint')}
                value={draft.override}
                maxLength={500}
                error={
                  draft.override === '' || reasonEnough(draft.override) ? undefined : t('path.needOverride')
                }
                data-testid="override"
                onText={(override) => choose({ override })}
              />
            ) : null}
          </>
        ) : null}
        {manifest === undefined ? null : (
          <WayCard ways={preflight.state === 'done' ? preflight.value.ways : null} />
        )}
        {manifest !== undefined && draft.way === 'http' ? (
          <>
            <AddressCard
              preflight={preflight.state === 'done' ? preflight.value : null}
              fileName={manifest.fileName}
            />
            {preflight.state === 'done' ? (
              <SendCard preflight={preflight.value} fileName={manifest.fileName} />
            ) : null}
          </>
        ) : null}
      </div>
    </div>
  );
}
