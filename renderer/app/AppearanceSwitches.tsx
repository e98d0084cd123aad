/** Language and theme, one click each. */
import { Monitor, Moon, Sun } from 'lucide-react';
import type { Preferences } from '../../shared/contract/settings.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { useText } from '../i18n/useText.ts';
import { changePreferences, useSettings } from '../stores/settings.ts';
import { Segmented } from '../ui/Segmented.tsx';

function useChange(): (patch: Partial<Preferences>) => void {
  const core = useCore();
  // Lost with its connection: the core's next word shows what holds.
  return (patch) => void changePreferences(core, patch).catch(() => undefined);
}

/** `marked` gives the switch its test ids; only one on a page has them. */
export function LanguageSwitch({ marked = false }: { readonly marked?: boolean }) {
  const { t, language } = useText();
  const change = useChange();
  return (
    <Segmented
      label={t('shell.language')}
      value={language}
      onChange={(next) => change({ language: next })}
      segments={[
        {
          value: 'zh-CN',
          label: t('shell.chinese'),
          picture: <Zhong />,
          ...(marked ? { testId: 'lang-zh' } : {}),
        },
        {
          value: 'en',
          label: t('shell.english'),
          picture: <span>EN</span>,
          ...(marked ? { testId: 'lang-en' } : {}),
        },
      ]}
    />
  );
}

/** The sign for Chinese as a picture: an English page then holds no Chinese text and still shows the way back. */
function Zhong() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
      <path d="M4 7h16v9H4zM12 2.5v19" />
    </svg>
  );
}

export function ThemeSwitch({ marked = false }: { readonly marked?: boolean }) {
  const { t } = useText();
  const change = useChange();
  const theme = useSettings((view) => view.state?.preferences.theme ?? 'system');
  const segment = (value: Preferences['theme'], label: string, picture: React.ReactNode) => ({
    value,
    label,
    picture,
    ...(marked ? { testId: `theme-${value}` } : {}),
  });
  return (
    <Segmented
      label={t('shell.theme')}
      value={theme}
      onChange={(next) => change({ theme: next })}
      segments={[
        segment('light', t('shell.themeLight'), <Sun />),
        segment('dark', t('shell.themeDark'), <Moon />),
        segment('system', t('shell.themeSystem'), <Monitor />),
      ]}
    />
  );
}
