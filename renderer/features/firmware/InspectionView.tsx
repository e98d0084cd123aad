/** What a firmware file is: version, chip, parts and whether its checksums hold. */
import { CircleCheck, CircleX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Inspection } from '../../../shared/contract/firmware.ts';
import { formatAddress, formatBytes, shortDigest } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { bestVersion } from '../../stores/firmware.ts';
import { Badge } from '../../ui/Badge.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Field } from '../../ui/Field.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Firmware.module.css';

export interface InspectionViewProps {
  readonly inspection: Inspection;
  readonly version: string;
  readonly onVersion: (version: string) => void;
}

export function InspectionView({ inspection, version, onVersion }: InspectionViewProps) {
  const { t, code } = useText();
  const found = inspection.versions.some((candidate) => candidate.source !== 'user');
  return (
    <div className={styles.inspection}>
      <p className={styles.fileName}>{inspection.fileName}</p>
      <div className={styles.versionLine}>
        <VersionText inspection={inspection} />
        <Badge tone="accent">{inspection.chip.toUpperCase()}</Badge>
      </div>
      {found ? null : <VersionField version={version} onVersion={onVersion} />}
      <p className={styles.facts}>
        <span>{[inspection.kind, inspection.archive].filter(Boolean).join(' · ')}</span>
        <span>{formatBytes(inspection.sizeBytes)}</span>
        <span className={styles.digest}>
          {t('firmware.digest')} <CopyText value={inspection.sha256} shown={shortDigest(inspection.sha256)} />
        </span>
      </p>
      <Checks inspection={inspection} />
      <div className={styles.parts}>
        <Table
          caption={t('firmware.parts')}
          rows={inspection.parts}
          rowKey={(part) => part.name}
          columns={[
            { key: 'name', title: t('firmware.part'), cell: (part) => part.name, mono: true },
            { key: 'role', title: t('firmware.role'), cell: (part) => code('role', part.role), grow: true },
            {
              key: 'size',
              title: t('firmware.size'),
              cell: (part) => formatBytes(part.sizeBytes),
              align: 'right',
            },
            {
              key: 'address',
              title: t('firmware.address'),
              cell: (part) => formatAddress(part.address),
              mono: true,
            },
          ]}
        />
      </div>
      {inspection.otherMembers.length === 0 ? null : (
        <p className={styles.quiet} title={inspection.otherMembers.map((member) => member.name).join('\n')}>
          {t('firmware.otherMembers', { count: inspection.otherMembers.length })}
        </p>
      )}
    </div>
  );
}

function VersionText({ inspection }: { readonly inspection: Inspection }) {
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

function Checks({ inspection }: { readonly inspection: Inspection }) {
  const { t, code } = useText();
  const failed = inspection.checks.filter((check) => !check.ok);
  if (inspection.checks.length === 0) return null;
  if (failed.length === 0) {
    return (
      <p className={styles.checksOk}>
        <CircleCheck aria-hidden="true" />
        {t('firmware.checksOk', { count: inspection.checks.length })}
      </p>
    );
  }
  return (
    <ul>
      {failed.map((check) => (
        <li key={check.name} className={styles.checkBad}>
          <CircleX aria-hidden="true" />
          {t('firmware.checkFailed', { name: checkText(check.name, code) })} <code>{check.detail}</code>
        </li>
      ))}
    </ul>
  );
}

/** A check's id is a code, and after a colon what it was about. */
function checkText(name: string, code: Texts['code']): string {
  const [id = name, about] = name.split(':');
  return about === undefined ? code('check', id) : `${code('check', id)} (${about})`;
}
