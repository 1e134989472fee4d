import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Action } from '../contract/contract.js';
import { CommandTwin } from '../ui/command-twin.js';
import { useAct } from './use-act.js';

export interface Choice {
  readonly label: string;
  readonly action: Action;
  readonly main?: boolean;
  readonly disabled?: boolean;
}

interface ControlProps {
  readonly title: string;
  /** What one sees happen. */
  readonly shows: string;
  /** The fields. */
  readonly children?: ComponentChildren;
  readonly choices: readonly Choice[];
  /** The same on the command line. */
  readonly command?: string | undefined;
}

/** One thing to do: its fields, its buttons, what came of it, and its command-line twin. */
export function Control({ title, shows, children, choices, command }: ControlProps) {
  const id = useId();
  const [state, act] = useAct();
  const first = choices.at(0);
  return (
    <section class="control card" aria-labelledby={id}>
      <h2 id={id} title={title}>
        {title}
      </h2>
      <p class="small soft">{shows}</p>
      <form
        class="view"
        onSubmit={(event) => {
          event.preventDefault();
          if (first !== undefined && first.disabled !== true) void act(first.action);
        }}
      >
        {children === undefined ? null : <div class="fields">{children}</div>}
        {choices.length === 0 ? null : (
          <div class="row">
            {choices.map(({ label, action, main, disabled }, index) => (
              <button
                key={label}
                type={index === 0 ? 'submit' : 'button'}
                class="button"
                data-look={main ? 'main' : undefined}
                disabled={disabled === true || state.phase === 'busy'}
                onClick={index === 0 ? undefined : () => void act(action)}
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </form>
      <p class="small result" role="status" data-phase={state.phase}>
        {state.phase === 'busy' ? 'Working…' : 'message' in state ? state.message : ''}
      </p>
      {command === undefined ? null : <CommandTwin command={command} />}
    </section>
  );
}
