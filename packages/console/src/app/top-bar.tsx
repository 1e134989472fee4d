import { Brand } from './brand.js';
import { useLive } from './live-context.js';
import type { Route } from './read-route.js';
import { route } from './route.js';
import { ThemeChoice } from './theme-choice.js';

const tabs: readonly { readonly view: Route['view']; readonly title: string }[] = [
  { view: 'road', title: 'Road' },
  { view: 'records', title: 'Records' },
  { view: 'filters', title: 'Filters' },
  { view: 'hands-on', title: 'Hands on' },
  { view: 'charts', title: 'Charts' },
];

const links = { connecting: 'connecting', live: 'live', lost: 'connection lost' } as const;

export function TopBar() {
  const { link } = useLive();
  return (
    <header class="top">
      <Brand />
      <nav aria-label="Views">
        <ul class="tabs">
          {tabs.map(({ view, title }) => (
            <li key={view}>
              <a
                href={`#/${view === 'road' ? '' : view}`}
                aria-current={route.value.view === view ? 'page' : undefined}
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ThemeChoice />
      <span class="link" data-link={link.value} role="status">
        {links[link.value]}
      </span>
    </header>
  );
}
