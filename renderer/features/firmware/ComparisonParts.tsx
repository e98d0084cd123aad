/** The images of both firmwares side by side, and the files of their scripts. */
import type { ComparedImage, Comparison } from '../../../shared/contract/firmware.ts';
import { formatBytes } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Firmware.module.css';

type Part = Comparison['parts'][number];
type Change = Part['change'];

const tones: Readonly<Record<Change, Tone>> = {
  same: 'neutral',
  changed: 'accent',
  added: 'ok',
  removed: 'warn',
};

export function ComparisonParts({ comparison }: { readonly comparison: Comparison }) {
  const { t, code } = useText();
  const zones = comparison.parts.some(
    ({ old, new: fresh }) => zoneOf(old) !== null || zoneOf(fresh) !== null,
  );
  return (
    <div className={styles.parts}>
      <Table
        caption={t('firmware.compareTitle')}
        rows={comparison.parts}
        rowKey={(part) => `${part.role} ${part.name} ${part.change}`}
        columns={[
          {
            key: 'name',
            title: t('firmware.part'),
            cell: (part) => <span title={code('role', part.role)}>{part.name}</span>,
            mono: true,
            grow: true,
          },
          { key: 'change', title: t('firmware.changeColumn'), cell: (part) => <Changes part={part} /> },
          { key: 'old', title: t('firmware.oldSize'), cell: (part) => size(part.old), align: 'right' },
          { key: 'new', title: t('firmware.newSize'), cell: (part) => size(part.new), align: 'right' },
          ...(zones
            ? ([
                { key: 'zone', title: t('firmware.zoneSize'), cell: zoneText, align: 'right' },
                {
                  key: 'free',
                  title: t('firmware.zoneFree'),
                  cell: (part: Part) => <Free part={part} />,
                  align: 'right',
                },
              ] as const)
            : []),
        ]}
      />
    </div>
  );
}

function Changes({ part }: { readonly part: Part }) {
  const { t } = useText();
  return (
    <span className={styles.changes}>
      <Badge tone={tones[part.change]}>{t(`firmware.change_${part.change}`)}</Badge>
      {part.moved ? <Badge tone="warn">{t('firmware.moved')}</Badge> : null}
    </span>
  );
}

function size(image: ComparedImage | undefined): string {
  return image === undefined ? '–' : formatBytes(image.sizeBytes);
}

function zoneOf(image: ComparedImage | undefined): number | null {
  return image?.zoneSizeBytes ?? null;
}

/** One size where it stays, both where it does not. */
function zoneText({ old, new: fresh }: Part): string {
  const [before, after] = [zoneOf(old), zoneOf(fresh)];
  if (before === null && after === null) return '–';
  const one = after ?? before ?? 0;
  if (before === null || after === null || before === after) return formatBytes(one);
  return `${formatBytes(before)} → ${formatBytes(after)}`;
}

/** What is free with NEW, and what was free with OLD where that differs. */
function Free({ part: { old, new: fresh } }: { readonly part: Part }) {
  const { t } = useText();
  const after = fresh?.freeBytes;
  if (after === undefined) return <>{'–'}</>;
  const before = old?.freeBytes;
  const change = before === undefined || before === after ? '' : `${freeText(before, t)} → `;
  return (
    <span className={after < 0 ? styles.overfull : undefined}>
      {change}
      {freeText(after, t)}
    </span>
  );
}

function freeText(bytes: number, t: Texts['t']): string {
  return bytes < 0 ? t('firmware.zoneOver', { size: formatBytes(-bytes) }) : formatBytes(bytes);
}

/** The files of the script by name; those that stay the same come last. */
export function ScriptChanges({ files }: { readonly files: Comparison['scriptFiles'] }) {
  const { t } = useText();
  if (files.length === 0) return null;
  const changed = files.filter(({ change }) => change !== 'same');
  const same = files.filter(({ change }) => change === 'same');
  return (
    <details className={styles.scripts} open={changed.length > 0 && changed.length <= 8}>
      <summary>
        {t('firmware.scripts')}{' '}
        {t('firmware.scriptsChanged', { changed: changed.length, total: files.length })}
      </summary>
      <ul className={styles.scriptList}>
        {[...changed, ...same].map((file) => (
          <li key={file.name}>
            <code>{file.name}</code> {t(`firmware.change_${file.change}`)}{' '}
            <span className={styles.quiet}>{sizesText(file)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function sizesText({ oldSizeBytes, newSizeBytes }: Comparison['scriptFiles'][number]): string {
  const sizes = [oldSizeBytes, newSizeBytes].filter((bytes) => bytes !== undefined);
  return [...new Set(sizes)].map(formatBytes).join(' → ');
}
