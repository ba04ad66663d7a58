import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Rules that only TypeScript's inference could satisfy; plain JavaScript talks to untyped values all day.
 * @type {import('eslint').Linter.RulesRecord}
 */
const typedOnly = {
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/restrict-template-expressions': 'off',
};

export default defineConfig(
  { ignores: ['**/node_modules/', 'dist/', 'coverage/', 'reports/', 'src/config/generated/', 'fixtures/', 'examples/', 'bench/services/'] },
  // What a rule forbids is either wrong or the rule is: nobody switches one off in passing.
  { linterOptions: { noInlineConfig: true } },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-constant-binary-expression': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-fallthrough': 'error',
      'no-self-assign': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-implicit-coercion': ['error', { boolean: true, number: true, string: true }],
      'no-useless-assignment': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A figure in a message needs no String() around it.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true, considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // Output goes through the port that a command is given.
    files: ['src/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['test/**', 'bench/**'],
    rules: {
      // `expect(object.method)` and asymmetric matchers (typed `any`) are how jest is meant to be used.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // Fakes answer at once to callers that await them.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(only|skip|todo|failing)$/] > :matches(Identifier[name=/^(it|test|describe)$/], MemberExpression[object.name=/^(it|test|describe)$/]).object',
          message: 'A test runs, or it does not exist.',
        },
        { selector: 'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]', message: 'A test runs, or it does not exist.' },
        { selector: 'MemberExpression[property.name=/^toBe(Truthy|Falsy)$/]', message: 'Say which value it is.' },
      ],
    },
  },
  {
    // It adds to Jest's own types, and so must have the form of them.
    files: ['src/harness/jest.ts'],
    rules: {
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    rules: typedOnly,
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
