/** The library: what each package is for, and its proof. */
import { Package } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { formatBytes, formatDateTime } from '../../i18n/format.ts';
import { sideText } from '../../i18n/packageText.ts';
import { useText } from '../../i18n/useText.ts';
import { usePackages } from '../../stores/packages.ts';
import { goTo, showPackage, useRoute } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { classes } from '../../ui/classes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AddPackage } from './AddPackage.tsx';
import { PackageDetail } from './PackageDetail.tsx';
import styles from './Packages.module.css';

export interface PackagesPageProps {
  /** The vendor's tool as a second check of a package; another feature's affair. */
  readonly secondCheck: (manifest: PackageManifest) => ReactNode;
}

export function PackagesPage({ secondCheck }: PackagesPageProps) {
  const { t } = useText();
  const { loaded, packages } = usePackages();
  const selected = useRoute((route) => route.shown);
  const newestFirst = [...packages].reverse();
  const manifest = packages.find((candidate) => candidate.sha256 === selected) ?? newestFirst[0];
  return (
    <Page title={t('packages.title')} lead={t('packages.lead')} actions={<Tools />}>
      {loaded ? null : <Skeleton />}
      {loaded && manifest === undefined ? (
        <Card>
          <EmptyState
            picture={<Package />}
            title={t('packages.empty')}
            action={
              <Button look="primary" onClick={() => goTo('upgrade', { step: 2 })}>
                {t('packages.build')}
              </Button>
            }
          >
            {t('packages.emptyText')}
          </EmptyState>
        </Card>
      ) : null}
      {manifest === undefined ? null : (
        <div className={styles.split}>
          <Card flush>
            <ul>
              {newestFirst.map((candidate) => (
                <PackageRow
                  key={candidate.sha256}
                  manifest={candidate}
                  selected={candidate.sha256 === manifest.sha256}
                  onSelect={() => showPackage(candidate.sha256)}
                />
              ))}
            </ul>
          </Card>
          <PackageDetail key={manifest.sha256} manifest={manifest} secondCheck={secondCheck(manifest)} />
        </div>
      )}
    </Page>
  );
}

/** What prepares packages without being one. */
function Tools() {
  const { t } = useText();
  return (
    <>
      <AddPackage />
      <Button data-testid="to-hops" onClick={() => goTo('hops')}>
        {t('planning.planHops')}
      </Button>
      <Button data-testid="to-names" onClick={() => goTo('names', { shown: null })}>
        {t('planning.checkNames')}
      </Button>
    </>
  );
}

interface PackageRowProps {
  readonly manifest: PackageManifest;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function PackageRow({ manifest, selected, onSelect }: PackageRowProps) {
  const { t } = useText();
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={classes(styles.row, selected && styles.selected)}
        aria-pressed={selected}
        onClick={onSelect}
      >
        <span className={styles.name}>{sideText(manifest.from, t)}</span>
        <span className={styles.size}>{formatBytes(manifest.sizeBytes)}</span>
        <span className={styles.name}>→ {sideText(manifest.to, t)}</span>
        <span className={styles.time}>{formatDateTime(manifest.createdAtMs)}</span>
      </button>
    </li>
  );
}
