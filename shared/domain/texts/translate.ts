/** Looks a text up by its key and fills in its params. The window and the command line each bring i18next behind this. */
export type Translate = (key: string, params?: Readonly<Record<string, string | number | boolean>>) => string;

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
