/** i18next for the command line, with the texts that the window uses too. */
import { createInstance } from 'i18next';
import { texts as en } from '../../../shared/domain/texts/en.ts';
import { inWords } from '../../../shared/domain/texts/tokens.ts';
import type { Language, Translate } from '../../../shared/domain/texts/translate.ts';
import { texts as zh } from '../../../shared/domain/texts/zh-CN.ts';

/** `--lang`, else AIRDOCK_LANG, else the locale; Chinese where nothing says otherwise. */
export function chooseLanguage(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const word = option ?? environment['AIRDOCK_LANG'] ?? environment['LC_ALL'] ?? environment['LANG'] ?? '';
  return /^en/i.test(word) ? 'en' : 'zh-CN';
}

export async function createTranslator(language: Language): Promise<Translate> {
  const i18n = createInstance();
  await i18n.init({
    lng: language,
    fallbackLng: false,
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  const lookup = (key: string): string | undefined => {
    const found: unknown = i18n.exists(key) ? i18n.t(key, { returnObjects: true }) : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  return (key, params) => i18n.t(key, { ...inWords(key, params ?? {}, lookup) });
}
