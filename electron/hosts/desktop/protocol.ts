/** Serves the built page as app://airdock/ (stack.md, section 3, lines 2 and 3). */
import { protocol, type Session } from 'electron';
import { pageHeaders } from '../common/contentSecurityPolicy.ts';
import { readPageFile } from '../common/pageFiles.ts';
import { appHost, appScheme, pageUrl } from './origin.ts';

/** Before the app is ready. Standard and secure: an origin, relative URLs and storage work as they do over https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

export function servePage(session: Session, pageFolder: string): void {
  session.protocol.handle(appScheme, (request) => answerPage(request, pageFolder));
}

/** A file of the page, or an empty 404/405 that carries the same policy. */
export async function answerPage(request: Request, pageFolder: string): Promise<Response> {
  const headers = pageHeaders();
  if (request.method !== 'GET') return new Response(null, { status: 405, headers });
  const path = pathOf(request.url);
  const file = path === null ? null : await readPageFile(pageFolder, path);
  if (file === null) return new Response(null, { status: 404, headers });
  return new Response(file.bytes, { status: 200, headers: { ...headers, 'Content-Type': file.contentType } });
}

/** Encoded path of a URL of our host; null for any other. Cut from the text, not from a URL parser that tidies it up. */
function pathOf(url: string): string | null {
  if (!url.startsWith(pageUrl)) return null;
  return url.slice(`${appScheme}://${appHost}`.length).split(/[?#]/, 1)[0] ?? null;
}
