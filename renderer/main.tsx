/** The window's entry. */
import { mount } from './app/mount.tsx';
import { connectCore } from './connection/connect.ts';

mount(connectCore());
