/**
 * The URL of a file of this package, by its path relative to the folder of the built module that calls.
 *
 * Bundlers resolve and rewrite the expression `new URL('…', import.meta.url)`, also through constants. They do not evaluate this function,
 * so the files stay where the package has them.
 *
 * @param moduleUrl `import.meta.url`; undefined in a CommonJS bundle
 * @param path such as `assets/`
 * @returns undefined if the module has no URL that others can be relative to
 */
export function packageUrl(moduleUrl: string | undefined, path: string): URL | undefined {
  // A loader may add a query.
  const folder = moduleUrl?.replace(/[?#].*/, '').replace(/[^/]*$/, '');
  return folder && URL.canParse(folder) ? new URL(folder + path) : undefined;
}
