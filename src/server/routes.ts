import { jwks, readConfiguration } from './configuration.ts';
import {
  evaluateCeremony,
  finishCeremony,
  issueChallenge,
  startCeremony,
} from './http/handlers/ceremonies.ts';
import {
  addDevice,
  listDevices,
  readDevice,
  removeDevice,
  removePerson,
  renameDevice,
} from './http/handlers/people.ts';
import { type Route, route } from './http/router.ts';

/** All routes, below the base path. docs/server.md describes them. */
export const routes: readonly Route[] = [
  route('GET', '.well-known/recognize', readConfiguration),
  route('GET', 'jwks.json', async (context) => jwks(context)),

  route('POST', 'challenges', issueChallenge),
  route('POST', 'ceremonies', startCeremony),
  route('POST', 'ceremonies/{ceremonyId}/evaluate', evaluateCeremony),
  route('POST', 'ceremonies/{ceremonyId}/finish', finishCeremony),

  route('DELETE', 'people/{recognizeId}', removePerson),
  route('GET', 'people/{recognizeId}/devices', listDevices),
  route('POST', 'people/{recognizeId}/devices', addDevice),
  route('GET', 'people/{recognizeId}/devices/{deviceId}', readDevice),
  route('PATCH', 'people/{recognizeId}/devices/{deviceId}', renameDevice),
  route('DELETE', 'people/{recognizeId}/devices/{deviceId}', removeDevice),
];
