/** Which view is open. The address says it, so that a view can be linked to and Back works. */
export type Route =
  | { readonly view: 'road' }
  | { readonly view: 'records'; readonly sequence?: string }
  | { readonly view: 'filters' }
  | { readonly view: 'hands-on' }
  | { readonly view: 'charts' };

/** An address that a person typed may be anything. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function readRoute(hash: string): Route {
  const [view, detail] = hash.replace(/^#\/?/, '').split('/');
  switch (view) {
    case 'records':
      return detail ? { view, sequence: decode(detail) } : { view };
    case 'filters':
    case 'hands-on':
    case 'charts':
      return { view };
    default:
      return { view: 'road' };
  }
}

export const storyAddress = (sequence: string) => `#/records/${encodeURIComponent(sequence)}`;
