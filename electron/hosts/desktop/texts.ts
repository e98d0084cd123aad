/** The few sentences that appear outside of the page. */
import type { Language } from '../../../shared/domain/texts/translate.ts';

export interface DesktopTexts {
  readonly busyTitle: string;
  readonly busyDetail: string;
  readonly stay: string;
  readonly leave: string;
  readonly crashedTitle: string;
  readonly crashedDetail: string;
  readonly reload: string;
  readonly showLog: string;
}

const texts: Readonly<Record<Language, DesktopTexts>> = {
  'zh-CN': {
    busyTitle: '升级仍在进行',
    busyDetail: '现在关闭会中断正在进行的任务，模块可能停留在未完成的状态。',
    stay: '继续升级',
    leave: '仍然关闭',
    crashedTitle: '窗口意外停止',
    crashedDetail: '任务不受影响，仍在继续。错误已记录在本机文件中，不会发送到任何地方。',
    reload: '重新打开窗口',
    showLog: '显示错误文件',
  },
  en: {
    busyTitle: 'An upgrade is still running',
    busyDetail: 'Closing now interrupts it and may leave the module half way.',
    stay: 'Keep running',
    leave: 'Close anyway',
    crashedTitle: 'The window has stopped',
    crashedDetail:
      'Jobs are not affected and go on. The error is kept in a file on this computer and sent nowhere.',
    reload: 'Open the window again',
    showLog: 'Show the error file',
  },
};

export function desktopTexts(language: Language): DesktopTexts {
  return texts[language];
}
