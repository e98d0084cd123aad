/** The URL that will be sent, as far as it is known before the server runs. */

export interface ExpectedUrl {
  readonly url: string | null;
  /** PORT and ID stand for what is decided at the start. */
  readonly placeholders: boolean;
}

/** The core names only the host while nothing is published; the rest of the form is the contract's `/f/<id>/<fileName>`. */
export function expectedUrl(url: string | null, fileName: string): ExpectedUrl {
  if (url === null || !URL.canParse(url)) return { url, placeholders: false };
  const { protocol, hostname, port, pathname } = new URL(url);
  if (pathname !== '/') return { url, placeholders: false };
  return {
    url: `${protocol}//${hostname}:${port === '' ? 'PORT' : port}/f/ID/${fileName}`,
    placeholders: true,
  };
}
