import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';

const kept = 'millrace-theme';
const isTheme = (text: string | null): text is Theme =>
  text === 'auto' || text === 'light' || text === 'dark';

/** A browser that keeps nothing refuses even the question; the choice is for this visit then. */
function readKept(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}

function keep(choice: Theme): void {
  try {
    localStorage.setItem(kept, choice);
  } catch {
    // See above.
  }
}

const stored = readKept();

/** The person's choice, kept in this browser; `auto` goes with the system. */
export const theme = signal<Theme>(isTheme(stored) ? stored : 'auto');

/** Grows whenever colours change, so that drawings on canvas know to begin anew. */
export const paintings = signal(0);

effect(() => {
  if (theme.value === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
  keep(theme.value);
  paintings.value = paintings.peek() + 1;
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  paintings.value += 1;
});

/** What a colour variable of tokens.css is at this moment, in a form that canvas understands. */
export function colourOf(variable: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
