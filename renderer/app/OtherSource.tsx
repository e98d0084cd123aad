/** The way past firmware and build, for modules whose packages only their vendor can make. */
import { ArrowRight } from 'lucide-react';
import { useText } from '../i18n/useText.ts';
import { choose, goTo, useDraft } from '../stores/route.ts';
import { Button } from '../ui/Button.tsx';
import styles from './GuidedPath.module.css';

export function OtherSource() {
  const { t } = useText();
  const { bring, project, old, new: fresh, package: chosen } = useDraft();
  const other = bring !== 'package';
  // Who has firmware or a package at hand is on the way already.
  if (!other && (old !== null || fresh !== null || chosen !== null)) return null;
  const leave = () => goTo('upgrade', { step: 4, draft: { bring: 'raw', project: project ?? 'none' } });
  return (
    <aside className={styles.other} data-testid="other-source">
      <p>{t(other ? 'path.otherChosen' : 'path.other')}</p>
      <Button
        size="s"
        data-testid="other-source-go"
        onClick={() => (other ? choose({ bring: 'package' }) : leave())}
      >
        {t(other ? 'path.otherBack' : 'path.otherGo')}
        {other ? null : <ArrowRight aria-hidden="true" />}
      </Button>
    </aside>
  );
}
