/** The left rail: where one can go, and how it looks. */
import {
  Cable,
  ClipboardCheck,
  CloudUpload,
  Cpu,
  FileClock,
  FileSearch,
  History,
  House,
  type LucideIcon,
  MessageCircleQuestionMark,
  Package,
  RadioTower,
  RefreshCcwDot,
  ScrollText,
  Settings,
  SlidersHorizontal,
  SquareTerminal,
} from 'lucide-react';
import type { TextKey } from '../i18n/index.ts';
import { useText } from '../i18n/useText.ts';
import { goTo, type PageName, useRoute } from '../stores/route.ts';
import { classes } from '../ui/classes.ts';
import { LanguageSwitch, ThemeSwitch } from './AppearanceSwitches.tsx';
import styles from './Rail.module.css';

const entries: readonly { readonly page: PageName; readonly key: TextKey; readonly Picture: LucideIcon }[] = [
  { page: 'home', key: 'shell.home', Picture: House },
  { page: 'upgrade', key: 'shell.upgrade', Picture: RefreshCcwDot },
  { page: 'ports', key: 'shell.ports', Picture: Cable },
  { page: 'devices', key: 'shell.devices', Picture: Cpu },
  { page: 'moduleSettings', key: 'moduleSettings.title', Picture: SlidersHorizontal },
  { page: 'packages', key: 'shell.packages', Picture: Package },
  { page: 'cloud', key: 'cloud.title', Picture: CloudUpload },
  { page: 'inspect', key: 'shell.inspect', Picture: FileSearch },
  { page: 'server', key: 'shell.server', Picture: RadioTower },
  { page: 'timeline', key: 'shell.timeline', Picture: History },
  { page: 'log', key: 'log.title', Picture: ScrollText },
  { page: 'explain', key: 'explain.title', Picture: MessageCircleQuestionMark },
  { page: 'recordings', key: 'recordings.title', Picture: FileClock },
  { page: 'reports', key: 'reports.title', Picture: ClipboardCheck },
  { page: 'terminal', key: 'shell.terminal', Picture: SquareTerminal },
  { page: 'settings', key: 'shell.settings', Picture: Settings },
];

/** Pages without an entry of their own stand below the one that they belong to. */
function entryOf(page: PageName): PageName {
  return page === 'hops' || page === 'names' ? 'packages' : page;
}

export function Rail() {
  const { t } = useText();
  const page = useRoute((route) => route.page);
  return (
    <aside className={styles.rail}>
      <div className={styles.brand}>
        <Mark />
        <div className={styles.label}>
          <p className={styles.name}>Airdock</p>
          <p className={styles.line}>{t('shell.brandLine')}</p>
        </div>
      </div>
      <nav aria-label={t('shell.navigation')} className={styles.nav}>
        {entries.map(({ page: name, key, Picture }) => (
          <button
            key={name}
            type="button"
            className={classes(styles.entry, entryOf(page) === name && styles.current)}
            aria-current={page === name ? 'page' : undefined}
            title={t(key)}
            data-testid={`nav-${name}`}
            onClick={() => goTo(name)}
          >
            <Picture aria-hidden="true" />
            <span className={styles.label}>{t(key)}</span>
          </button>
        ))}
      </nav>
      <div className={styles.foot}>
        <LanguageSwitch marked />
        <ThemeSwitch marked />
      </div>
    </aside>
  );
}

/** The mark: a module at its dock, and what comes down to it. */
function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M16 6.5v10m0 0-4-4m4 4 4-4M8 19v3.5A2.5 2.5 0 0 0 10.5 25h11a2.5 2.5 0 0 0 2.5-2.5V19"
        stroke="var(--on-accent)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
