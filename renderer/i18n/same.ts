/** The shape of a translation: every key of the original, each with a text. */
export type Same<T> = { readonly [K in keyof T]: string };
