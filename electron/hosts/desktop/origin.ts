/** The window's own place: a scheme of ours, so that neither file:// nor a port is involved (stack.md, section 3, line 2). */
export const appScheme = 'app';
export const appHost = 'airdock';
export const appOrigin = `${appScheme}://${appHost}`;
export const pageUrl = `${appOrigin}/`;

/** An origin as Electron spells it in one place or another: with or without the closing slash, always exact. */
export function isAppOrigin(origin: string | undefined): boolean {
  return origin === appOrigin || origin === pageUrl;
}

/** Whether a URL is the page itself; the part behind `#` is the page's own affair. */
export function isPage(url: string): boolean {
  return url.split('#', 1)[0] === pageUrl;
}
