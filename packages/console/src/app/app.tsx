import { useEffect, useRef } from 'preact/hooks';
import { BenchView } from '../bench/bench-view.js';
import { ChartsView } from '../charts/charts-view.js';
import { HandsOnView } from '../hands/hands-on-view.js';
import { RoadView } from '../road/road-view.js';
import { RecordsView } from '../story/records-view.js';
import { StoryView } from '../story/story-view.js';
import { Notice } from '../ui/notice.js';
import { useLive } from './live-context.js';
import type { Route } from './read-route.js';
import { route } from './route.js';
import { TopBar } from './top-bar.js';

function View({ open }: { readonly open: Route }) {
  switch (open.view) {
    case 'road':
      return <RoadView />;
    case 'records':
      return open.sequence === undefined ? (
        <RecordsView />
      ) : (
        <StoryView sequence={open.sequence} key={open.sequence} />
      );
    case 'filters':
      return <BenchView />;
    case 'hands-on':
      return <HandsOnView />;
    case 'charts':
      return <ChartsView />;
  }
}

const titles: Readonly<Record<Route['view'], string>> = {
  road: 'The road',
  records: 'Records',
  filters: 'Filter bench',
  'hands-on': 'Hands on',
  charts: 'Charts',
};

export function App() {
  const { link, road } = useLive();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const open = route.value;
  useEffect(() => {
    document.title = `${titles[open.view]} · Millrace`;
    // A new view is read from its beginning; the first one leaves the focus where the browser has it.
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [open]);
  return (
    <>
      <button type="button" class="skip-link" onClick={() => main.current?.focus()}>
        Skip to the view
      </button>
      <div class="page">
        <TopBar />
        {link.value === 'lost' ? (
          <div class="connection">
            <Notice tone="bad" title="The connection to Millrace is lost">
              Start it again with <code>npm start</code> if it has ended. This page goes on by
              itself as soon as it answers
              {road.value === undefined ? '.' : '; what you see is how the road stood last.'}
            </Notice>
          </div>
        ) : null}
        <main id="main" ref={main} tabIndex={-1}>
          {road.value === undefined && open.view !== 'filters' ? (
            <p class="soft">{link.value === 'lost' ? '' : 'Looking at the road…'}</p>
          ) : (
            <View open={open} />
          )}
        </main>
      </div>
    </>
  );
}
