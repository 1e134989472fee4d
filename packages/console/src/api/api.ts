import type {
  Action,
  ActionResult,
  BenchQuestion,
  BenchReport,
  ChangeRow,
  Endpoints,
  ExplainQuestion,
  FilterVerdict,
  Refusal,
  Story,
} from '../contract/contract.js';

const at: Omit<Endpoints, 'feed'> = {
  search: 'api/records',
  story: 'api/story',
  bench: 'api/bench',
  explain: 'api/explain',
  act: 'api/act',
};

/** A call that the server refused or that never reached it; the message says how to mend it. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

// The server writes it into the page: another site's page can neither read nor guess it.
const token = () =>
  document.querySelector<HTMLMetaElement>('meta[name="millrace-token"]')?.content ?? '';

async function call<T>(path: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { ...init, ...(signal ? { signal } : {}) }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ApiError('UNREACHABLE', 'Millrace does not answer. Is `npm start` still running?');
    },
  );
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const refusal = answer as Partial<Refusal> | undefined;
  throw new ApiError(
    refusal?.code ?? `HTTP_${response.status}`,
    refusal?.message ?? `The server answered ${response.status}. Reload the page and try again.`,
  );
}

const get = <T>(path: string, query: Readonly<Record<string, string>>, signal?: AbortSignal) =>
  call<T>(`${path}?${new URLSearchParams(query)}`, {}, signal);

const post = <T>(path: string, body: unknown, signal?: AbortSignal) =>
  call<T>(
    path,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-millrace-token': token() },
      body: JSON.stringify(body),
    },
    signal,
  );

/** Everything the page asks of the server, beside the feed. Each call rejects with {@link ApiError}. */
export const api = {
  search: (text: string, signal?: AbortSignal) =>
    get<readonly ChangeRow[]>(at.search, { text }, signal),
  story: (sequence: string, signal?: AbortSignal) => get<Story>(at.story, { sequence }, signal),
  bench: (question: BenchQuestion, signal?: AbortSignal) =>
    post<BenchReport>(at.bench, question, signal),
  explain: (question: ExplainQuestion, signal?: AbortSignal) =>
    post<FilterVerdict>(at.explain, question, signal),
  act: (action: Action) => post<ActionResult>(at.act, action),
};
