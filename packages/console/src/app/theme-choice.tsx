import { type Theme, theme } from './theme.js';

const next: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };
const names: Readonly<Record<Theme, string>> = {
  auto: 'Colours: system',
  light: 'Colours: light',
  dark: 'Colours: dark',
};

export const ThemeChoice = () => (
  <button
    type="button"
    class="button"
    data-look="quiet"
    onClick={() => {
      theme.value = next[theme.value];
    }}
  >
    {names[theme.value]}
  </button>
);
