/** What a firmware file is: version, chip, parts and whether its checksums hold. */
import { CircleCheck, CircleX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Inspection } from '../../../shared/contract/firmware.ts';
import { formatBytes, shortDigest } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { bestVersion } from '../../stores/firmware.ts';
import { Badge } from '../../ui/Badge.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './Firmware.module.css';
import { FlashMap } from './FlashMap.tsx';
import { zonesOf } from './flashLayout.ts';
import { checkText, PartsTree } from './PartsTree.tsx';
import { type Check, partsTree } from './partsTree.ts';

export interface InspectionViewProps {
  readonly inspection: Inspection;
  readonly version: string;
  readonly onVersion: (version: string) => void;
}

export function InspectionView({ inspection, version, onVersion }: InspectionViewProps) {
  const { t, code } = useText();
  const found = inspection.versions.some((candidate) => candidate.source !== 'user');
  const tree = partsTree(inspection);
  const zones = zonesOf(inspection);
  return (
    <div className={styles.inspection}>
      <p className={styles.fileName}>{inspection.fileName}</p>
      <div className={styles.versionLine}>
        <VersionText inspection={inspection} />
        <ChipBadge inspection={inspection} />
      </div>
      {found ? null : <VersionField version={version} onVersion={onVersion} />}
      <p className={styles.facts}>
        <span>{kindText(inspection, code)}</span>
        <span>{formatBytes(inspection.sizeBytes)}</span>
        <span className={styles.digest}>
          {t('firmware.digest')} <CopyText value={inspection.sha256} shown={shortDigest(inspection.sha256)} />
        </span>
      </p>
      <CheckSummary inspection={inspection} own={tree.checks} />
      <PartsTree nodes={tree.nodes} />
      {inspection.otherMembers.length === 0 ? null : (
        <p className={styles.quiet} title={inspection.otherMembers.map((member) => member.name).join('\n')}>
          {t('firmware.otherMembers', { count: inspection.otherMembers.length })}
        </p>
      )}
      {zones.length === 0 ? null : (
        <details className={styles.more}>
          <summary>{t('inspect.flash')}</summary>
          <FlashMap zones={zones} height={240} />
        </details>
      )}
    </div>
  );
}

export function VersionText({ inspection }: { readonly inspection: Inspection }) {
  const { t, code } = useText();
  const best = bestVersion(inspection);
  if (best === undefined) return <span className={styles.noVersion}>{t('firmware.noVersion')}</span>;
  const others = inspection.versions.filter((other) => other.text !== best.text);
  return (
    <span className={styles.versions}>
      <strong className={styles.version}>{best.text}</strong>
      <span className={styles.quiet}>{code('versionSource', best.source)}</span>
      {others.map((other) => (
        <span key={other.text} className={styles.quiet}>
          {t('firmware.versionConflict', { other: other.text, source: code('versionSource', other.source) })}
        </span>
      ))}
    </span>
  );
}

/** Taken over on leaving the field, because each version is a new question to the core. */
function VersionField({ version, onVersion }: Pick<InspectionViewProps, 'version' | 'onVersion'>) {
  const { t } = useText();
  const [text, setText] = useState(version);
  useEffect(() => setText(version), [version]);
  const commit = () => {
    if (text.trim() !== version) onVersion(text.trim());
  };
  return (
    <Field
      label={t('firmware.enterVersion')}
      hint={t('firmware.enterVersionHint')}
      mono
      value={text}
      maxLength={128}
      placeholder="AirM2M_780E_V1002_LTE_AT"
      onText={setText}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** All checks in one line where they hold; where not, those that no part of the tree shows. */
export function CheckSummary({
  inspection,
  own,
}: {
  readonly inspection: Inspection;
  readonly own: readonly Check[];
}) {
  const { t, code } = useText();
  const { checks } = inspection;
  const failed = checks.filter((check) => !check.ok);
  if (checks.length === 0) return <p className={styles.quiet}>{t('inspect.noChecks')}</p>;
  if (failed.length === 0) {
    return (
      <p className={styles.checksOk}>
        <CircleCheck aria-hidden="true" />
        {t('firmware.checksOk', { count: checks.length })}
      </p>
    );
  }
  return (
    <div>
      <p className={styles.checkBad}>
        <CircleX aria-hidden="true" />
        {t('inspect.checksBad', { failed: failed.length, count: checks.length })}
      </p>
      <ul className={styles.failures}>
        {own
          .filter((check) => !check.ok)
          .map((check) => (
            <li key={check.name}>
              {checkText(check.name, code)} <code>{check.detail}</code>
            </li>
          ))}
      </ul>
    </div>
  );
}

export function ChipBadge({ inspection: { chip, chipEvidence } }: { readonly inspection: Inspection }) {
  const { t } = useText();
  if (chip === 'unknown') return <Badge>{t('inspect.chipUnknown')}</Badge>;
  return (
    <Badge tone="accent" title={chipEvidence?.join('\n')}>
      {chip.toUpperCase()}
    </Badge>
  );
}

export function kindText({ kind, archive }: Inspection, code: Texts['code']): string {
  return [code('kind', kind), archive].filter(Boolean).join(' · ');
}
