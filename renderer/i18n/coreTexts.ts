/** The texts that core, command line and window share, by group; the window needs none of the command line's own. */
import { texts as enTexts } from '../../shared/domain/texts/en.ts';
import { texts as zhTexts } from '../../shared/domain/texts/zh-CN.ts';

const { cli: _zhCli, ...zh } = zhTexts;
const { cli: _enCli, ...en } = enTexts;

export const coreTexts = { 'zh-CN': zh, en } as const;

/** A group of codes, e.g. `verdict`, `remedy`, `phase`. */
export type CodeGroup = keyof typeof zh;
