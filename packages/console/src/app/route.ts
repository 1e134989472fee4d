import { signal } from '@preact/signals';

/** Which view is open. The address says it, so that a view can be linked to and Back works. */
export type Route =
  | { readonly view: 'road' }
  | { readonly view: 'records'; readonly sequence?: string }
  | { readonly view: 'filters' }
  | { readonly view: 'hands-on' }
  | { readonly view: 'charts' };

export function readRoute(hash: string): Route {
  const [view, detail] = hash.replace(/^#\/?/, '').split('/');
  switch (view) {
    case 'records':
      return detail ? { view, sequence: decodeURIComponent(detail) } : { view };
    case 'filters':
    case 'hands-on':
    case 'charts':
      return { view };
    default:
      return { view: 'road' };
  }
}

export const storyAddress = (sequence: string) => `#/records/${encodeURIComponent(sequence)}`;

export const route = signal<Route>(readRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = readRoute(location.hash);
});
