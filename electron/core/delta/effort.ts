/**
 * How hard a coder tries. `rough` is for what no module can take anyway: it is packed to say how large it would be, within some
 * hundredths, and not to be sent.
 */
export type Effort = 'full' | 'rough';
