/** The texts that core and window share (shared/domain/texts), merged by their group names. */
import type { Language } from './index.ts';

type Tree = { readonly [name: string]: string | Tree };

const modules = import.meta.glob<Readonly<Record<string, Tree>>>(
  [
    '../../shared/domain/texts/*/*.ts',
    '!../../shared/domain/texts/*/index.ts',
    '!../../shared/domain/texts/*/cli.ts',
  ],
  { eager: true },
);

function groupsOf(language: Language): Tree {
  const ofLanguage = Object.entries(modules).filter(([path]) => path.includes(`/texts/${language}/`));
  return Object.assign({}, ...ofLanguage.map(([, groups]) => groups));
}

export const coreTexts: Readonly<Record<Language, Tree>> = { 'zh-CN': groupsOf('zh-CN'), en: groupsOf('en') };
