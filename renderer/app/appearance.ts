/** Puts language and theme of the preferences onto the document, at once and without a reload. */
import { useEffect, useState } from 'react';
import type { Preferences } from '../../shared/contract/settings.ts';
import { i18n } from '../i18n/index.ts';
import { useSettings } from '../stores/settings.ts';

const darkQuery = '(prefers-color-scheme: dark)';

export function resolveTheme(theme: Preferences['theme'], systemDark: boolean): 'light' | 'dark' {
  if (theme === 'system') return systemDark ? 'dark' : 'light';
  return theme;
}

export function useAppearance(): void {
  const preferences = useSettings((view) => view.state?.preferences);
  const systemDark = useSystemDark();
  const language = preferences?.language ?? 'zh-CN';
  const theme = resolveTheme(preferences?.theme ?? 'system', systemDark);
  useEffect(() => {
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}

function useSystemDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia(darkQuery).matches);
  useEffect(() => {
    const query = matchMedia(darkQuery);
    const take = () => setDark(query.matches);
    query.addEventListener('change', take);
    return () => query.removeEventListener('change', take);
  }, []);
  return dark;
}
