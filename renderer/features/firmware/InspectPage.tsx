/** Any file, looked into: what it is, whether its checks hold, what can be done with it, and where its parts lie. */
import { Check } from 'lucide-react';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { Inspection } from '../../../shared/contract/firmware.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useInspection } from '../../stores/firmware.ts';
import { type choose, goTo, inspectFile, useRoute } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { FileIdentity } from './FileIdentity.tsx';
import { FilePicker } from './FilePicker.tsx';
import { FlashMap } from './FlashMap.tsx';
import { zonesOf } from './flashLayout.ts';
import styles from './Inspect.module.css';
import { CheckSummary } from './InspectionView.tsx';
import { PartsTree } from './PartsTree.tsx';
import { partsTree } from './partsTree.ts';

export function InspectPage() {
  const { t } = useText();
  const file = useRoute((route) => route.file);
  const inspection = useInspection(file, '');
  return (
    <Page
      title={t('inspect.title')}
      lead={t('inspect.lead')}
      actions={
        file === null ? undefined : (
          <Button data-testid="inspect-other" onClick={() => inspectFile(null)}>
            {t('inspect.other')}
          </Button>
        )
      }
    >
      {file === null ? <Pick /> : null}
      {inspection.state === 'busy' ? (
        <div role="status" aria-label={t('firmware.inspecting')}>
          <Skeleton lines={8} />
        </div>
      ) : null}
      {inspection.state === 'failed' ? (
        <ErrorNote error={inspection.error} title={t('inspect.notRead')} />
      ) : null}
      {inspection.state === 'done' && file !== null ? (
        <Inspected file={file} inspection={inspection.value} />
      ) : null}
    </Page>
  );
}

function Pick() {
  const { t } = useText();
  const demo = useAppInfo((view) => view.info?.demoFiles)?.[0]?.name;
  return (
    <Card>
      <FilePicker
        testId="drop-inspect"
        label={t('inspect.dropLabel')}
        hint={t('inspect.drop')}
        accept=""
        purpose="any"
        onFile={inspectFile}
        extra={
          demo === undefined ? null : (
            <Button
              look="ghost"
              data-testid="inspect-demo"
              onClick={() => inspectFile({ kind: 'demo', name: demo })}
            >
              {t('firmware.useDemo')}
            </Button>
          )
        }
      />
    </Card>
  );
}

interface InspectedProps {
  readonly file: FileRef;
  readonly inspection: Inspection;
}

function Inspected({ file, inspection }: InspectedProps) {
  const { t } = useText();
  const tree = partsTree(inspection);
  const zones = zonesOf(inspection);
  return (
    <div className={styles.page} data-testid="inspection">
      <div className={styles.top}>
        <FileIdentity inspection={inspection} />
        <Actions file={file} inspection={inspection} />
      </div>
      <Card title={t('firmware.parts')}>
        <div className={styles.parts}>
          <CheckSummary inspection={inspection} own={tree.checks} />
          <PartsTree nodes={tree.nodes} />
          <OtherMembers inspection={inspection} />
        </div>
      </Card>
      {zones.length === 0 ? null : (
        <Card title={t('inspect.flash')} hint={t('inspect.flashHint')}>
          <FlashMap zones={zones} height={380} />
        </Card>
      )}
    </div>
  );
}

function Actions({ file, inspection }: InspectedProps) {
  const { t, code } = useText();
  const { actions = [] } = inspection;
  // What is a package or a script alone is nothing to upgrade from or to.
  const usable = inspection.class === undefined || actions.includes('compare');
  return (
    <Card title={t('inspect.actions')}>
      <div className={styles.actions}>
        {actions.length === 0 ? (
          <p className={styles.quiet}>{t('inspect.noActions')}</p>
        ) : (
          <ul className={styles.list}>
            {actions.map((action) => (
              <li key={action}>
                <Check aria-hidden="true" />
                {code('action', action)}
              </li>
            ))}
          </ul>
        )}
        {usable ? (
          <div className={styles.buttons}>
            <Button size="s" onClick={() => takeAs({ old: file, oldVersion: '' })}>
              {t('inspect.asOld')}
            </Button>
            <Button
              size="s"
              data-testid="inspect-as-new"
              onClick={() => takeAs({ new: file, newVersion: '' })}
            >
              {t('inspect.asNew')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function takeAs(patch: Parameters<typeof choose>[0]): void {
  goTo('upgrade', { step: 2, draft: patch });
}

function OtherMembers({ inspection: { otherMembers } }: { readonly inspection: Inspection }) {
  const { t } = useText();
  if (otherMembers.length === 0) return null;
  return (
    <details className={styles.quiet}>
      <summary>{t('firmware.otherMembers', { count: otherMembers.length })}</summary>
      <ul className={styles.members}>
        {otherMembers.map(({ name, sizeBytes }) => (
          <li key={name}>
            <code>{name}</code> {formatBytes(sizeBytes)}
          </li>
        ))}
      </ul>
    </details>
  );
}
