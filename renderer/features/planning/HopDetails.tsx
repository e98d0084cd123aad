/** Every step that was tried, and every file that could not help. */
import type { Hop, HopsResult, Release, SkippedFile } from '../../../shared/contract/planning.ts';
import { formatBytes, formatFill } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Table } from '../../ui/Table.tsx';
import { nameOf, shortName } from './HopChain.tsx';
import styles from './Planning.module.css';

export function Tried({ found }: { readonly found: HopsResult }) {
  const { t, code } = useText();
  if (found.tried.length === 0) return null;
  return (
    <div className={styles.tableFrame} data-testid="hops-tried">
      <Table
        caption={t('planning.tried')}
        rows={found.tried}
        rowKey={({ from, to }) => `${from.sha256} ${to.sha256}`}
        columns={[
          { key: 'from', title: t('build.from'), cell: ({ from }) => <Short release={from} />, mono: true },
          {
            key: 'to',
            title: t('build.to'),
            cell: ({ to }) => <Short release={to} />,
            mono: true,
            grow: true,
          },
          { key: 'result', title: t('planning.result'), cell: (hop) => <ResultBadge hop={hop} /> },
          {
            key: 'size',
            title: t('packages.size'),
            cell: (hop) => sizeText(hop, { t, code }),
            align: 'right',
          },
        ]}
      />
    </div>
  );
}

function Short({ release }: { readonly release: Release }) {
  return <span title={nameOf(release)}>{shortName(release)}</span>;
}

function ResultBadge({ hop }: { readonly hop: Hop }) {
  const { t, code } = useText();
  switch (hop.kind) {
    case 'fits':
      return <Badge tone="ok">{t('planning.fits')}</Badge>;
    case 'tooLarge':
      return <Badge tone="warn">{t('planning.tooLarge')}</Badge>;
    case 'refused':
      return <Badge title={code('error', hop.error.code, hop.error.params)}>{t('planning.refused')}</Badge>;
  }
}

function sizeText(hop: Hop, { t }: Pick<Texts, 't' | 'code'>): string {
  if (hop.kind === 'refused') return '–';
  if (hop.kind === 'tooLarge') return t('build.fill', formatFill(hop.sizeBytes, hop.limitBytes));
  return formatBytes(hop.sizeBytes);
}

export function Skipped({ files }: { readonly files: readonly SkippedFile[] }) {
  const { t, code } = useText();
  if (files.length === 0) return null;
  return (
    <details className={styles.more} data-testid="hops-skipped">
      <summary>{t('planning.skipped', { count: files.length })}</summary>
      <ul className={styles.skipped}>
        {files.map(({ fileName, reason, error }) => (
          <li key={`${fileName} ${reason}`}>
            <code>{fileName}</code>{' '}
            {error === undefined ? code('hopSkip', reason) : code('error', error.code, error.params)}
          </li>
        ))}
      </ul>
    </details>
  );
}
