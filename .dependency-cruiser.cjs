// The arrows of the house (ARCHITECTURE.md). A package may import only what stands beside it here;
// everything else is a broken arrow and fails `pnpm check`.
const arrows = {
  'packages/shared': [],
  'packages/filters': [],
  'packages/handler': ['packages/shared'],
  'packages/mapping': ['packages/filters'],
  'packages/local': ['packages/shared', 'packages/filters', 'packages/mapping'],
  'packages/console': [],
  'packages/cli': [
    'packages/shared',
    'packages/filters',
    'packages/handler',
    'packages/mapping',
    'packages/local',
    'infra',
  ],
  infra: ['packages/shared', 'packages/filters'],
};

const house = '^(packages/[^/]+|infra)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(arrows).map(([from, to]) => ({
      name: `arrows-of-${from.split('/').pop()}`,
      comment: `${from} may import ${to.length > 0 ? to.join(', ') : 'no other package'}.`,
      severity: 'error',
      from: { path: `^${from}/` },
      to: { path: house, pathNot: [`^${from}/`, ...to.map((name) => `^${name}/`)] },
    })),
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-provider-root',
      comment:
        "The provider's root import takes 5 s and 574 MB: import '@cdktf/provider-aws/lib/<resource>'.",
      severity: 'error',
      from: {},
      to: { path: '@cdktf/provider-aws/lib/index\\.(js|d\\.ts)$' },
    },
    {
      name: 'pure-rooms-have-no-io',
      comment: 'shared and filters do no I/O and hold no AWS client.',
      severity: 'error',
      from: { path: '^packages/(shared|filters)/src/', pathNot: '\\.test\\.ts$' },
      to: {
        path: ['^(node:)?(fs|http|https|net|child_process)', '@aws-sdk/client-', '@smithy/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-unresolvable',
      comment: 'aws-lambda has types alone (@types/aws-lambda); the compiler resolves those.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    // Another package is seen as its built face; nothing is followed into it.
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    // The swc parser here knows no JSX. The console's views cannot break an arrow all the same: its package
    // depends on no other of the house, and its tsconfig takes no file from outside of its folder.
    exclude: { path: ['(^|/)(cdktf\\.out|bench/peers)/', '\\.tsx$'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'require', 'node', 'default'],
    },
  },
};
