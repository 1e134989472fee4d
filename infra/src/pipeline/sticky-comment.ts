export interface GitHub {
  /** Such as `https://api.github.com`. */
  readonly apiUrl: string;
  /** Such as `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

interface Comment {
  readonly id: number;
  readonly body?: string | null;
  readonly user?: { readonly type?: string } | null;
}

const pageSize = 100;

/**
 * Writes a comment on a pull request, or rewrites the one that it wrote before.
 *
 * @param marker the text by which the earlier comment is known.
 * @throws Error with GitHub's answer when it refuses.
 */
export async function writeStickyComment(
  github: GitHub,
  pullRequest: number,
  marker: string,
  body: string,
): Promise<'created' | 'updated'> {
  const comments = `/repos/${github.repository}/issues`;
  const earlier = await findComment(github, `${comments}/${pullRequest}/comments`, marker);
  if (earlier === undefined) {
    await call(github, 'POST', `${comments}/${pullRequest}/comments`, { body });
    return 'created';
  }
  await call(github, 'PATCH', `${comments}/comments/${earlier.id}`, { body });
  return 'updated';
}

async function findComment(
  github: GitHub,
  path: string,
  marker: string,
): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const comments = (await call(
      github,
      'GET',
      `${path}?per_page=${pageSize}&page=${page}`,
    )) as readonly Comment[];
    // Anyone can write the marker; only a bot's comment can be the one that is ours to rewrite.
    const found = comments.find(
      ({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker) === true,
    );
    if (found !== undefined || comments.length < pageSize) return found;
  }
}

async function call(
  { apiUrl, token }: GitHub,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const answer = await fetch(apiUrl + path, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'millrace',
      'x-github-api-version': '2022-11-28',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    throw new Error(
      `GitHub answered ${answer.status} to ${method} ${path}: ${await answer.text()}`,
    );
  }
  return answer.json();
}
