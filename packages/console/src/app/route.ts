import { signal } from '@preact/signals';
import { type Route, readRoute } from './read-route.js';

/** The view that is open, by the address of this page. */
export const route = signal<Route>(readRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = readRoute(location.hash);
});
