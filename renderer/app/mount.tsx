/** Puts the window on a page, over any client of the core. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../theme/tokens.css';
import '../theme/base.css';
import { CoreProvider } from '../connection/CoreContext.tsx';
import type { Core } from '../connection/connect.ts';
import { followAll } from '../stores/followAll.ts';
import { App } from './App.tsx';

/** Throws when the page has no element `root`. */
export function mount(core: Core): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element with the id root.');
  followAll(core);
  createRoot(root).render(
    <StrictMode>
      <CoreProvider core={core}>
        <App />
      </CoreProvider>
    </StrictMode>,
  );
}
