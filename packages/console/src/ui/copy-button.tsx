import { useSignal, useSignalEffect } from '@preact/signals';

const labels = { ready: 'Copy', copied: 'Copied', refused: 'Select and copy by hand' } as const;

const SAID_MS = 2_000;

/** Copies a text, and says so on itself for a moment. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const state = useSignal<keyof typeof labels>('ready');
  const copy = async () => {
    state.value = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'refused' as const,
    );
  };
  useSignalEffect(() => {
    if (state.value === 'ready') return undefined;
    const timer = setTimeout(() => {
      state.value = 'ready';
    }, SAID_MS);
    return () => clearTimeout(timer);
  });
  return (
    <button type="button" class="button" data-look="quiet" onClick={copy}>
      {labels[state.value]}
      <span class="hidden-text"> {what}</span>
    </button>
  );
}
