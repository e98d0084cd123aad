/** The two pages that are shown before the real one can be: in both languages, because nothing is known of the person yet. */

const page = (head: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Airdock</title>${head}</head><body>${body}</body></html>`;

/**
 * After a token was exchanged. A page that leads on, not a redirect: a SameSite=Strict cookie is not sent along a redirect
 * that began on another site, e.g. at a link in a chat window.
 */
export const enterPage = page(
  '<meta http-equiv="refresh" content="0;url=/">',
  '<p><a href="/">Airdock</a></p>',
);

/** A navigation without a session. */
export const closedDoorPage = page(
  '',
  '<h1>Airdock</h1><p>此页面需要一次性链接：请在运行 Airdock 的终端按回车键，打开新显示的地址。</p>' +
    '<p lang="en">This page needs a one-time link: press Enter in the terminal that runs Airdock and open the address it shows.</p>',
);
