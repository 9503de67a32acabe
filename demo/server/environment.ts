import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const pageFolder = join(root, 'demo/dist');
export const packageFolder = join(root, 'dist');
/** `npm start` writes the compressed copies; without them the files of the build are served. */
const compressedFolder = join(pageFolder, 'recognize-assets');
export const assetsFolder = existsSync(compressedFolder) ? compressedFolder : join(packageFolder, 'assets');

/** What the environment variables of the demo host say. */
export interface Environment {
  /** `PORT`: default the first free one from 5173 on; 0 for any. */
  readonly port: string | undefined;
  /** `DEMO_HOST`: network interface, default 127.0.0.1. */
  readonly networkInterface: string | undefined;
  /** `DEMO_DATA`: folder of database and secret. */
  readonly dataFolder: string;
  /** `DATABASE_URL`: a PostgreSQL server instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** `DEMO_ORIGIN`: origins of the page, separated by commas, when it is not reached through localhost. */
  readonly publicOrigins: readonly string[] | undefined;
  /** `DEMO_TRUSTED_PROXIES`: how many reverse proxies are in front of this server; with 0, limits by address ignore `X-Forwarded-For`. */
  readonly trustedProxies: number;
  /** `DEMO_SUPPORT_TOKEN`: at least 16 characters; opens the routes of the support desk. */
  readonly supportToken: string | undefined;
  /** `DEMO_MODELS`: folder of a model set, as `recognize-elements models add` writes it, instead of the bundled set. */
  readonly modelsFolder: string;
  /** `DEMO_PREVIOUS_MODELS`: folder of the model set that the site used before, for people who enrolled with it; default `modelsFolder`. */
  readonly previousModelsFolder: string;
}

/** @throws Error that names a variable with a wrong value */
export function readEnvironment(variables = process.env): Environment {
  const { DEMO_SUPPORT_TOKEN: supportToken } = variables;
  const trustedProxies = Number(variables.DEMO_TRUSTED_PROXIES ?? 0);
  if (!Number.isSafeInteger(trustedProxies) || trustedProxies < 0)
    throw new Error('DEMO_TRUSTED_PROXIES: expected the number of reverse proxies, 0 or more.');
  if (supportToken !== undefined && supportToken.length < 16)
    throw new Error('DEMO_SUPPORT_TOKEN: expected at least 16 characters.');
  const modelsFolder = resolve(variables.DEMO_MODELS ?? join(assetsFolder, 'models'));
  const previousModelsFolder = resolve(variables.DEMO_PREVIOUS_MODELS ?? modelsFolder);
  requireManifest('DEMO_MODELS', modelsFolder);
  requireManifest('DEMO_PREVIOUS_MODELS', previousModelsFolder);
  return {
    port: variables.PORT,
    networkInterface: variables.DEMO_HOST,
    dataFolder: variables.DEMO_DATA ?? join(root, 'demo/.data'),
    databaseUrl: variables.DATABASE_URL,
    publicOrigins: variables.DEMO_ORIGIN?.split(','),
    trustedProxies,
    supportToken,
    modelsFolder,
    previousModelsFolder,
  };
}

export const manifestIn = (folder: string): string => join(folder, 'manifest.json');

function requireManifest(variable: string, folder: string): void {
  if (!existsSync(manifestIn(folder))) throw new Error(`${variable}: ${manifestIn(folder)} does not exist.`);
}
