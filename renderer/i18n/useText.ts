/** Texts for components: `t` for the window's own, `code` for what the core names by code. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type CodeGroup, type Language, type TextKey, type TextParams, textOf, textOfCode } from './index.ts';

export interface Texts {
  readonly language: Language;
  t(key: TextKey, params?: TextParams): string;
  /** The text of a code of the core; the code itself where no text is known. */
  code(group: CodeGroup, code: string, params?: TextParams): string;
}

export function useText(): Texts {
  // Subscribes to the change of language; the lookups below read the current one.
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return useMemo(() => ({ language, t: textOf, code: textOfCode }), [language]);
}
