import { render } from 'preact';
import './style/tokens.css';
import './style/base.css';
import './style/frame.css';
import './style/controls.css';
import './style/road.css';
import './style/records.css';
import './style/bench.css';
import './style/hands-on.css';
import './style/charts.css';
import { App } from './app/app.js';
import { LiveContext } from './app/live-context.js';
import { connectFeed } from './feed/connect-feed.js';
import { createLive } from './feed/live.js';

const { live, input } = createLive();
connectFeed(input);

const place = document.getElementById('app');
if (place !== null) {
  render(
    <LiveContext.Provider value={live}>
      <App />
    </LiveContext.Provider>,
    place,
  );
}
